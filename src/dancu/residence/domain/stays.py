"""Stays of less than 30 days: who gives notice, by when, and what a notice says (Residence Law art. 30)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dancu.kernel.dated import Dated
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import Invalid
from dancu.kernel.period import Period
from dancu.kernel.sex import Sex
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


class NumberNeeded(Invalid):
    """Give the number of the paper by which the guest is known, or say that there is none."""

    code = "residence.number_needed"


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
    """Return the number of a notice as its receipt bears it."""
    return f"LT-{notified_at:%y%m%d}-{notice:06d}"


def check_guest(guest: Guest) -> None:
    """Raise StayEndsBeforeItBegins, StayTooLong or NumberNeeded."""
    if guest.until is not None:
        if guest.until <= guest.arrives_at.date():
            raise StayEndsBeforeItBegins
        if guest.until - guest.arrives_at.date() >= SHORTEST:
            raise StayTooLong
    if guest.id_kind is not IdKind.NONE and not guest.id_number:
        raise NumberNeeded


def check_place(kind: FacilityKind, on: date) -> None:
    """Raise NotOffered."""
    if kind not in facility_kinds(on):
        raise NotOffered


def check_leaving(guest_came_on: date, on: date, today: date) -> None:
    """Raise StayEndsBeforeItBegins or NotYetLeft."""
    if on < guest_came_on:
        raise StayEndsBeforeItBegins
    if on > today:
        raise NotYetLeft


def has_left(guest: Guest, *, ended: bool, today: date) -> bool:
    """Tell whether a guest of whom this is said has left: a correction by which he leaves later lets him be there again."""
    return ended and guest.until is not None and guest.until <= today
