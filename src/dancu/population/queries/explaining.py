"""Explain a record by what happened to its person."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.population.domain.explaining import Explained, Happened, explain
from dancu.population.domain.facts import KEYS
from dancu.population.domain.person import EventKind
from dancu.population.models import Person, PersonEvent
from dancu.population.queries.kin import adopters_of, guardians_of
from dancu.population.queries.records import NoSuchPerson

_UNTOLD = KEYS | {"id", "recorded_at", "status", "synthetic"}
"""Columns that no event is about."""


def explain_person(*, person: int, purpose: Purpose, by: Actor, at: datetime) -> Explained:
    """Return where each fact of a record comes from, and where record and events do not fit; raise NoSuchPerson."""
    row = Person.objects.filter(id=person).first()
    if row is None:
        raise NoSuchPerson
    audit.record(
        "population.person_read", by=by, purpose=purpose, at=at, subject=("person", person), facts={"fields": "origins"}
    )
    columns = [field.attname for field in Person._meta.concrete_fields if field.attname not in _UNTOLD]
    now = {column: _json(getattr(row, column)) for column in columns}
    now |= {"guardians": guardians_of(person), "adopters": adopters_of(person)}
    taken_in = Q(kind=EventKind.TAKEN_IN, after__first__lte=person, after__last__gte=person)
    events = PersonEvent.objects.filter(Q(person=person) | taken_in).order_by("at", "id")
    return explain(now, [_happened(event) for event in events])


def _happened(event: PersonEvent) -> Happened:
    return Happened(
        kind=EventKind(event.kind),
        on=event.on,
        at=event.at,
        ground=event.ground,
        dossier_code=event.dossier_code,
        before=event.before,
        after=event.after,
    )


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
