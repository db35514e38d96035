"""Open and end sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from dancu.accounts import tokens
from dancu.accounts.domain.realms import HALF_OPEN, TERMS, Realm
from dancu.accounts.models import Account, KnownDevice, Session
from dancu.accounts.queries import SessionView
from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing

DEVICES = 10
"""Browsers of an account that are known again; older ones are forgotten."""
_TOUCH = timedelta(minutes=1)


class NoSuchSession(Missing):
    """This session has already ended."""

    code = "accounts.no_such_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a browser is to keep; the tokens are nowhere else in the clear."""

    account_id: int
    token: str
    device: str
    half_open: bool


def open_session(account: Account, *, device: str, browser: str, source: str, half_open: bool, at: datetime) -> Opened:
    """Open a session in the caller's transaction; a device is remembered once the session is whole."""
    token = tokens.fresh()
    terms = TERMS[Realm(account.realm)]
    Session.objects.create(
        account=account,
        realm=account.realm,
        digest=tokens.digest(token),
        half_open=half_open,
        source=source,
        browser=browser,
        opened_at=at,
        last_seen_at=at,
        expires_at=at + (HALF_OPEN if half_open else terms.idle),
    )
    if not half_open:
        device = know_device(account, device=device, at=at)
    return Opened(account_id=account.pk, token=token, device=device, half_open=half_open)


def know_device(account: Account, *, device: str, at: datetime) -> str:
    """Remember the browser, giving it a token unless it has one; return the token."""
    device = device or tokens.fresh()
    KnownDevice.objects.update_or_create(account=account, digest=tokens.digest(device), defaults={"last_used_at": at})
    newest = account.devices.order_by("-last_used_at", "-pk").values("pk")[:DEVICES]
    account.devices.exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()
    return device


def knows_device(account: Account | None, device: str) -> bool:
    """Tell whether the browser has signed in to this account before; of no account it takes as long to say no."""
    account_id = account.pk if account else 0
    return bool(device) and KnownDevice.objects.filter(account=account_id, digest=tokens.digest(device)).exists()


def keep_alive(session: SessionView, *, realm: Realm, at: datetime) -> None:
    """Put off the idle end of a session, at most once a minute and never beyond its longest life."""
    if session.half_open or at - session.last_seen_at < _TOUCH:
        return
    terms = TERMS[realm]
    until = min(at + terms.idle, session.opened_at + terms.longest)
    Session.objects.filter(pk=session.id, ended_at=None).update(last_seen_at=at, expires_at=until)


def wake(session_id: int, *, at: datetime) -> None:
    """Let a locked session be awake again, in the caller's transaction; it ends when it would have ended."""
    Session.objects.filter(pk=session_id, ended_at=None).update(last_seen_at=at)


@transaction.atomic
def sign_out(*, token: str, by: Actor, at: datetime) -> None:
    """End the session behind a cookie; a token that is none is no matter."""
    row = Session.objects.filter(digest=tokens.digest(token), ended_at=None).first()
    if row is None:
        return
    Session.objects.filter(pk=row.pk).update(ended_at=at)
    audit.record("accounts.signed_out", by=by, purpose=Purpose.OWN_DATA, at=at, subject=("account", row.account_id))


@transaction.atomic
def end_session(*, account_id: int, session_id: int, by: Actor, at: datetime) -> None:
    """End one of an account's own sessions; raises NoSuchSession."""
    if not Session.objects.filter(pk=session_id, account=account_id, ended_at=None).update(ended_at=at):
        raise NoSuchSession
    audit.record("accounts.session_ended", by=by, purpose=Purpose.OWN_DATA, at=at, subject=("account", account_id))


@transaction.atomic
def end_other_sessions(*, account_id: int, keep: int | None, by: Actor, at: datetime) -> None:
    """End all sessions of an account but the one to keep."""
    end_all(account_id, keep=keep, at=at)
    audit.record(
        "accounts.other_sessions_ended", by=by, purpose=Purpose.OWN_DATA, at=at, subject=("account", account_id)
    )


def end_all(account_id: int, *, at: datetime, keep: int | None = None) -> None:
    """End the sessions of an account in the caller's transaction."""
    Session.objects.filter(account=account_id, ended_at=None).exclude(pk=keep or 0).update(ended_at=at)
