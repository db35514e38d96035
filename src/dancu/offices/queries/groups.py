"""Read permission groups, as far as an officer may see them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from dancu.kernel.errors import Denied, Missing
from dancu.offices.domain.jurisdiction import AgencyLevel, covers
from dancu.offices.domain.rights import SEE_GROUPS, Action, Function, Right
from dancu.offices.models import Grant, PermissionGroup
from dancu.offices.queries import OfficerView

MOST = 200
"""Groups that a list shows; who has more looks for code or name."""


class MayNotAdminister(Denied):
    """You have no right to administer officers and their permissions. Ask the administrator of your agency."""

    code = "offices.may_not_administer"


class NoSuchGroup(Missing):
    """There is no such permission group among those you may see. Choose one from the list."""

    code = "offices.no_such_group"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    id: int
    code: str
    name: str
    agency_id: int | None
    """Whose it is; None for the centre's."""
    agency_name: str
    officers: int
    """How many officers belong to it, active ones."""
    own: bool
    """Whether the reader's agency may change it."""
    changed_at: datetime | None
    changed_by: str


def list_groups(*, officer: OfficerView, code: str = "", name: str = "") -> list[GroupView]:
    """List the groups that an officer may see, the centre's first; raises MayNotAdminister."""
    demand(officer, SEE_GROUPS)
    rows = _rows().filter(_visible(officer), code__icontains=code.strip(), name__icontains=name.strip())
    return [_view(row, officer) for row in rows.order_by("-agency__id", "code")[:MOST]]


def get_group(group_id: int, *, officer: OfficerView) -> GroupView:
    """Return a group; raises NoSuchGroup, MayNotAdminister."""
    demand(officer, SEE_GROUPS)
    row = _rows().filter(_visible(officer), pk=group_id).first()
    if row is None:
        raise NoSuchGroup
    return _view(row, officer)


def list_usable(*, officer: OfficerView, agency_id: int, held: Collection[int] = ()) -> list[GroupView]:
    """List the groups that an officer may give to one of an agency, and those that this one has already.

    They are the centre's and the agency's own, as far as they grant nothing that he does not hold himself.
    """
    rows = list(_rows().filter(Q(agency=None) | Q(agency=agency_id)).order_by("-agency__id", "code"))
    granted = defaultdict(set)
    grants = Grant.objects.filter(group__in=rows).values_list("group", "subsystem", "function", "action")
    for group, subsystem, function, action in grants:
        granted[group].add(Right(subsystem, Function(function), Action(action)))
    return [_view(row, officer) for row in rows if row.pk in held or granted[row.pk] <= officer.rights]


def rights_of(*group_ids: int) -> frozenset[Right]:
    """Return what groups grant together."""
    grants = Grant.objects.filter(group__in=group_ids).values_list("subsystem", "function", "action").distinct()
    return frozenset(Right(subsystem, Function(function), Action(action)) for subsystem, function, action in grants)


def demand(officer: OfficerView, right: Right) -> None:
    """Raise MayNotAdminister unless an officer holds a right."""
    if not officer.may(right):
        raise MayNotAdminister


def is_own(row: PermissionGroup, officer: OfficerView) -> bool:
    """Tell whether a group is one of the officer's agency, as the groups of no agency are the centre's."""
    if row.agency_id is None:
        return officer.agency.level is AgencyLevel.CENTRAL
    return row.agency_id == officer.agency.id


def is_visible(row: PermissionGroup, officer: OfficerView) -> bool:
    """Tell whether an officer may see a group: the centre's, and those in his jurisdiction."""
    return row.agency is None or covers(officer.scope, row.agency.code)


def _visible(officer: OfficerView) -> Q:
    return Q(agency=None) | Q(agency__code__startswith=officer.scope)


def _rows() -> Any:
    members = Count("officers", filter=Q(officers__active=True))
    return PermissionGroup.objects.select_related("agency", "changed_by").annotate(members=members)


def _view(row: Any, officer: OfficerView) -> GroupView:
    return GroupView(
        id=row.pk,
        code=row.code,
        name=row.name,
        agency_id=row.agency_id,
        agency_name=row.agency.name if row.agency else "",
        officers=row.members,
        own=is_own(row, officer),
        changed_at=row.changed_at,
        changed_by=row.changed_by.full_name if row.changed_by else "",
    )
