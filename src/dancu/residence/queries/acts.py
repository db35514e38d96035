"""Read what was done to somebody's residence, act by act."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing
from dancu.residence.domain.residence import EventKind
from dancu.residence.models import ResidenceEvent


class NoSuchAct(Missing):
    """Nothing was registered under this number. Go back to the list."""

    code = "residence.no_such_act"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """What one act did to a person: the kinds of its events in their order."""

    act: UUID
    kinds: tuple[EventKind, ...]
    on: date
    at: datetime
    dossier_id: int | None
    cancelled: bool


def list_acts(*, person: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[ActView, ...]:
    """Return the acts that changed a person's residence, the latest first; those from before acts were numbered are left out."""
    audit.record("residence.acts_read", by=by, purpose=purpose, at=at, subject=("person", person))
    acts: dict[UUID, list[ResidenceEvent]] = defaultdict(list)
    cancelled = set()
    for event in ResidenceEvent.objects.filter(person=person, act__isnull=False).order_by("id"):
        if event.act:
            acts[event.act].append(event)
        if event.kind == EventKind.CANCELLED:
            cancelled.add(UUID(event.after["act"]))
    return tuple(
        ActView(
            act=act,
            kinds=tuple(EventKind(event.kind) for event in events),
            on=events[0].on,
            at=events[0].at,
            dossier_id=events[0].dossier_id,
            cancelled=act in cancelled,
        )
        for act, events in reversed(acts.items())
    )
