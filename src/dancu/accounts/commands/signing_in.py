"""Sign in with user name and password."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from dancu.accounts.commands import sessions, waiting
from dancu.accounts.commands.sessions import Opened
from dancu.accounts.domain.realms import TERMS, Kind, Realm, normal_username
from dancu.accounts.domain.waiting import SIGN_IN, SIGN_IN_KNOWN_DEVICE, SIGN_IN_SOURCE
from dancu.accounts.models import Account
from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, ActorKind, Purpose
from dancu.kernel.errors import Denied
from dancu.platform import metrics

_KINDS = {Realm.PORTAL: ActorKind.CITIZEN, Realm.OFFICER: ActorKind.OFFICER}


class WrongPassword(Denied):
    """The user name or the password is not right. Check both and try again."""

    code = "accounts.wrong_password"


def sign_in(
    *,
    realm: Realm,
    username: str,
    password: str,
    kinds: Collection[Kind] = tuple(Kind),
    device: str,
    browser: str,
    source: str,
    at: datetime,
) -> Opened:
    """Open a session, half open where a second factor must follow; raises WrongPassword or MustWait.

    Only an account of one of `kinds` is found. Whether the user name exists shows neither in the answer nor in the time it
    takes. A browser that has signed in to this account before is counted by itself, so that failures elsewhere do not keep
    its owner out.
    """
    username = normal_username(realm, username)
    account = Account.objects.filter(realm=realm, username=username, kind__in=kinds, closed_at=None).first()
    known = sessions.knows_device(account, device)
    counted = (SIGN_IN_KNOWN_DEVICE, realm, username, device) if known else (SIGN_IN, realm, username)
    waiting.take(*counted, at=at)
    waiting.take(SIGN_IN_SOURCE, source, at=at)
    if not _is_right(account, password) or account is None:
        _note_failure(account, realm, source, at)
        metrics.sign_in_failed(realm)
        raise WrongPassword
    half_open = TERMS[realm].second_factor
    with transaction.atomic():
        waiting.forget(*counted)
        waiting.give_back(SIGN_IN_SOURCE, source, at=at)
        opened = sessions.open_session(
            account, device=device, browser=browser, source=source, half_open=half_open, at=at
        )
        by = Actor(kind=_KINDS[realm], account_id=account.pk, source=source, site=realm)
        act = "accounts.password_accepted" if half_open else "accounts.signed_in"
        audit.record(act, by=by, purpose=Purpose.OWN_DATA, at=at, subject=("account", account.pk))
    return opened


def _is_right(account: Account | None, password: str) -> bool:
    if account is None:
        make_password(password)  # as much work as a check, so that the time tells nothing
        return False
    return check_password(password, account.password)


@transaction.atomic
def _note_failure(account: Account | None, realm: Realm, source: str, at: datetime) -> None:
    audit.record(
        "accounts.sign_in_failed",
        by=Actor(kind=_KINDS[realm], source=source, site=realm),
        purpose=Purpose.OWN_DATA,
        at=at,
        subject=("account", account.pk if account else "unknown"),
    )
