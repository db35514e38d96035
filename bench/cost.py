"""What processes cost: seconds of processor by part of the platform, read from /proc."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PARTS = {"granian": "web", "postgres": "database", "worker": "jobs"}


def spent(trunk: int) -> dict[str, float]:
    """Return the seconds that each part below a process has used so far, its ended children with it."""
    seconds: dict[str, float] = defaultdict(float)
    for process in _below(trunk):
        seconds[_part(process)] += sum(int(field) for field in _stat(process)[11:15]) / _TICKS
    return seconds


def _below(process: int) -> Iterator[int]:
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            yield child
            yield from _below(child)


def _part(process: int) -> str:
    command = Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace")
    return next((part for word, part in _PARTS.items() if word in command), "trunk")


def _stat(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
