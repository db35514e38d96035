"""Read by which special categories people are managed apart (Phân loại hộ, nhân khẩu quản lý theo đặc thù), in both times.

They stand in the events that entered them. What a dossier entered whose registration was cancelled (art. 35) counts for nothing
from the moment of the cancellation on.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from dancu.kernel.actor import Actor, Purpose
from dancu.residence.domain.residence import EventKind
from dancu.residence.models import ResidenceEvent
from dancu.residence.queries.homes import audit_people


def categories_as_of(
    *, people: Collection[int], on: date, known_at: datetime, purpose: Purpose, by: Actor, at: datetime
) -> Mapping[int, tuple[str, ...]]:
    """Return the codes of the categories of people on a day, as the register knew them at an instant.

    Of whom nothing was entered, nothing is returned.
    """
    audit_people(people, purpose, by, at)
    return standing(people, on, known_at)


def standing(people: Collection[int], on: date, known_at: datetime) -> dict[int, tuple[str, ...]]:
    """Return the same to whoever has noted the read."""
    happened = list(
        ResidenceEvent.objects.filter(
            person__in=people, kind__in=[EventKind.CLASSIFIED, EventKind.CANCELLED], at__lte=known_at
        ).order_by("on", "id")
    )
    undone = _undone(happened)
    return {
        event.person_id: tuple(event.after["categories"])
        for event in happened
        if event.person_id and event.kind == EventKind.CLASSIFIED and event.on <= on and event.dossier_id not in undone
    }


def _undone(happened: Collection[ResidenceEvent]) -> set[int]:
    """Return the dossiers whose registrations were cancelled."""
    acts = [UUID(event.after["act"]) for event in happened if event.kind == EventKind.CANCELLED]
    if not acts:
        return set()
    found = ResidenceEvent.objects.filter(act__in=acts, dossier__isnull=False)
    return set(found.values_list("dossier_id", flat=True))
