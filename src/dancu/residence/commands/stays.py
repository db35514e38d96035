"""Lodging notices: who stays where for some nights; accepted at once, corrected and ended (Residence Law art. 30)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict
from dancu.kernel.names import PersonName, compare, normalise
from dancu.places.domain.units import Address
from dancu.platform import statement
from dancu.platform.events import publish
from dancu.population import queries as population
from dancu.residence import events
from dancu.residence.commands.chronicle import Chronicle
from dancu.residence.domain.residence import EventKind
from dancu.residence.domain.rules import bare_line
from dancu.residence.domain.stays import (
    FacilityKind,
    Guest,
    IdKind,
    NoGuests,
    NoticeWay,
    StayEndsBeforeItBegins,
    check_guest,
    check_place,
    is_late,
)
from dancu.residence.models import LodgingNotice, Stay
from dancu.residence.queries import NoSuchStay, Notified

_ELSEWHERE = """
    select distinct mine.id from residence_stay as mine
    join residence_stay as other on other.person_id = mine.person_id and other.notice_id <> mine.notice_id
    where mine.notice_id = %(notice)s
        and other.since < coalesce(mine.until, 'infinity') and coalesce(other.until, 'infinity') > mine.since
    order by mine.id
"""


class StayEnded(Conflict):
    """This guest has left already. Look at the list again."""

    code = "residence.stay_ended"


@transaction.atomic
def notify_stays(
    *,
    kind: FacilityKind,
    name: str,
    place: Address,
    guests: Sequence[Guest],
    way: NoticeWay,
    by_guest: bool = False,
    by: Actor,
    at: datetime,
    dossier: int | None = None,
) -> Notified:
    """Take up a notice of up to thousands of guests in a few statements; what is late is marked, and nothing is refused for it.

    A guest is linked to the person whom his number and name mean. Who stays elsewhere at the same time is named in the answer.

    Raises NoGuests, NotOffered, StayEndsBeforeItBegins, StayTooLong or NumberNeeded.
    """
    if not guests:
        raise NoGuests
    check_place(kind, localtime(at).date())
    for guest in guests:
        check_guest(guest)
    notice = LodgingNotice.objects.create(
        facility_kind=kind,
        facility_name=name,
        unit_id=place.unit_id,
        address_line=place.line,
        place_key=bare_line(place.line),
        way=way,
        by_guest=by_guest,
        notified_at=at,
        dossier_id=dossier,
    )
    known = _known(guests, by, at)
    rows = [Stay(notice=notice, unit_id=place.unit_id, ended=False, **_row(guest, known, at)) for guest in guests]
    statement.write([statement.insert("stays", rows)])
    late = sum(row.late for row in rows)
    chronicle = Chronicle(by=by, at=at, on=localtime(at).date(), dossier=dossier)
    chronicle.write(
        EventKind.STAYS_NOTIFIED,
        notice=notice.pk,
        ground=kind,
        after={"unit": place.unit_id, "guests": len(rows), "late": late},
    )
    publish(
        events.StaysNotified(notice=notice.pk, unit=place.unit_id, guests=len(rows), late=late, dossier=dossier, at=at)
    )
    elsewhere = tuple(stay for (stay,) in statement.rows(_ELSEWHERE, notice=notice.pk))
    return Notified(id=notice.pk, guests=len(rows), late=late, elsewhere=elsewhere)


@transaction.atomic
def correct_stay(*, stay: int, guest: Guest, by: Actor, at: datetime) -> None:
    """Enter what should have been said of a guest; whether notice was late is judged by when it was first given.

    Raises NoSuchStay, StayEndsBeforeItBegins, StayTooLong or NumberNeeded.
    """
    check_guest(guest)
    row = _held(stay)
    facts = _row(guest, _known([guest], by, at), row.notice.notified_at)
    _change(row, EventKind.STAY_CORRECTED, facts, by, at)


@transaction.atomic
def end_stay(*, stay: int, on: date, by: Actor, at: datetime) -> None:
    """Enter on which day a guest left; raise NoSuchStay, StayEnded or StayEndsBeforeItBegins."""
    row = _held(stay)
    if row.ended:
        raise StayEnded
    if on < row.since:
        raise StayEndsBeforeItBegins
    _change(row, EventKind.STAY_ENDED, {"until": on, "ended": True}, by, at)


def _held(stay: int) -> Stay:
    row = Stay.objects.select_for_update(of=("self",)).select_related("notice").filter(id=stay).first()
    if row is None:
        raise NoSuchStay
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


def _row(guest: Guest, known: dict[str, tuple[int, PersonName]], notified_at: datetime) -> dict[str, Any]:
    name = normalise(guest.name)
    person, called = known.get(guest.id_number, (None, "")) if guest.id_kind is IdKind.PIN else (None, "")
    return {
        "person_id": person if compare(called, name).same else None,
        "name": name,
        "birth_year": guest.born.year,
        "birth_month": guest.born.month,
        "birth_day": guest.born.day,
        "sex": guest.sex.value,
        "nationality": guest.nationality,
        "id_kind": guest.id_kind.value,
        "id_number": guest.id_number,
        "occupation": guest.occupation,
        "workplace": guest.workplace,
        "phone": guest.phone,
        "room": guest.room,
        "reason": guest.reason,
        "arrives_at": guest.arrives_at,
        "since": guest.arrives_at.date(),
        "until": guest.until,
        "late": is_late(guest.arrives_at, localtime(notified_at)),
    }


def _known(guests: Sequence[Guest], by: Actor, at: datetime) -> dict[str, tuple[int, PersonName]]:
    """Return the persons whom stated numbers mean, with their names."""
    pins = [guest.id_number for guest in guests if guest.id_kind is IdKind.PIN]
    found = population.find_people(pins=pins, purpose=Purpose.REGISTER_CHANGE, by=by, at=at) if pins else {}
    return {pin: (person.id, person.name) for pin, person in found.items()}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
