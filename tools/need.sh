#!/bin/sh
# need.sh PROGRAM PACKAGE: make sure that a program is here. Root on Debian gets it installed, anybody else is told how.
set -eu
program=$1
package=$2
command -v "$program" >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing $package …"
    DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" </dev/null >/dev/null
    exit 0
fi
echo "Dân Cư needs $package here. On Debian or Ubuntu: sudo apt-get install $package" >&2
exit 1
