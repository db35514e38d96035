"""Lodging notices: who stays where for some nights, accepted at once (Residence Law art. 30)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
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
    check_guest,
    check_place,
    is_late,
    notice_number,
)
from dancu.residence.models import LodgingNotice, Stay
from dancu.residence.queries import Notified

_ELSEWHERE = """
    select distinct mine.id from residence_stay as mine
    join residence_stay as other on other.person_id = mine.person_id and other.notice_id <> mine.notice_id
    where mine.notice_id = %(notice)s and other.withdrawn = ''
        and other.since < coalesce(mine.until, 'infinity') and coalesce(other.until, 'infinity') > mine.since
    order by mine.id
"""


class AlreadySent(Conflict):
    """This page was sent before, saying something else: notice {number}. Send it once more to give a further notice."""

    code = "residence.already_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """That a notice came by telephone or on paper, when, from whom, and which officer of which agency writes it down."""

    officer: int
    agency: int
    notifier: str
    received_at: datetime
    """In the time of Viet Nam."""


@transaction.atomic
def notify_stays(
    *,
    kind: FacilityKind,
    name: str,
    place: Address,
    guests: Sequence[Guest],
    way: NoticeWay,
    by_guest: bool = False,
    facility: int | None = None,
    account: int | None = None,
    sending: UUID | None = None,
    reception: Reception | None = None,
    by: Actor,
    at: datetime,
    dossier: int | None = None,
) -> Notified:
    """Take up a notice of up to thousands of guests in a few statements; what is late is marked, and nothing is refused for it.

    A guest is linked to the person whom his number and name mean. Who stays elsewhere at the same time is named in the answer,
    which is for the police alone. `account` is whose notice it is; `reception` is how one came that an officer writes down,
    judged by when it was received. The same `sending` of either is one notice, and its first answer is given again.

    Raises NoGuests, NotOffered, AlreadySent, or the first of `stays.refusals`.
    """
    if not guests:
        raise NoGuests
    given_at = reception.received_at if reception else at
    on = localtime(given_at).date()
    check_place(kind, on)
    for guest in guests:
        check_guest(guest, kind, on)
    notice = LodgingNotice(
        facility_kind=kind,
        facility_name=name,
        unit_id=place.unit_id,
        address_line=place.line,
        place_key=bare_line(place.line),
        way=way,
        by_guest=by_guest,
        notified_at=given_at,
        notifier=reception.notifier if reception else "",
        officer_id=reception.officer if reception else None,
        agency_id=reception.agency if reception else None,
        dossier_id=dossier,
        facility_id=facility,
        account_id=account,
        sending=sending,
        said=_digest(kind, name, place, tuple(guests), by_guest, *((way, reception) if reception else ())),
    )
    if earlier := _sent_before(notice):
        return earlier
    known = known_by_number(guests, by, at)
    kept = {"notice": notice, "unit_id": place.unit_id, "account_id": account, "ended": False, "withdrawn": ""}
    rows = [Stay(**kept, **facts_of(guest, known, given_at)) for guest in guests]
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
    return Notified(id=notice.pk, guests=len(rows), late=late, elsewhere=_elsewhere(notice))


def _sent_before(notice: LodgingNotice) -> Notified | None:
    """Keep a notice; return the answer that was given before to the same sending, also by a request at the same moment."""
    if notice.sending is None:
        notice.save()
        return None
    try:
        with transaction.atomic():
            notice.save()
    except IntegrityError:
        giver = {"account": notice.account_id, "officer": notice.officer_id}
        earlier = LodgingNotice.objects.filter(**giver, sending=notice.sending).first()
        if earlier is None:
            raise
        if earlier.said != notice.said:
            raise AlreadySent(number=notice_number(earlier.pk, earlier.notified_at)) from None
        late = list(Stay.objects.filter(notice=earlier).values_list("late", flat=True))
        return Notified(id=earlier.pk, guests=len(late), late=sum(late), elsewhere=_elsewhere(earlier))
    return None


def _digest(*said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _elsewhere(notice: LodgingNotice) -> tuple[int, ...]:
    return tuple(stay for (stay,) in statement.rows(_ELSEWHERE, notice=notice.pk))


def facts_of(guest: Guest, known: dict[str, tuple[int, PersonName]], notified_at: datetime) -> dict[str, Any]:
    """Return a guest as columns, with the person whom his number and name mean."""
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


def known_by_number(guests: Sequence[Guest], by: Actor, at: datetime) -> dict[str, tuple[int, PersonName]]:
    """Return the persons whom stated numbers mean, with their names."""
    numbers = {guest.id_number for guest in guests if guest.id_kind in {IdKind.PIN, IdKind.OLD_ID_NUMBER}}
    found = population.find_people(numbers=numbers, purpose=Purpose.REGISTER_CHANGE, by=by, at=at)
    return {number: (person.id, person.name) for number, person in found.items()}
