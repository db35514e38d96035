"""Lodging facilities: opened with their account, kept up to date, closed with it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from dancu.accounts import commands as accounts
from dancu.accounts.domain.realms import Kind
from dancu.accounts.queries import AccountView
from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Denied
from dancu.offices.domain.rights import VERIFY_ACCOUNTS
from dancu.offices.queries import OfficerView
from dancu.places.queries import directory
from dancu.residence.domain.facilities import key_of
from dancu.residence.domain.stays import FacilityKind, check_place
from dancu.residence.models import LodgingFacility
from dancu.residence.queries import NoSuchFacility, get_facility_in_charge


class FacilityTaken(Conflict):
    """A facility of this name is registered at this address already."""

    code = "residence.facility_taken"


class MayNotReclaim(Denied):
    """Your permissions do not include verifying accounts, which closing one takes."""

    code = "residence.may_not_reclaim"


def open_with_account(account: AccountView, by: Actor, at: datetime) -> int | None:
    """Enter the facility of a new account, in the transaction that opens the account, and return it; other accounts have none.

    Raises FacilityTaken.
    """
    if account.kind is not Kind.FACILITY:
        return None
    unit = directory().by_code(account.commune_code, on=account.commune_since or localtime(at).date())
    try:
        with transaction.atomic():
            facility = LodgingFacility.objects.create(
                kind=FacilityKind(account.facility_kind),
                name=account.organisation_name,
                unit_id=unit.id,
                address_line=account.address_line,
                key=key_of(unit.id, account.address_line, account.organisation_name),
                manager=account.full_name,
                phone=account.phone,
                account_id=account.id,
                opened_at=at,
            )
    except IntegrityError:
        raise FacilityTaken from None
    _note("opened", facility.pk, by, at)
    return facility.pk


@transaction.atomic
def change_facility(*, account: int, kind: FacilityKind, manager: str, by: Actor, at: datetime) -> None:
    """Change what a facility is in the list of the day, and who runs it; another name or place would be another facility.

    Raises NoSuchFacility or NotOffered.
    """
    check_place(kind, localtime(at).date())
    row = LodgingFacility.objects.select_for_update().filter(account=account, closed_at=None).first()
    if row is None:
        raise NoSuchFacility
    if (row.kind, row.manager) == (kind, manager):
        return
    row.kind, row.manager = kind, manager
    row.save(update_fields=["kind", "manager"])
    _note("changed", row.pk, by, at)


@transaction.atomic
def close_facility(*, account: int, by: Actor, at: datetime) -> None:
    """Close the facility of an account that was closed, so that whose it is can register it; closing twice is closing once."""
    row = LodgingFacility.objects.select_for_update().filter(account=account, closed_at=None).first()
    if row is None:
        return
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    _note("closed", row.pk, by, at)


@transaction.atomic
def reclaim_facility(*, facility: int, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Close a facility and the account of somebody whose it is not, as an officer found, so that whose it is can register it.

    Raises WritingDownDenied, MayNotReclaim or NoSuchFacility.
    """
    found = get_facility_in_charge(facility, officer=officer, by=by, at=at)
    if not officer.may(VERIFY_ACCOUNTS):
        raise MayNotReclaim
    if found.account is None:
        raise NoSuchFacility
    accounts.close_account(account_id=found.account, because="reclaimed", by=by, at=at)
    close_facility(account=found.account, by=by, at=at)


def _note(act: str, facility: int, by: Actor, at: datetime) -> None:
    audit.record(
        f"residence.facility_{act}",
        by=by,
        purpose=Purpose.REGISTER_CHANGE,
        at=at,
        subject=("lodging_facility", facility),
    )
