"""Where each fact of a record comes from, and whether its events make the record that stands there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dancu.population.domain.person import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An event of a record, in the words of its columns."""

    kind: EventKind
    on: date
    at: datetime
    ground: str
    dossier_code: str
    before: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a column says, and the event since which it does; without one nothing tells how it came there."""

    column: str
    value: object
    origin: Happened | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Where events and record do not fit: an event, or the record, has another value than the event before left."""

    column: str
    told: object
    found: object
    at: Happened | None
    """The event that found it; None where the record itself says another thing than the events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    facts: tuple[Fact, ...]
    gaps: tuple[Gap, ...]


def explain(now: Mapping[str, object], happened: Iterable[Happened]) -> Explained:
    """Rebuild a record from its events, oldest first, and hold it against what it says now.

    Values are compared as JSON writes them. A column that no event names came with the entry, which is the first event.
    """
    told: dict[str, object] = {}
    origins: dict[str, Happened] = {}
    gaps: list[Gap] = []
    entry: Happened | None = None
    for event in happened:
        if entry is None and event.kind in {EventKind.REGISTERED, EventKind.TAKEN_IN}:
            entry = event
        for column in event.before.keys() & now.keys():
            if told.setdefault(column, event.before[column]) != event.before[column]:
                gaps.append(Gap(column=column, told=told[column], found=event.before[column], at=event))
        for column in event.after.keys() & now.keys():
            told[column], origins[column] = event.after[column], event
    gaps += [
        Gap(column=column, told=value, found=now[column], at=None)
        for column, value in told.items()
        if value != now[column]
    ]
    return Explained(
        facts=tuple(
            Fact(column=column, value=value, origin=origins.get(column, entry)) for column, value in now.items()
        ),
        gaps=tuple(gaps),
    )
