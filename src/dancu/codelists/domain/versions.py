"""What a code has meant, from which day to which.

A version holds from its day until the next version of its code, so that no two of one code ever hold on the same day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a code has meant since a day, or that it ended with it."""

    code: str
    since: date
    name: str = ""
    name_en: str = ""
    order: int = 0
    basis: str = ""
    """The legal document that it rests on."""
    years: int | None = None
    """The period, in a list of periods."""
    ended: bool = False

    @property
    def group(self) -> str:
        """What the code begins with before its last dot: whose it is, where each has codes of its own."""
        return self.code.rpartition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A version with the day on which it is over."""

    version: Version
    until: date | None

    def holds(self, on: date) -> bool:
        """Tell whether the code means this on a day."""
        return not self.version.ended and self.version.since <= on and (self.until is None or on < self.until)


def spans(versions: Iterable[Version]) -> tuple[Entry, ...]:
    """Return each version with its last day, by code and the earliest first."""
    ordered = sorted(versions, key=lambda each: (each.code, each.since))
    return tuple(
        Entry(version=version, until=after.since if after else None)
        for _code, chain in groupby(ordered, key=lambda each: each.code)
        for version, after in pairwise([*chain, None])
        if version
    )


def entries(versions: Iterable[Version], on: date) -> tuple[Entry, ...]:
    """Return what a list holds on a day, in its order."""
    held = (each for each in spans(versions) if each.holds(on))
    return tuple(sorted(held, key=lambda each: (each.version.order, each.version.code)))


def leaves_none(versions: Iterable[Version], group: str, since: date) -> bool:
    """Tell whether there is a day, from one on, on which nothing of a group holds."""
    of_group = [each for each in spans(versions) if each.version.group == group]
    days = {since, *(each.version.since for each in of_group if each.version.since > since)}
    return any(not any(each.holds(day) for each in of_group) for day in days)


def last_of(versions: Iterable[Version], code: str) -> Version | None:
    """Return the last version of a code, be it still to come."""
    return max((each for each in versions if each.code == code), key=lambda each: each.since, default=None)
