"""Do one thing with a stranger's file in a process of its own, with little memory, little time and nothing to write to.

A file is made to break the program that opens it, or to hold it for hours. Then only that process goes; the web server, which
has other people's requests in its hands, never looks further than the size. A module that is run so reads the standard input,
calls `confine` first, writes its answer to the standard output, and loads nothing of Django.
"""

import resource
import subprocess
import sys
import threading

MEMORY = 1536 * 1024 * 1024
"""A picture of a hundred million pixels in four colours needs 400 MB, and as much again to be turned into three."""
SECONDS = 20
TOO_DEMANDING = 3
"""How the process ends when its memory does not do."""

_AT_ONCE = 2
_turns = threading.BoundedSemaphore(_AT_ONCE)
_PATIENCE = 60
"""Seconds by the clock; the process has fewer by its own, but the machine may be busy."""


class TooDemanding(Exception):
    """The process outlasted its time or its memory, or broke."""


class ProcessFailed(Exception):
    """The process ended by a fault of ours, not of the file's."""


def run(module: str, content: bytes) -> bytes:
    """Return what a module answers about a content; raise TooDemanding or ProcessFailed."""
    with _turns:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-m", module],
                input=content,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
                env={},
            )
        except subprocess.TimeoutExpired:
            raise TooDemanding from None
    # A negative code is a signal: out of time, or a fault in a library's memory.
    if done.returncode < 0 or done.returncode == TOO_DEMANDING:
        raise TooDemanding
    if done.returncode:
        raise ProcessFailed(done.stderr.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0])
    return done.stdout


def confine() -> None:
    """Bind this process to what it may have."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
