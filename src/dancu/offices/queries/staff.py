"""Read who works in an officer's jurisdiction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q

from dancu.accounts import queries as accounts
from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing
from dancu.offices.domain.jurisdiction import end_of
from dancu.offices.domain.rights import SEE_OFFICERS
from dancu.offices.models import Officer, PermissionGroup, SecondFactorReset
from dancu.offices.queries import AgencyView, OfficerView, agency
from dancu.offices.queries.groups import demand

PAGE = 50


class NoSuchOfficer(Missing):
    """There is no such officer in your jurisdiction. Look the name up in the list."""

    code = "offices.no_such_officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetView:
    """A wish for a new second factor that nobody has decided on yet."""

    id: int
    reason: str
    asked_by_id: int
    asked_by: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffView:
    """An officer as his administrators see him."""

    id: int
    account_id: int
    username: str
    full_name: str
    position: str
    email: str
    pin: str
    agency: AgencyView
    groups: tuple[tuple[int, str], ...]
    """Id and name of each group he belongs to."""
    active: bool
    reset: ResetView | None


def list_staff(
    *, officer: OfficerView, by: Actor, at: datetime, name: str = "", agencies: Collection[int] = (), after: int = 0
) -> list[StaffView]:
    """List a page of the officers of one's jurisdiction, or of some of its agencies, in the order of their ids."""
    demand(officer, SEE_OFFICERS)
    rows = _rows(officer).filter(pk__gt=after)
    if agencies:
        rows = rows.filter(agency__in=agencies)
    for word in name.split():
        rows = rows.filter(full_name__icontains=word)
    found = list(rows.order_by("pk")[:PAGE])
    audit.record(
        "offices.officers_listed",
        by=by,
        purpose=Purpose.OPERATIONS,
        at=at,
        subject=("agency", officer.agency.id),
        listed=[("officer", row.pk) for row in found],
    )
    names = accounts.usernames_of(row.account_id for row in found)
    return [_view(row, *names[row.account_id]) for row in found]


def get_staff(officer_id: int, *, officer: OfficerView) -> StaffView:
    """Return an officer of one's jurisdiction; raises NoSuchOfficer, MayNotAdminister."""
    demand(officer, SEE_OFFICERS)
    row = _rows(officer).filter(pk=officer_id).first()
    if row is None:
        raise NoSuchOfficer
    return _view(row, *accounts.usernames_of([row.account_id])[row.account_id])


def _rows(officer: OfficerView) -> Any:
    inside = Q(agency__code__gte=officer.scope, agency__code__lt=end_of(officer.scope))
    open_resets = SecondFactorReset.objects.filter(decided_at=None).select_related("asked_by")
    return Officer.objects.filter(inside).prefetch_related(
        Prefetch("groups", PermissionGroup.objects.order_by("-agency", "code")),
        Prefetch("resets", open_resets, to_attr="open_resets"),
    )


def _view(row: Any, username: str, email: str) -> StaffView:
    return StaffView(
        id=row.pk,
        account_id=row.account_id,
        username=username,
        full_name=row.full_name,
        position=row.position,
        email=email,
        pin=row.pin,
        agency=agency(row.agency_id),
        groups=tuple((group.pk, group.name) for group in row.groups.all()),
        active=row.active,
        reset=next(map(_reset, row.open_resets), None),
    )


def _reset(row: SecondFactorReset) -> ResetView:
    return ResetView(
        id=row.pk,
        reason=row.reason,
        asked_by_id=row.asked_by_id,
        asked_by=row.asked_by.full_name,
        asked_at=row.asked_at,
    )
