"""What people are shown of a declaration: its lines by section, and for the officer each fact beside the register's."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a declaration as people read it; the label is the text `summary.<label>`."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong together; `step` is where they are changed, and the title the text `summary.<title>.title`."""

    title: str
    step: str
    rows: tuple[Row, ...] = ()
    table: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]] | None = None
    """A header of labels and the rows below, where several people are listed."""


class Verdict(StrEnum):
    SAME = "same"
    EQUIVALENT = "equivalent"
    DIFFERENT = "different"
    UNKNOWN = "unknown"
    """The register holds nothing to compare with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One declared value beside the register's; the section and the label are texts under `comparison.`."""

    section: str
    label: str
    declared: str
    registered: str
    verdict: Verdict
    blocking: bool = False
    """True where reception must not go on while it stands; `reason` then is the text `mismatches.<reason>`."""
    reason: str = ""
