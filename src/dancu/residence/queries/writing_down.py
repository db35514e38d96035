"""Read lodging notices that officers wrote down; an officer reaches those of his own agency."""

from datetime import date, datetime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Denied
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import covers
from dancu.offices.domain.rights import WRITE_DOWN_NOTICES
from dancu.offices.queries import OfficerView
from dancu.residence.models import Stay
from dancu.residence.queries.stays import (
    NOTICES_ON_A_PAGE,
    NoSuchNotice,
    NoSuchStay,
    NoticeView,
    StayView,
    counted_notices,
    notice_view,
    seen,
)


class WritingDownDenied(Denied):
    """Your permissions do not include writing down lodging notices, or the place is outside your jurisdiction."""

    code = "residence.writing_down_denied"


def check_writes_down(officer: OfficerView) -> None:
    """Raise WritingDownDenied where an officer writes down no notices."""
    if not officer.may(WRITE_DOWN_NOTICES):
        raise WritingDownDenied


def check_writes_down_at(unit: int, officer: OfficerView, *, on: date) -> None:
    """Raise WritingDownDenied where an officer writes down no notices of guests in a unit."""
    check_writes_down(officer)
    if not in_charge(officer, unit, on=on):
        raise WritingDownDenied


def in_charge(officer: OfficerView, unit: int, *, on: date) -> bool:
    """Tell whether a unit is in an officer's jurisdiction."""
    agency = offices.find_competent_agency(unit, on=on)
    return agency is not None and covers(officer.scope, agency.code)


def list_written_down(
    *, officer: OfficerView, before: int | None = None, by: Actor, at: datetime
) -> tuple[tuple[NoticeView, ...], bool]:
    """Return a page of the notices that an officer's agency wrote down, the latest first, and whether earlier ones follow.

    Raises WritingDownDenied.
    """
    check_writes_down(officer)
    rows = counted_notices().filter(agency=officer.agency.id).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows[: NOTICES_ON_A_PAGE + 1])
    shown = found[:NOTICES_ON_A_PAGE]
    audit.record(
        "residence.written_down_listed",
        by=by,
        purpose=Purpose.OPERATIONS,
        at=at,
        subject=("agency", officer.agency.id),
        listed=[("lodging_notice", row.pk) for row in shown],
    )
    return tuple(map(notice_view, shown)), len(found) > NOTICES_ON_A_PAGE


def get_written_down(
    notice: int, *, officer: OfficerView, by: Actor, at: datetime
) -> tuple[NoticeView, tuple[StayView, ...]]:
    """Return a notice that an officer's agency wrote down, with its guests in the order in which they were named.

    Raises WritingDownDenied or NoSuchNotice.
    """
    check_writes_down(officer)
    row = counted_notices().filter(agency=officer.agency.id, id=notice).first()
    if row is None:
        raise NoSuchNotice
    stays = list(Stay.objects.select_related("notice").filter(notice=row).order_by("id"))
    return notice_view(row), seen(stays, row.unit_id, Purpose.OPERATIONS, by, at)


def get_stay_written_down(stay: int, *, officer: OfficerView, by: Actor, at: datetime) -> StayView:
    """Return a stay of a notice that an officer's agency wrote down; raise WritingDownDenied or NoSuchStay."""
    check_writes_down(officer)
    row = Stay.objects.select_related("notice").filter(id=stay, notice__agency=officer.agency.id).first()
    if row is None:
        raise NoSuchStay
    (found,) = seen([row], row.unit_id, Purpose.OPERATIONS, by, at)
    return found
