"""What views hand to the components: one frozen dataclass per idea."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a summary list; several values stand below each other."""

    label: str
    value: object
    href: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A view of a list; tabs are links, so that the address says which one is open."""

    label: str
    href: str
    current: bool = False
    count: int | None = None
    most: int = 999
    """Beyond it only that there are more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SortHead:
    """The head of a column by which a list can be ordered; pressed again, it turns the order round."""

    label: str
    href: str
    order: str = "none"
    """`ascending`, `descending` or `none`, as ARIA calls it."""


class Progress(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A step of something that can be left and taken up again; without `href` it cannot be opened yet."""

    title: str
    progress: Progress
    href: str = ""
    hint: str = ""


class When(StrEnum):
    PAST = "past"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A line of a timeline: which office (never which officer, on the portal) did what, when."""

    what: str
    at: datetime | date | None = None
    who: str = ""
    note: str = ""
    when: When = When.PAST


class Verdict(StrEnum):
    SAME = "same"
    EQUIVALENT = "equivalent"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A fact as declared beside the same fact as registered."""

    label: str
    declared: object
    registered: object
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An uploaded or issued file as a list shows it; `href` is signed and short-lived."""

    name: str
    href: str
    about: str = ""
    remove: str = ""
    thumbnail: str = ""
    """Signed address of a small picture of it."""
    infected: bool = False
    """Whether it holds malware, so that nobody can open it."""
