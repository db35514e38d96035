"""Read a record in both times: as it was on a day, and as the register knew it at an instant."""

from datetime import date, datetime

from django.utils.timezone import localtime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.population.domain.facts import WAYS, Turn, as_of
from dancu.population.domain.person import EventKind, PersonRecord
from dancu.population.models import Person, PersonEvent
from dancu.population.queries.records import NoSuchPerson, record


def person_as_of(
    *, person: int, on: date, known_at: datetime, purpose: Purpose, by: Actor, at: datetime
) -> PersonRecord | None:
    """Return the record of a day as the register knew it at an instant; None before he was entered. Raises NoSuchPerson."""
    row = Person.objects.filter(id=person).first()
    if row is None:
        raise NoSuchPerson
    facts = {"fields": "record", "on": on.isoformat(), "known": localtime(known_at).date().isoformat()}
    audit.record("population.person_read", by=by, purpose=purpose, at=at, subject=("person", person), facts=facts)
    if row.recorded_at > known_at:
        return None
    turns = [
        Turn(
            on=event.on,
            at=event.at,
            way=WAYS[EventKind(event.kind)],
            before=event.before,
            after=event.after,
        )
        for event in PersonEvent.objects.filter(person=person, kind__in=list(WAYS)).order_by("at", "id")
    ]
    stated = {name for turn in turns for name in turn.before}
    said = as_of({name: getattr(row, name) for name in stated}, turns, on=on, known_at=known_at)
    for field in Person._meta.concrete_fields:
        if field.attname in stated:
            setattr(row, field.attname, field.to_python(said[field.attname]))
    return record(row)
