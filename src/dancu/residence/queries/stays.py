"""Read who stays where tonight."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import Missing
from dancu.kernel.sex import Sex
from dancu.residence.domain.rules import bare_line
from dancu.residence.domain.stays import FacilityKind, Guest, IdKind
from dancu.residence.models import Stay

STAYS_ON_A_PAGE = 50


class NoSuchStay(Missing):
    """There is no stay of this number. Go back to the list."""

    code = "residence.no_such_stay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified:
    """What a notice brought: its number, how many guests of it are late, and which stay elsewhere at the same time."""

    id: int
    guests: int
    late: int
    elsewhere: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StayView:
    """A guest of a place as notice was given of him."""

    id: int
    guest: Guest
    person: int | None
    facility_kind: FacilityKind
    facility_name: str
    unit_id: int
    address_line: str
    notified_at: datetime
    late: bool
    ended: bool


def list_guests_of_place(
    *, unit: int, line: str, night: date, purpose: Purpose, by: Actor, at: datetime
) -> tuple[StayView, ...]:
    """Return who stays at an address in the night that begins on a day, by room and name."""
    rows = _tonight(night).filter(unit=unit, notice__place_key=bare_line(line)).order_by("room", "name", "id")
    return _seen(list(rows), unit, purpose, by, at)


def list_guests_of_unit(
    *, unit: int, night: date, page: int = 1, purpose: Purpose, by: Actor, at: datetime
) -> tuple[tuple[StayView, ...], bool]:
    """Return a page of who stays in a commune in the night that begins on a day, by address, and whether another follows."""
    first = (page - 1) * STAYS_ON_A_PAGE
    ordered = _tonight(night).filter(unit=unit).order_by("notice__place_key", "room", "name", "id")
    rows = list(ordered[first : first + STAYS_ON_A_PAGE + 1])
    return _seen(rows[:STAYS_ON_A_PAGE], unit, purpose, by, at), len(rows) > STAYS_ON_A_PAGE


def list_stays(*, notice: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[StayView, ...]:
    """Return the guests of one notice in the order in which they were named."""
    rows = list(Stay.objects.select_related("notice").filter(notice=notice).order_by("id"))
    return _seen(rows, rows[0].unit_id, purpose, by, at) if rows else ()


def _tonight(night: date) -> QuerySet[Stay]:
    here = Q(since__lte=night) & (Q(until__isnull=True) | Q(until__gt=night))
    return Stay.objects.select_related("notice").filter(here)


def _seen(rows: list[Stay], unit: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[StayView, ...]:
    audit.record(
        "residence.stays_read",
        by=by,
        purpose=purpose,
        at=at,
        subject=("unit", unit),
        listed=[("person", row.person_id) if row.person_id else ("stay", row.pk) for row in rows],
    )
    return tuple(_view(row) for row in rows)


def _view(row: Stay) -> StayView:
    return StayView(
        id=row.pk,
        guest=Guest(
            name=row.name,
            born=PartialDate(row.birth_year, row.birth_month, row.birth_day),
            sex=Sex(row.sex),
            nationality=row.nationality,
            id_kind=IdKind(row.id_kind),
            id_number=row.id_number,
            occupation=row.occupation,
            workplace=row.workplace,
            phone=row.phone,
            room=row.room,
            reason=row.reason,
            arrives_at=localtime(row.arrives_at),
            until=row.until,
        ),
        person=row.person_id,
        facility_kind=FacilityKind(row.notice.facility_kind),
        facility_name=row.notice.facility_name,
        unit_id=row.notice.unit_id,
        address_line=row.notice.address_line,
        notified_at=row.notice.notified_at,
        late=row.late,
        ended=row.ended,
    )
