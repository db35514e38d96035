"""What becomes of a stay after notice was given of it: corrected, ended, withdrawn (Residence Law art. 30).

A citizen's account reaches only the stays that it gave notice of itself; which stays an officer reaches, his site says.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from dancu.kernel.actor import Actor, ActorKind
from dancu.kernel.errors import Conflict
from dancu.residence.commands.chronicle import Chronicle
from dancu.residence.commands.stays import facts_of, known_by_number
from dancu.residence.domain.residence import EventKind
from dancu.residence.domain.stays import FacilityKind, Guest, Withdrawal, check_guest, check_leaving, has_left
from dancu.residence.models import Stay
from dancu.residence.queries import NoSuchStay


class StayEnded(Conflict):
    """This guest has left already. Look at the list again."""

    code = "residence.stay_ended"


class StayWithdrawn(Conflict):
    """The notice of this guest was withdrawn. If the guest stays after all, give notice again."""

    code = "residence.stay_withdrawn"


@transaction.atomic
def correct_stay(*, stay: int, guest: Guest, by: Actor, at: datetime) -> None:
    """Enter what should have been said of a guest; whether notice was late is judged by when it was first given.

    Raises NoSuchStay, StayWithdrawn, or the first of `stays.refusals`.
    """
    row = _held(stay, by)
    check_guest(guest, FacilityKind(row.notice.facility_kind), localtime(at).date())
    facts = facts_of(guest, known_by_number([guest], by, at), row.notice.notified_at)
    ended = has_left(guest, ended=row.ended, today=localtime(at).date())
    _change(row, EventKind.STAY_CORRECTED, {**facts, "ended": ended}, by, at)


@transaction.atomic
def end_stay(*, stay: int, on: date, by: Actor, at: datetime) -> None:
    """Enter on which day a guest left.

    Raises NoSuchStay, StayWithdrawn, StayEnded, StayEndsBeforeItBegins or NotYetLeft.
    """
    row = _held(stay, by)
    if row.ended:
        raise StayEnded
    check_leaving(row.since, on, localtime(at).date())
    _change(row, EventKind.STAY_ENDED, {"until": on, "ended": True}, by, at)


@transaction.atomic
def withdraw_stay(*, stay: int, because: Withdrawal, by: Actor, at: datetime) -> None:
    """Take back the notice of a guest who did not come or should not have been named: it stays on record, and on no list.

    Raises NoSuchStay or StayWithdrawn.
    """
    _change(_held(stay, by), EventKind.STAY_WITHDRAWN, {"withdrawn": because.value}, by, at)


def _held(stay: int, by: Actor) -> Stay:
    found = Stay.objects.select_for_update(of=("self",)).select_related("notice").filter(id=stay)
    if by.kind is ActorKind.CITIZEN:
        found = found.filter(account=by.own_account)
    row = found.first()
    if row is None:
        raise NoSuchStay
    if row.withdrawn:
        raise StayWithdrawn
    return row


def _change(row: Stay, kind: EventKind, facts: dict[str, Any], by: Actor, at: datetime) -> None:
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    Chronicle(by=by, at=at, on=localtime(at).date(), dossier=None).write(
        kind,
        notice=row.notice_id,
        ground=row.notice.facility_kind,
        before={"stay": row.pk, **{name: _plain(getattr(row, name)) for name in changed}},
        after={"stay": row.pk, **{name: _plain(value) for name, value in changed.items()}},
    )
    Stay.objects.filter(id=row.pk).update(**changed)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
