"""Read what was done to somebody's residence, act by act."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing
from dancu.residence.domain.cancellation import Done, is_cancellable, what_was_done
from dancu.residence.domain.residence import EventKind, Kind
from dancu.residence.models import ResidenceEvent


class NoSuchAct(Missing):
    """Nothing was registered under this number. Go back to the list."""

    code = "residence.no_such_act"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """What one act did to a person: the kinds of its events in their order."""

    act: UUID
    kinds: tuple[EventKind, ...]
    done: Done
    kind: Kind | None
    """Of the residence that it was about; None for an absence, or a change within a household."""
    unit_id: int | None
    address_line: str
    """Where the residence is that it was about."""
    categories: tuple[str, ...]
    """The codes of the special categories that it entered."""
    on: date
    at: datetime
    dossier_id: int | None
    dossier_code: str
    agency_id: int | None
    """Who decided it; None where the system did."""
    cancelled: bool

    @property
    def cancellable(self) -> bool:
        """Whether it is of those acts that can be cancelled, and was not."""
        return not self.cancelled and is_cancellable(self.kinds)


def list_acts(*, person: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[ActView, ...]:
    """Return the acts that changed a person's residence, the latest first; those from before acts were numbered are left out."""
    audit.record("residence.acts_read", by=by, purpose=purpose, at=at, subject=("person", person))
    acts: dict[UUID, list[ResidenceEvent]] = defaultdict(list)
    cancelled = set()
    found = ResidenceEvent.objects.filter(person=person, act__isnull=False).annotate(dossier_code=F("dossier__code"))
    for event in found.order_by("id"):
        if event.act:
            acts[event.act].append(event)
        if event.kind == EventKind.CANCELLED:
            cancelled.add(UUID(event.after["act"]))
    return tuple(_view(act, events, act in cancelled) for act, events in reversed(acts.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdEvent:
    """Something that happened to a household, or to somebody as its member."""

    kind: EventKind
    person: int | None
    on: date
    at: datetime
    dossier_code: str
    agency_id: int | None
    """Who decided it; None where the system did."""


def list_household_events(*, household: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[HouseholdEvent, ...]:
    """Return what happened to a household, the latest first."""
    audit.record("residence.household_read", by=by, purpose=purpose, at=at, subject=("household", household))
    found = ResidenceEvent.objects.filter(household=household).annotate(dossier_code=F("dossier__code"))
    return tuple(
        HouseholdEvent(
            kind=EventKind(event.kind),
            person=event.person_id,
            on=event.on,
            at=event.at,
            dossier_code=event.dossier_code or "",
            agency_id=event.agency_id,
        )
        for event in found.order_by("-id")
    )


def _view(act: UUID, events: list[Any], cancelled: bool) -> ActView:
    first, kinds = events[0], tuple(EventKind(event.kind) for event in events)
    stated = _place_of(events)
    return ActView(
        act=act,
        kinds=kinds,
        done=what_was_done(kinds),
        kind=Kind(stated["kind"]) if stated.get("kind") else None,
        unit_id=stated.get("unit"),
        address_line=stated.get("address_line", ""),
        categories=tuple(
            code for event in events if event.kind == EventKind.CLASSIFIED for code in event.after["categories"]
        ),
        on=first.on,
        at=first.at,
        dossier_id=first.dossier_id,
        dossier_code=first.dossier_code or "",
        agency_id=first.agency_id,
        cancelled=cancelled,
    )


def _place_of(events: list[Any]) -> dict[str, Any]:
    """Return what the period says that the act opened, else the one that it ended or extended, or the absence."""
    opened = [event.after for event in events if event.kind in {EventKind.PERIOD_OPENED, EventKind.ABSENCE_OPENED}]
    before = [event.before for event in events if event.before.get("unit")]
    return next(iter(opened + before), {})
