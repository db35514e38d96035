"""Stays of less than 30 days: who gives notice, by when, and what a notice says (Residence Law art. 30)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never

from dancu.kernel.dated import Dated
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import DomainError, Invalid
from dancu.kernel.period import Period
from dancu.kernel.pin import Pin
from dancu.kernel.sex import Sex
from dancu.kernel.working_days import VIET_NAM
from dancu.kernel.writing import plain_digits
from dancu.residence.domain.terms import SHORTEST


class FacilityKind(StrEnum):
    """Who has guests; the codes are ours, no official numbering was found."""

    FAMILY = "family"
    CLINIC = "clinic"
    TOURIST = "tourist"
    INDUSTRIAL_ZONE = "industrial_zone"
    DORMITORY = "dormitory"
    WORKERS_HOUSING = "workers_housing"
    RELIGIOUS = "religious"
    VEHICLE = "vehicle"
    ROOMS_FOR_RENT = "rooms_for_rent"
    OTHER = "other"


_LAW_2020, _CIRCULAR_116 = date(2021, 7, 1), date(2026, 7, 1)
_ALWAYS = Period(_LAW_2020)
_BEFORE_116 = Period(_LAW_2020, _CIRCULAR_116)
FACILITIES: dict[FacilityKind, Period] = {
    FacilityKind.FAMILY: _ALWAYS,
    FacilityKind.CLINIC: _ALWAYS,
    FacilityKind.TOURIST: _ALWAYS,
    FacilityKind.ROOMS_FOR_RENT: _BEFORE_116,
    FacilityKind.INDUSTRIAL_ZONE: Period(_CIRCULAR_116),
    FacilityKind.DORMITORY: Period(_CIRCULAR_116),
    FacilityKind.WORKERS_HOUSING: Period(_CIRCULAR_116),
    FacilityKind.RELIGIOUS: Period(_CIRCULAR_116),
    FacilityKind.VEHICLE: Period(_CIRCULAR_116),
    FacilityKind.OTHER: _ALWAYS,
}
"""Since Circular 116/2026/TT-BCA its list; the shorter one before it is taken from former pages and unverified."""


def facility_kinds(on: date) -> tuple[FacilityKind, ...]:
    """Return the kinds that are offered on a day."""
    return tuple(kind for kind, held in FACILITIES.items() if on in held)


class NoticeWay(StrEnum):
    """How a notice was given."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    LETTER_BOX = "letter_box"
    E_MAIL = "e_mail"
    WEB_OR_APP = "web_or_app"
    SOFTWARE = "software"
    """The lodging software of Circular 116/2026/TT-BCA art. 14."""


WRITTEN_DOWN: dict[NoticeWay, Period] = {
    NoticeWay.IN_PERSON: _ALWAYS,
    NoticeWay.PHONE: _ALWAYS,
    NoticeWay.LETTER_BOX: _ALWAYS,
    NoticeWay.E_MAIL: Period(_CIRCULAR_116),
}
"""Ways by which a notice reaches the police for an officer to write it down: the list of the guide, and email by Circular 116.

That the ways of the guide go on beside art. 14 of the circular is unverified.
"""


def ways_written_down(on: date) -> tuple[NoticeWay, ...]:
    """Return by which ways a notice that is written down may have come on a day."""
    return tuple(way for way, held in WRITTEN_DOWN.items() if on in held)


class IdKind(StrEnum):
    """By which number a guest is known."""

    PIN = "pin"
    OLD_ID_NUMBER = "old_id_number"
    PASSPORT = "passport"
    OTHER = "other"
    NONE = "none"


class Withdrawal(StrEnum):
    """Why notice should not have been given of a guest."""

    NOT_COME = "not_come"
    NAMED_TWICE = "named_twice"
    WRONG_GUEST = "wrong_guest"


class NoGuests(Invalid):
    """Say who stays here."""

    code = "residence.no_guests"


class StayEndsBeforeItBegins(Invalid):
    """A guest leaves after he came. Check both days."""

    code = "residence.stay_ends_before_it_begins"


class StayTooLong(Invalid):
    """A stay is shorter than 30 days. Who stays longer registers temporary residence."""

    code = "residence.stay_too_long"


class NotYetLeft(Invalid):
    """This day is still to come. To change until when a guest stays, correct the stay."""

    code = "residence.not_yet_left"


class UntilNeeded(Invalid):
    """Say until which day the guest stays. Only close kin who come to a household often are told of without one."""

    code = "residence.until_needed"


class ReasonNeeded(Invalid):
    """Say for what reason the guest stays."""

    code = "residence.reason_needed"


class NotBornYet(Invalid):
    """This day is still to come. Check the date"""

    code = "residence.not_born_yet"


class TooFarAhead(Invalid):
    """The guest comes more than 30 days from now. Check the day, or give notice later."""

    code = "residence.too_far_ahead"


class NotAnOldNumber(Invalid):
    """An old identity card number has exactly 9 digits."""

    code = "residence.not_an_old_number"


class NumberNeeded(Invalid):
    """Give the number of the paper by which the guest is known, or say that there is none."""

    code = "residence.number_needed"


class ReceivedLater(Invalid):
    """This time is still to come. Enter when the notice was received."""

    code = "residence.received_later"


class ReceivedLongAgo(Invalid):
    """The notice was received more than 30 days ago. Check the day; a stay that was told of then is over."""

    code = "residence.received_long_ago"


class WayNotOffered(Invalid):
    """A notice did not come this way on that day. Choose another way."""

    code = "residence.way_not_offered"


