"""What processes cost: seconds of processor by part of the platform, read from /proc."""

import os
from collections import defaultdict
from pathlib import Path

from workbench import processes

_TICKS = os.sysconf("SC_CLK_TCK")
_PARTS = {"granian": "web", "postgres": "database", "worker": "jobs"}


def spent(trunk: int) -> dict[str, float]:
    """Return the seconds that each part below a process has used so far, its ended children with it."""
    seconds: dict[str, float] = defaultdict(float)
    for process in processes.below(trunk):
        seconds[_part(process)] += sum(int(field) for field in _stat(process)[11:15]) / _TICKS
    return seconds


def _part(process: int) -> str:
    command = processes.command(process)
    return next((part for word, part in _PARTS.items() if word in command), "trunk")


def _stat(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
