"""Take back what an act did to the periods of people: what it opened goes, what it ended stands again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from dancu.kernel.errors import Conflict
from dancu.residence.commands.chronicle import ABSENCE_FACTS, PERIOD_FACTS, Chronicle, stated
from dancu.residence.commands.periods import boundaries_moving
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, EventKind
from dancu.residence.models import (
    AbsencePeriod,
    AbsencePeriodHistory,
    ResidenceEvent,
    ResidencePeriod,
    ResidencePeriodHistory,
)


class ChangedSince(Conflict):
    """What is to be cancelled was changed by something that holds from {on}. Cancel or correct that first."""

    code = "residence.changed_since"

    def __init__(self, on: date) -> None:
        super().__init__(on=f"{on:%d/%m/%Y}")


@dataclass(frozen=True, slots=True)
class Chain:
    """One table of periods with its history, and the events by which they come, go and come back."""

    model: type[Any]
    history: type[Any]
    facts: Sequence[str]
    opened: EventKind
    superseded: EventKind
    restored: EventKind

    def key(self, row: Any) -> tuple[int, str, date]:
        return row.person_id, getattr(row, "kind", ""), row.since


CHAINS = (
    Chain(
        ResidencePeriod,
        ResidencePeriodHistory,
        PERIOD_FACTS,
        EventKind.PERIOD_OPENED,
        EventKind.PERIOD_SUPERSEDED,
        EventKind.PERIOD_RESTORED,
    ),
    Chain(
        AbsencePeriod,
        AbsencePeriodHistory,
        ABSENCE_FACTS,
        EventKind.ABSENCE_OPENED,
        EventKind.ABSENCE_SUPERSEDED,
        EventKind.ABSENCE_RESTORED,
    ),
)
IN_PLACE = (EventKind.HEAD_CHANGED, EventKind.RELATION_CHANGED)
"""These change what a member is to the head and leave his period as it is."""


def take_back(
    chain: Chain, events: Sequence[ResidenceEvent], chronicle: Chronicle
) -> tuple[Sequence[Any], Sequence[Any]]:
    """Undo what these events of one act did to a chain; return what went and what stands again. Raises ChangedSince.

    The people are held. What they are to a head who came later is not stated.
    """
    past = list(chain.history.objects.filter(event__in=events).exclude(event__kind__in=IN_PLACE).order_by("-id"))
    people = {row.person_id for row in past} | {event.person_id for event in events if event.person_id}
    rows = {chain.key(row): row for row in chain.model.objects.filter(person__in=people)}
    by_id = {event.pk: event for event in events}
    away = [_opened(chain, rows, event) for event in events if event.kind == chain.opened]
    again = [(row, _standing(chain, rows, row, by_id[row.event_id])) for row in past]
    _check_room(chain, rows.values(), away, past)
    with boundaries_moving():
        for row in away:
            chronicle.supersede(row, _note(chronicle, chain.superseded, row, before=row))
        for row, now in again:
            _let_stand(chain, row, now, chronicle)
        for person, kind in {chain.key(row)[:2] for row in [*away, *past]}:
            link(chain, person, kind)
    return away, past


def _opened(chain: Chain, rows: dict[Any, Any], event: ResidenceEvent) -> Any:
    """Return the row that an event opened; raise ChangedSince where it does not stand as it did."""
    since = date.fromisoformat(event.after["since"])
    row = rows.get((event.person_id, event.after.get("kind", ""), since))
    if row is None or _until(row) != event.after["until"]:
        raise ChangedSince(changed_on(event))
    if getattr(row, "household_id", None) != event.after.get("household") or _extended_after(row, event):
        raise ChangedSince(changed_on(event))
    return row


def _standing(chain: Chain, rows: dict[Any, Any], past: Any, event: ResidenceEvent) -> Any | None:
    """Return what stands in the place of a past row, None where it was taken away; raise ChangedSince."""
    now = rows.get(chain.key(past))
    if event.kind == chain.superseded:
        as_left = now is None
    elif event.kind == EventKind.PERIOD_EXTENDED:
        as_left = now is not None and now.end_ground == EndGround.EXTENDED
    else:
        as_left = now is not None and _until(now) == event.after["until"] and now.end_ground == event.ground
    if not as_left:
        raise ChangedSince(changed_on(event))
    return now


def _check_room(chain: Chain, rows: Iterable[Any], away: list[Any], past: list[Any]) -> None:
    gone = {chain.key(row) for row in away}
    ends = {chain.key(row): row.until for row in rows if chain.key(row) not in gone}
    ends |= {chain.key(row): row.until for row in past}
    spans = defaultdict(list)
    for (person, kind, since), until in sorted(ends.items(), key=lambda each: each[0]):
        spans[person, kind].append((since, until))
    for chained in spans.values():
        for (_, until), (since, _) in pairwise(chained):
            if until is None or until > since:
                raise ChangedSince(since)


def _let_stand(chain: Chain, past: Any, now: Any | None, chronicle: Chronicle) -> None:
    facts = {name: getattr(past, name) for name in chain.facts}
    if facts.get("household_id") and facts["relation"] != Relation.HEAD and _head_changed_after(past):
        facts["relation"] = Relation.NOT_STATED
    after = chain.model(**facts, recorded_at=chronicle.at)
    event = _note(chronicle, chain.restored, past, before=now, after=after)
    if now is not None:
        chronicle.supersede(now, event, **facts)
    else:
        # Linked below; until then something that no other row of his says.
        after.previous_until = date.min + timedelta(days=event.pk % 100_000)
        after.save(force_insert=True)


def link(chain: Chain, person: int, kind: str) -> None:
    """Let each period of a person name where the one before it ended; `kind` is empty for absences."""
    kinds = {"kind": kind} if kind else {}
    rows = list(chain.model.objects.filter(person=person, **kinds).order_by("since"))
    ends = [None, *(row.until for row in rows)]
    moved = [(row, end) for row, end in zip(rows, ends, strict=False) if row.previous_until != end]
    for place, (row, _) in enumerate(moved):
        chain.model.objects.filter(id=row.pk).update(previous_until=date.min + timedelta(days=100_000 + place))
    for row, end in moved:
        chain.model.objects.filter(id=row.pk).update(previous_until=end)


def _note(
    chronicle: Chronicle, kind: EventKind, row: Any, *, before: Any | None, after: Any | None = None
) -> ResidenceEvent:
    return chronicle.write(
        kind,
        person=row.person_id,
        household=getattr(row, "household_id", None),
        ground=EndGround.CANCELLED,
        before=stated(before) if before else {},
        after=stated(after) if after else {},
    )


def _head_changed_after(past: Any) -> bool:
    later = ResidenceEvent.objects.filter(household=past.household_id, id__gt=past.event_id)
    return later.filter(kind=EventKind.HEAD_CHANGED).exclude(act=past.event.act).exists()


def _extended_after(row: Any, event: ResidenceEvent) -> bool:
    if row.end_ground != EndGround.EXTENDED:
        return False
    later = ResidenceEvent.objects.filter(kind=EventKind.PERIOD_EXTENDED, person=row.person_id, id__gt=event.pk)
    return later.filter(before__since=row.since.isoformat()).exists()


def changed_on(event: ResidenceEvent) -> date:
    """Return from when holds what happened first after an event to the same person or household, in another act."""
    about = {"person": event.person_id} if event.person_id else {"household": event.household_id}
    later = ResidenceEvent.objects.filter(id__gt=event.pk, **about).exclude(act=event.act).order_by("id").first()
    return later.on if later else event.on


def _until(row: Any) -> str | None:
    return row.until.isoformat() if row.until else None
