"""Read who stays where tonight."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localtime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import Missing
from dancu.kernel.sex import Sex
from dancu.population.domain.foreigners import ForeignerRecord
from dancu.residence.domain.rules import bare_line
from dancu.residence.domain.stays import FacilityKind, Guest, IdKind, NoticeWay, Withdrawal, notice_number
from dancu.residence.models import LodgingNotice, Stay

STAYS_ON_A_PAGE = 50
NOTICES_ON_A_PAGE = 20


class NoSuchNotice(Missing):
    """There is no notice of this number. Go back to the list."""

    code = "residence.no_such_notice"


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
    withdrawn: Withdrawal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """A notice as its receipt says it."""

    id: int
    number: str
    facility_kind: FacilityKind
    facility_name: str
    unit_id: int
    address_line: str
    way: NoticeWay
    by_guest: bool
    notified_at: datetime
    notifier: str
    """Who gave one that an officer wrote down."""
    guests: int
    late: int


def list_guests_of_place(
    *, unit: int, line: str, night: date, purpose: Purpose, by: Actor, at: datetime
) -> tuple[StayView, ...]:
    """Return who stays at an address in the night that begins on a day, by room and name."""
    rows = tonight(night).filter(unit=unit, notice__place_key=bare_line(line)).order_by("room", "name", "id")
    return seen(list(rows), unit, purpose, by, at)


def list_stays(*, notice: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[StayView, ...]:
    """Return the guests of one notice in the order in which they were named."""
    rows = list(Stay.objects.select_related("notice").filter(notice=notice).order_by("id"))
    return seen(rows, rows[0].unit_id, purpose, by, at) if rows else ()


def list_stays_of(*, person: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[StayView, ...]:
    """Return where somebody whom the register knows was a guest, as notice was given of him, the latest STAYS_ON_A_PAGE."""
    audit.record("residence.stays_read", by=by, purpose=purpose, at=at, subject=("person", person))
    rows = Stay.objects.select_related("notice").filter(person=person, withdrawn="").order_by("-since", "-id")
    return tuple(_view(row) for row in rows[:STAYS_ON_A_PAGE])


def list_stays_of_foreigner(
    foreigner: ForeignerRecord, *, purpose: Purpose, by: Actor, at: datetime
) -> tuple[StayView, ...]:
    """Return where the bearer of a foreigner's passport was a guest, the latest STAYS_ON_A_PAGE."""
    audit.record("residence.stays_read", by=by, purpose=purpose, at=at, subject=("foreigner", foreigner.id))
    if not foreigner.passport_number:
        return ()
    borne = {"id_kind": IdKind.PASSPORT.value, "id_number": foreigner.passport_number}
    rows = Stay.objects.select_related("notice").filter(**borne, nationality=foreigner.nationality, withdrawn="")
    return tuple(_view(row) for row in rows.order_by("-since", "-id")[:STAYS_ON_A_PAGE])


def list_own_guests(*, night: date, page: int = 1, by: Actor, at: datetime) -> tuple[tuple[StayView, ...], bool]:
    """Return a page of who stays in a night of whom one's own account gave notice, by room, and whether another follows."""
    first = (page - 1) * STAYS_ON_A_PAGE
    ordered = tonight(night).filter(account=by.own_account).order_by("room", "name", "id")
    rows = list(ordered[first : first + STAYS_ON_A_PAGE + 1])
    return _own(rows[:STAYS_ON_A_PAGE], by, at), len(rows) > STAYS_ON_A_PAGE


def count_own_guests(*, night: date, by: Actor) -> int:
    """Count who stays in a night of whom one's own account gave notice."""
    return tonight(night).filter(account=by.own_account).count()


def list_own_notices(*, before: int | None = None, by: Actor, at: datetime) -> tuple[tuple[NoticeView, ...], bool]:
    """Return a page of the notices that one's own account gave, the latest first, and whether earlier ones follow."""
    rows = counted_notices().filter(account=by.own_account).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows[: NOTICES_ON_A_PAGE + 1])
    audit.record(
        "residence.own_notices_listed",
        by=by,
        purpose=Purpose.OWN_DATA,
        at=at,
        subject=("account", by.own_account),
        listed=[("lodging_notice", row.pk) for row in found[:NOTICES_ON_A_PAGE]],
    )
    return tuple(map(notice_view, found[:NOTICES_ON_A_PAGE])), len(found) > NOTICES_ON_A_PAGE


def get_own_notice(notice: int, *, by: Actor, at: datetime) -> tuple[NoticeView, tuple[StayView, ...]]:
    """Return a notice that one's own account gave, with its guests in the order in which they were named; raise NoSuchNotice."""
    row = counted_notices().filter(account=by.own_account, id=notice).first()
    if row is None:
        raise NoSuchNotice
    stays = list(Stay.objects.select_related("notice").filter(notice=row).order_by("id"))
    return notice_view(row), _own(stays, by, at)


def get_own_stay(stay: int, *, by: Actor, at: datetime) -> StayView:
    """Return a stay of which one's own account gave notice; raise NoSuchStay."""
    row = Stay.objects.select_related("notice").filter(id=stay, account=by.own_account).first()
    if row is None:
        raise NoSuchStay
    (found,) = _own([row], by, at)
    return found


def counted_notices() -> QuerySet[LodgingNotice]:
    """Return notices with how many guests were named in them, and how many of those late."""
    return LodgingNotice.objects.annotate(guests=Count("stays"), late=Count("stays", filter=Q(stays__late=True)))


def notice_view(row: Any) -> NoticeView:
    """Return a counted notice as its receipt says it."""
    return NoticeView(
        id=row.pk,
        number=notice_number(row.pk, row.notified_at),
        facility_kind=FacilityKind(row.facility_kind),
        facility_name=row.facility_name,
        unit_id=row.unit_id,
        address_line=row.address_line,
        way=NoticeWay(row.way),
        by_guest=row.by_guest,
        notified_at=localtime(row.notified_at),
        notifier=row.notifier,
        guests=row.guests,
        late=row.late,
    )


def _own(rows: list[Stay], by: Actor, at: datetime) -> tuple[StayView, ...]:
    """Note that an account read what it told of its guests; whom the register knows among them is not for it to learn."""
    audit.record(
        "residence.own_stays_read",
        by=by,
        purpose=Purpose.OWN_DATA,
        at=at,
        subject=("account", by.own_account),
        listed=[("stay", row.pk) for row in rows],
    )
    return tuple(replace(_view(row), person=None) for row in rows)


def tonight(night: date) -> QuerySet[Stay]:
    """Return the stays in the night that begins on a day."""
    here = Q(withdrawn="", since__lte=night) & (Q(until__isnull=True) | Q(until__gt=night))
    return Stay.objects.select_related("notice").filter(here)


def seen(rows: list[Stay], unit: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[StayView, ...]:
    """Return stays of a unit as others may see them, each noted as read."""
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
        withdrawn=Withdrawal(row.withdrawn) if row.withdrawn else None,
    )
