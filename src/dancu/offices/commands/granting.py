"""Give and take rights: an agency's chief within what he holds himself, and nobody over what another has just written."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Denied
from dancu.offices.commands.appointing import NoSuchRight, open_group
from dancu.offices.domain import rights as catalogue
from dancu.offices.domain.jurisdiction import AgencyLevel
from dancu.offices.domain.rights import CHANGE_GROUPS, CLOSE_GROUPS, OPEN_GROUPS, Right
from dancu.offices.models import Agency, Grant, Officer, PermissionGroup
from dancu.offices.queries import AgencyView, OfficerView, officer_of
from dancu.offices.queries.groups import NoSuchGroup, demand, is_own, is_visible, rights_of


class NotYourGroup(Denied):
    """This permission group belongs to another agency. Only its own administrators change it."""

    code = "offices.not_your_group"


class BeyondOwnRights(Denied):
    """You can give and take only what you hold yourself. Ask the administrator of a higher agency for the rest."""

    code = "offices.beyond_own_rights"


class GroupCodeTaken(Conflict):
    """Your agency has a permission group with this code already. Choose another code."""

    code = "offices.group_code_taken"


class GroupInUse(Conflict):
    """Officers belong to this permission group. Take it from them first."""

    code = "offices.group_in_use"


class NobodyLeft(Conflict):
    """After this nobody at the centre could give rights any more. Give that right to somebody else first."""

    code = "offices.nobody_left"


class MatrixChanged(Conflict):
    """{who} saved this matrix while you had it open. What changed is marked, your ticks are kept: look it over and save again."""

    code = "offices.matrix_changed"

    def __init__(self, who: str, *, given: frozenset[Right], taken: frozenset[Right]) -> None:
        self.given, self.taken = given, taken
        super().__init__(who=who)


@transaction.atomic
def create_group(*, code: str, name: str, officer: OfficerView, by: Actor, at: datetime) -> int:
    """Open an empty permission group of the officer's agency; return its id. Raises GroupCodeTaken, MayNotAdminister."""
    demand(officer, OPEN_GROUPS)
    of_centre = officer.agency.level is AgencyLevel.CENTRAL
    try:
        with transaction.atomic():
            agency_id = None if of_centre else officer.agency.id
            return open_group(code=code, name=name, rights=(), agency_id=agency_id, by=by, at=at)
    except IntegrityError:
        raise _taken() from None


@transaction.atomic
def rename_group(*, group_id: int, code: str, name: str, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Give a group another code and name; raises GroupCodeTaken, NotYourGroup, NoSuchGroup, MayNotAdminister."""
    demand(officer, CHANGE_GROUPS)
    group = _own(group_id, officer)
    before = {"code": group.code, "name": group.name}
    group.code, group.name = code, name
    try:
        with transaction.atomic():
            group.save(update_fields=["code", "name"])
    except IntegrityError:
        raise _taken() from None
    _record("offices.group_renamed", group.pk, {"before": before, "after": {"code": code, "name": name}}, by, at)


@transaction.atomic
def close_group(*, group_id: int, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Delete a group that nobody belongs to; raises GroupInUse, NotYourGroup, NoSuchGroup, MayNotAdminister."""
    demand(officer, CLOSE_GROUPS)
    group = _own(group_id, officer)
    if group.officers.exists():
        raise GroupInUse
    facts = {"code": group.code, "name": group.name, "rights": named(rights_of(group.pk))}
    group.delete()
    _record("offices.group_closed", group_id, facts, by, at)


@transaction.atomic
def save_matrix(
    *,
    group_id: int,
    subsystem: str,
    seen: Collection[Right],
    wanted: Collection[Right],
    officer: OfficerView,
    by: Actor,
    at: datetime,
) -> None:
    """Give a group just these boxes of a subsystem's matrix; `seen` are those that it had when the page was opened.

    It counts at once for everybody who belongs to the group. Raises MatrixChanged where somebody else was faster,
    BeyondOwnRights, NobodyLeft, NoSuchRight, NotYourGroup, NoSuchGroup, MayNotAdminister.
    """
    demand(officer, CHANGE_GROUPS)
    group = _own(group_id, officer)
    boxes = catalogue.boxes_of(subsystem)
    seen, wanted = frozenset(seen), frozenset(wanted)
    if not wanted | seen <= boxes:
        raise NoSuchRight
    before = rights_of(group_id) & boxes
    if wanted == before:
        return
    if seen != before:
        who = group.changed_by.full_name if group.changed_by else ""
        raise MatrixChanged(who, given=before - seen, taken=seen - before)
    ensure_held(officer, before ^ wanted)
    taken, given = before - wanted, wanted - before
    for right in taken:
        Grant.objects.filter(group=group, subsystem=subsystem, function=right.function, action=right.action).delete()
    Grant.objects.bulk_create(
        Grant(group=group, subsystem=right.subsystem, function=right.function, action=right.action)
        for right in sorted(given)
    )
    group.changed_at, group.changed_by_id = at, officer.id
    group.save(update_fields=["changed_at", "changed_by"])
    if CHANGE_GROUPS in taken:
        ensure_administered(officer.agency)
    facts = {"subsystem": subsystem, "before": named(before), "after": named(wanted)}
    _record("offices.rights_changed", group_id, facts, by, at)


def ensure_held(officer: OfficerView, rights: Collection[Right]) -> None:
    """Raise BeyondOwnRights unless the officer still holds all these rights."""
    if not set(rights) <= officer_of(officer.account_id).rights:
        raise BeyondOwnRights


def ensure_administered(agency: AgencyView) -> None:
    """Raise NobodyLeft where an act of the centre's leaves it without any active officer who could give rights.

    Two who ask wait for each other. Lower agencies may be left so: who is above them helps.
    """
    if agency.level is not AgencyLevel.CENTRAL:
        return
    centre = list(Agency.objects.select_for_update().filter(level=AgencyLevel.CENTRAL).order_by("pk"))
    able = Grant.objects.filter(
        subsystem=CHANGE_GROUPS.subsystem, function=CHANGE_GROUPS.function, action=CHANGE_GROUPS.action
    )
    if not Officer.objects.filter(agency__in=centre, active=True, groups__grants__in=able).exists():
        raise NobodyLeft


def named(rights: Iterable[Right]) -> list[str]:
    """Return rights as the audit names them."""
    return [f"{right.subsystem}.{right.function}.{right.action}" for right in sorted(rights)]


def _own(group_id: int, officer: OfficerView) -> PermissionGroup:
    """Return a group, locked, if the officer's agency may change it."""
    rows = PermissionGroup.objects.select_for_update(of=("self",)).select_related("agency", "changed_by")
    group = rows.filter(pk=group_id).first()
    if group is None or not is_visible(group, officer):
        raise NoSuchGroup
    if not is_own(group, officer):
        raise NotYourGroup
    return group


def _taken() -> GroupCodeTaken:
    return GroupCodeTaken(fields={"code": [GroupCodeTaken.template()]})


def _record(act: str, group_id: int, facts: Mapping[str, object], by: Actor, at: datetime) -> None:
    subject = ("permission_group", group_id)
    audit.record(act, by=by, purpose=Purpose.OPERATIONS, at=at, subject=subject, facts=facts)
