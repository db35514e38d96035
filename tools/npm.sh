#!/bin/sh
# npm.sh ARGUMENTS: run npm in frontend/, with the machine's Node.js if it is new enough, else with one in the virtual environment.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
if ! { command -v npm && node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)'; } >/dev/null 2>&1; then
    if [ ! -x "$root/.venv/bin/npm" ]; then
        echo "Fetching Node.js …"
        "$root/.venv/bin/pip" install --quiet --require-hashes -r "$root/requirements-node.lock" </dev/null
    fi
    PATH="$root/.venv/bin:$PATH"
fi
cd "$root/frontend"
exec npm "$@" </dev/null
