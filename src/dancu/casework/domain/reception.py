"""What comes of comparing a declaration with the register, and which special categories cannot stand together."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dancu.casework.showing import Comparison, Verdict

NO_CATEGORY = "none"
"""Không thuộc diện quản lý theo đặc thù."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a comparison comes to."""

    differing: int
    """How many declared values the register contradicts."""
    blocking: tuple[str, ...]
    """Keys of the reasons why reception must wait, each once."""


def finding(rows: Iterable[Comparison]) -> Finding:
    """Return what a comparison comes to."""
    rows = tuple(rows)
    return Finding(
        differing=sum(row.verdict is Verdict.DIFFERENT for row in rows),
        blocking=tuple(dict.fromkeys(row.reason or row.label for row in rows if row.blocking)),
    )


def contradict(categories: Collection[str]) -> bool:
    """Tell whether somebody is said to be in no special category and in one."""
    return NO_CATEGORY in categories and len(set(categories)) > 1
