"""The processes of a running platform, as /proc shows them."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def below(trunk: int) -> Iterator[int]:
    """Yield every process that a process or one of its children has started; those that end meanwhile are left out."""
    for child in children(trunk):
        yield child
        yield from below(child)


def children(process: int) -> list[int]:
    """Return what a process has started itself."""
    with suppress(OSError):
        lists = Path(f"/proc/{process}/task").glob("*/children")
        return [int(child) for listed in lists for child in listed.read_text().split()]
    return []


def command(process: int) -> str:
    """Return the command line of a process; empty once it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""
