"""What runs in the process apart (`apart.check_paper`): behind a line of JSON with the roots, a PDF is judged.

It answers with what its signature says, or with the code of the refusal, as JSON. Nothing of Django is loaded here.
"""

import json
import sys
from typing import Any

from dancu.documents import checking
from dancu.kernel.errors import Invalid
from dancu.platform import apart


def main() -> None:
    """Answer for the file on the standard input."""
    apart.confine()
    line, _, content = sys.stdin.buffer.read().partition(b"\n")
    try:
        answer = _judged(json.loads(line), content)
    except MemoryError:
        sys.exit(apart.TOO_DEMANDING)
    sys.stdout.write(json.dumps(answer))


def _judged(asked: dict[str, list[str]], content: bytes) -> dict[str, Any]:
    roots, time_roots = ([bytes.fromhex(each) for each in asked[name]] for name in ("roots", "time_roots"))
    try:
        return checking.check(content, roots=roots, time_roots=time_roots).record()
    except Invalid as refusal:
        return {"refused": refusal.code}


if __name__ == "__main__":
    main()
