"""Open accounts without a registration, keep their particulars, close them."""

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from dancu.accounts import codes, tokens
from dancu.accounts.commands import passwords, sessions
from dancu.accounts.domain.realms import Kind, Realm, normal_username
from dancu.accounts.domain.registering import Particulars
from dancu.accounts.events import AccountClosed
from dancu.accounts.models import Account, SecondFactor
from dancu.accounts.queries import AccountView, NoSuchAccount, view
from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict
from dancu.platform import events


class NumberTaken(Conflict):
    """There is already an open account with this user name."""

    code = "accounts.number_taken"


def create_portal_account(*, particulars: Particulars, password: str, by: Actor, at: datetime) -> int:
    """Open a portal account without a code, for demonstrations and tests; return its id. Raises NumberTaken."""
    fields = {field.name: getattr(particulars, field.name) for field in dataclasses.fields(particulars)}
    return _create(Realm.PORTAL, fields, password=password, by=by, at=at)


def create_officer_account(
    *, username: str, password: str, full_name: str, email: str, totp_secret: str = "", by: Actor, at: datetime
) -> int:
    """Open an officer's account; return its id. Raises NumberTaken.

    The app for the second factor is set up at the first sign-in, unless `totp_secret` (base32) is an app's already.
    """
    fields = {"kind": Kind.INDIVIDUAL, "username": username, "full_name": full_name, "email": email}
    with transaction.atomic():
        account_id = _create(Realm.OFFICER, fields, password=password, by=by, at=at)
        if totp_secret:
            sealed = codes.sealed(totp_secret, account_id=account_id)
            SecondFactor.objects.create(account_id=account_id, sealed=sealed, created_at=at, confirmed_at=at)
    return account_id


def invite_officer(*, username: str, full_name: str, email: str, by: Actor, at: datetime) -> int:
    """Open an account for an officer, who chooses his password by a letter; return its id. Raises NumberTaken."""
    with transaction.atomic():
        unknown = tokens.fresh()
        account_id = create_officer_account(
            username=username, password=unknown, full_name=full_name, email=email, by=by, at=at
        )
        passwords.send_password_link(account_id=account_id, by=by, at=at)
    return account_id


def _create(realm: Realm, fields: Mapping[str, object], *, password: str, by: Actor, at: datetime) -> int:
    fields = {**fields, "username": normal_username(realm, str(fields["username"]))}
    hashed = make_password(password)
    try:
        with transaction.atomic():
            account = Account.objects.create(realm=realm, password=hashed, created_at=at, **fields)
            audit.record("accounts.created", by=by, purpose=Purpose.OPERATIONS, at=at, subject=("account", account.pk))
    except IntegrityError:
        raise NumberTaken from None
    return account.pk


def hold(account_id: int) -> AccountView:
    """Lock an account for the caller's transaction, so that what is read of it stays true; raises NoSuchAccount."""
    return view(_locked(account_id))


@transaction.atomic
def update_profile(
    *,
    account_id: int,
    fax: str,
    website: str,
    commune_code: str,
    commune_since: date | None,
    address_line: str,
    by: Actor,
    at: datetime,
) -> None:
    """Change what the owner of an account may change alone; a new phone or e-mail must be proved first, so neither is here."""
    _change(
        account_id,
        {
            "fax": fax,
            "website": website,
            "commune_code": commune_code,
            "commune_since": commune_since,
            "address_line": address_line,
        },
        by=by,
        at=at,
    )


@transaction.atomic
def set_identity_facts(*, account_id: int, full_name: str, born: date | None, by: Actor, at: datetime) -> None:
    """Correct name and birth date; `identity` asks for it while the account is not verified."""
    _change(account_id, {"full_name": full_name, "born": born}, by=by, at=at)


@transaction.atomic
def set_photo(*, account_id: int, photo: str, by: Actor, at: datetime) -> str:
    """Put another photo (a name of `photos`) in place of the present one, whose name is returned for removal after the commit."""
    before = _locked(account_id).photo
    _change(account_id, {"photo": photo}, by=by, at=at)
    return before


@transaction.atomic
def close_account(*, account_id: int, because: str, by: Actor, at: datetime) -> None:
    """Close an account for good: its sessions end and its number is free for its owner. Closing twice is closing once."""
    account = _locked(account_id)
    if account.closed_at is not None:
        return
    account.closed_at, account.closed_because = at, because
    account.save(update_fields=["closed_at", "closed_because"])
    sessions.end_all(account_id, at=at)
    audit.record(
        "accounts.closed",
        by=by,
        purpose=Purpose.OPERATIONS,
        at=at,
        subject=("account", account_id),
        facts={"because": because},
    )
    events.publish(AccountClosed(account_id=account_id, because=because))


def _change(account_id: int, values: dict[str, object], *, by: Actor, at: datetime) -> None:
    account = _locked(account_id)
    changed = [name for name, value in values.items() if getattr(account, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(account, name, values[name])
    account.save(update_fields=changed)
    audit.record(
        "accounts.profile_changed",
        by=by,
        purpose=Purpose.OWN_DATA,
        at=at,
        subject=("account", account_id),
        facts={"fields": changed},
    )


def _locked(account_id: int) -> Account:
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise NoSuchAccount
    return account
