"""Permission groups, and the officers who belong to them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Invalid
from dancu.offices.domain import rights as catalogue
from dancu.offices.domain.rights import Right
from dancu.offices.models import Grant, Officer, PermissionGroup


class NoSuchRight(Invalid):
    """The permission matrix has no such box. Reload the page and tick again."""

    code = "offices.no_such_right"


class GroupOfAnotherAgency(Invalid):
    """A permission group belongs to another agency. Choose groups of the officer's own agency or of the centre."""

    code = "offices.group_of_another_agency"


class AlreadyAnOfficer(Conflict):
    """This account is an officer's already. Change that officer instead."""

    code = "offices.already_an_officer"


@transaction.atomic
def open_group(
    *, code: str, name: str, rights: Collection[Right], agency_id: int | None = None, by: Actor, at: datetime
) -> int:
    """Open a permission group of an agency, or without one of the centre; return its id."""
    if not set(rights) <= set(catalogue.ALL):
        raise NoSuchRight
    group = PermissionGroup.objects.create(code=code, name=name, agency_id=agency_id)
    Grant.objects.bulk_create(
        Grant(group=group, subsystem=right.subsystem, function=right.function, action=right.action)
        for right in sorted(rights)
    )
    audit.record(
        "offices.group_opened",
        by=by,
        purpose=Purpose.OPERATIONS,
        at=at,
        subject=("permission_group", group.pk),
        facts={
            "code": code,
            "rights": [f"{right.subsystem}.{right.function}.{right.action}" for right in sorted(rights)],
        },
    )
    return group.pk


@transaction.atomic
def appoint_officer(
    *,
    account_id: int,
    agency_id: int,
    full_name: str,
    position: str,
    group_ids: Collection[int],
    pin: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Make the holder of an officers' account an officer of an agency, with the rights of these groups; return his id."""
    if Officer.objects.filter(account_id=account_id).exists():
        raise AlreadyAnOfficer
    if PermissionGroup.objects.filter(pk__in=group_ids).exclude(agency=None).exclude(agency_id=agency_id).exists():
        raise GroupOfAnotherAgency
    officer = Officer.objects.create(
        account_id=account_id, agency_id=agency_id, full_name=full_name, position=position, pin=pin
    )
    officer.groups.set(group_ids)
    audit.record(
        "offices.officer_appointed",
        by=by,
        purpose=Purpose.OPERATIONS,
        at=at,
        subject=("officer", officer.pk),
        facts={"agency": agency_id, "groups": sorted(group_ids)},
    )
    return officer.pk
