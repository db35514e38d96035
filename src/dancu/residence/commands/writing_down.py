"""Lodging notices that come by telephone or on paper, written down by an officer (Residence Law art. 30)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from dancu.kernel.actor import Actor
from dancu.offices.queries import OfficerView
from dancu.places.domain.units import Address
from dancu.residence.commands.stays import Reception, notify_stays
from dancu.residence.domain.stays import FacilityKind, Guest, NoticeWay, check_reception
from dancu.residence.models import LodgingNotice
from dancu.residence.queries import Notified, check_writes_down_at


@transaction.atomic
def write_down_notice(
    *,
    kind: FacilityKind,
    name: str,
    place: Address,
    guests: Sequence[Guest],
    way: NoticeWay,
    notifier: str,
    received_at: datetime,
    by_guest: bool = False,
    facility: int | None = None,
    sending: UUID,
    officer: OfficerView,
    by: Actor,
    at: datetime,
) -> Notified:
    """Take up a notice that the officer's agency received, for a place of his jurisdiction; it belongs to no account.

    Raises WritingDownDenied, ReceivedLater, ReceivedLongAgo, WayNotOffered, or what `notify_stays` raises.
    """
    received = localtime(received_at)
    check_writes_down_at(place.unit_id, officer, on=localtime(at).date())
    check_reception(way, received, at)
    return notify_stays(
        kind=kind,
        name=name,
        place=place,
        guests=guests,
        way=way,
        by_guest=by_guest,
        facility=facility,
        sending=sending,
        reception=Reception(officer=officer.id, agency=officer.agency.id, notifier=notifier, received_at=received),
        by=by,
        at=at,
    )


def follow_agency(*, agency: int, successor: int) -> int:
    """Give what an agency wrote down to the one that does its work now; return how many notices. Safe to repeat."""
    return LodgingNotice.objects.filter(agency=agency).update(agency=successor)
