"""Open a stranger's file in a process of its own, with little memory, little time and nothing to write to.

A file is made to break the program that opens it, or to hold it for hours. Then only that process goes, and the file is
refused; the web server, which has other people's requests in its hands, never looks further than the size.
"""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass

from dancu.documents.domain.kinds import MediaType
from dancu.documents.domain.refusals import REFUSALS, FileTooDemanding

MEMORY = 1536 * 1024 * 1024
"""A picture of a hundred million pixels in four colours needs 400 MB, and as much again to be turned into three."""
SECONDS = 20
TOO_DEMANDING = 3
"""How the process ends when its memory does not do."""

_AT_ONCE = 2
_turns = threading.BoundedSemaphore(_AT_ONCE)
_PATIENCE = 60
"""Seconds by the clock; the process has fewer by its own, but the machine may be busy."""


class OpenerFailed(Exception):
    """The process ended by a fault of ours, not of the file's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    kind: MediaType
    pictures: tuple[bytes, ...]
    """Drawn anew as JPEG, large and small; empty for what is no picture of one page."""


def open_file(content: bytes) -> Opened:
    """Return what a file is, and what it looks like where that is a picture; raise what speaks against it (`REFUSALS`)."""
    with _turns:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-m", "dancu.documents.opening"],
                input=content,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
                env={},
            )
        except subprocess.TimeoutExpired:
            raise FileTooDemanding from None
    # A negative code is a signal: out of time, or a fault in a library's memory.
    if done.returncode < 0 or done.returncode == TOO_DEMANDING:
        raise FileTooDemanding
    if done.returncode:
        raise OpenerFailed(done.stderr.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0])
    line, _, rest = done.stdout.partition(b"\n")
    answer = json.loads(line)
    if "refused" in answer:
        raise REFUSALS[answer["refused"]]
    pictures = []
    for size in answer["sizes"]:
        pictures.append(rest[:size])
        rest = rest[size:]
    return Opened(kind=MediaType(answer["kind"]), pictures=tuple(pictures))
