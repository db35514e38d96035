"""Read what happened to a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.population.domain.person import EventKind
from dancu.population.models import PersonEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event with its ground, and what stood before and after it, column by column."""

    kind: EventKind
    on: date
    at: datetime
    ground: str
    dossier_code: str
    agency_id: int | None
    """Who entered it; None where the system did."""
    before: Mapping[str, object]
    after: Mapping[str, object]


def list_events(*, person: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[EventView, ...]:
    """Return what happened to a person, the latest first; an intake of many is none of his own."""
    audit.record(
        "population.person_read", by=by, purpose=purpose, at=at, subject=("person", person), facts={"fields": "events"}
    )
    return tuple(
        EventView(
            kind=EventKind(event.kind),
            on=event.on,
            at=event.at,
            ground=event.ground,
            dossier_code=event.dossier_code,
            agency_id=event.agency_id,
            before=event.before,
            after=event.after,
        )
        for event in PersonEvent.objects.filter(person=person).order_by("-at", "-id")
    )