class NotOffered(Invalid):
    """This kind of place is not in the list of the day. Choose another one."""

    code = "residence.not_offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who stays, as he is stated to be: he may be a foreigner, or not in the register."""

    name: str
    born: PartialDate
    sex: Sex
    nationality: str = "VNM"
    """ISO 3166-1 alpha-3."""
    id_kind: IdKind
    id_number: str = ""
    occupation: str = ""
    workplace: str = ""
    phone: str = ""
    room: str = ""
    reason: str = ""
    arrives_at: datetime
    """In the time of Viet Nam."""
    until: date | None = None
    """The day he leaves; None for close kin who come often, of whom notice is given once (art. 30.4)."""


@dataclass(frozen=True, slots=True)
class NoticeHours:
    """Until when notice is given (art. 30.3): of who comes before `latest`, on that day; of others, the next morning."""

    latest: time
    morning: time
    unverified: str = ""
    """Why this is not certain; empty where it is."""


FURTHEST_AHEAD = timedelta(days=30)
"""How early notice is taken of a guest who is still to come: our own bound, against slips of the pen."""

FURTHEST_BACK = timedelta(days=30)
"""How long ago a notice that is written down was received at most: no stay lasts longer."""

NOTICE_HOURS = Dated(
    {
        _LAW_2020: NoticeHours(time(23), time(8)),
        _CIRCULAR_116: NoticeHours(
            time(23), time(8), "Art. 30 as Law 118/2025/QH15 replaced it was not read; the hours before it go on."
        ),
    }
)


def notice_due(arrives_at: datetime) -> datetime:
    """Return before which instant notice is given of somebody who comes at another."""
    hours = NOTICE_HOURS.on(max(arrives_at.date(), _LAW_2020))
    if arrives_at.time() < hours.latest:
        return datetime.combine(arrives_at, hours.latest, arrives_at.tzinfo)
    return datetime.combine(arrives_at + timedelta(days=1), hours.morning, arrives_at.tzinfo)


def is_late(arrives_at: datetime, notified_at: datetime) -> bool:
    """Tell whether a notice came too late; it is accepted all the same, and marked."""
    return notified_at >= notice_due(arrives_at)


def notice_number(notice: int, notified_at: datetime) -> str:
    """Return the number of a notice as its receipt bears it, with its day in Viet Nam."""
    return f"LT-{notified_at.astimezone(VIET_NAM):%y%m%d}-{notice:06d}"


def read_number(kind: IdKind, typed: str) -> str:
    """Return a number as it is kept, however it was typed; raise NotAPin or NotAnOldNumber."""
    match kind:
        case IdKind.PIN:
            return Pin.parse(typed)
        case IdKind.OLD_ID_NUMBER:
            digits = re.sub(r"[\s.\-]+", "", plain_digits(typed))
            if not re.fullmatch(r"[0-9]{9}", digits):
                raise NotAnOldNumber
            return digits
        case IdKind.PASSPORT:
            return "".join(typed.split()).upper()
        case IdKind.OTHER:
            return " ".join(typed.split())
        case IdKind.NONE:
            return ""
        case _:
            assert_never(kind)


def refusals(guest: Guest, kind: FacilityKind, on: date) -> Iterator[tuple[str, DomainError]]:
    """Yield everything that cannot be in what is said on a day of a guest of such a place, each with the name of its fact."""
    comes_on = guest.arrives_at.date()
    if guest.born.earliest > on:
        yield "born", NotBornYet()
    if guest.id_kind is not IdKind.NONE and not guest.id_number:
        yield "id_number", NumberNeeded()
    if comes_on > on + FURTHEST_AHEAD:
        yield "arrives_at", TooFarAhead()
    if wrong := _until_refusal(guest.until, comes_on, kind):
        yield "until", wrong
    if not guest.reason:
        yield "reason", ReasonNeeded()


def _until_refusal(until: date | None, comes_on: date, kind: FacilityKind) -> DomainError | None:
    if until is None:
        return None if kind is FacilityKind.FAMILY else UntilNeeded()
    if until <= comes_on:
        return StayEndsBeforeItBegins()
    return StayTooLong() if until - comes_on >= SHORTEST else None


def check_guest(guest: Guest, kind: FacilityKind, on: date) -> None:
    """Raise the first of the refusals."""
    for _, refusal in refusals(guest, kind, on):
        raise refusal


def check_place(kind: FacilityKind, on: date) -> None:
    """Raise NotOffered."""
    if kind not in facility_kinds(on):
        raise NotOffered


def reception_refusals(way: NoticeWay, received_at: datetime, at: datetime) -> Iterator[tuple[str, DomainError]]:
    """Yield what cannot be in how a notice that is written down came, each with the name of its fact."""
    if received_at > at:
        yield "received_at", ReceivedLater()
    elif received_at < at - FURTHEST_BACK:
        yield "received_at", ReceivedLongAgo()
    if way not in ways_written_down(received_at.date()):
        yield "way", WayNotOffered()


def check_reception(way: NoticeWay, received_at: datetime, at: datetime) -> None:
    """Raise the first of the refusals."""
    for _, refusal in reception_refusals(way, received_at, at):
        raise refusal


def check_leaving(guest_came_on: date, on: date, today: date) -> None:
    """Raise StayEndsBeforeItBegins or NotYetLeft."""
    if on < guest_came_on:
        raise StayEndsBeforeItBegins
    if on > today:
        raise NotYetLeft


def has_left(guest: Guest, *, ended: bool, today: date) -> bool:
    """Tell whether a guest of whom this is said has left: a correction by which he leaves later lets him be there again."""
    return ended and guest.until is not None and guest.until <= today
