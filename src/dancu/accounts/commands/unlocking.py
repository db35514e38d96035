"""Open a locked session again by the password or a passkey alone: the second factor was proved when it was opened."""

from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.db import transaction

from dancu.accounts.commands import passkeys, sessions, waiting
from dancu.accounts.commands.passkeys import Challenge, PasskeyNotTaken
from dancu.accounts.domain.waiting import SECOND_FACTOR, SIGN_IN
from dancu.accounts.models import Account
from dancu.accounts.queries import SessionView
from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Denied


class WrongUnlockingPassword(Denied):
    """The password is not right. Check it and try again."""

    code = "accounts.wrong_unlocking_password"


def ask(session: SessionView) -> Challenge | None:
    """Return what the browser of a locked session is asked; None where its account keeps no passkey."""
    return passkeys.challenge_for(account_id=session.account.id, session_id=session.id)


def unlock(session: SessionView, *, password: str, by: Actor, at: datetime) -> None:
    """Open a session by the password; wrong ones count as wrong sign-ins. Raises WrongUnlockingPassword, MustWait."""
    counted = (SIGN_IN, session.account.realm, session.account.username)
    waiting.take(*counted, at=at)
    known = Account.objects.values_list("password", flat=True).get(pk=session.account.id)
    if not check_password(password, known):
        _audit("accounts.unlocking_failed", session, by, at)
        raise WrongUnlockingPassword(fields={"password": [WrongUnlockingPassword.template()]})
    with transaction.atomic():
        waiting.forget(*counted)
        _open(session, "accounts.unlocked", by, at)


def unlock_by_passkey(session: SessionView, *, token: str, answer: str, by: Actor, at: datetime) -> None:
    """Open a session by a passkey; raises PasskeyNotTaken, MustWait."""
    waiting.take(SECOND_FACTOR, session.account.id, at=at)
    if not passkeys.is_proved(account_id=session.account.id, session_id=session.id, token=token, answer=answer, at=at):
        _audit("accounts.unlocking_failed", session, by, at)
        raise PasskeyNotTaken
    with transaction.atomic():
        waiting.forget(SECOND_FACTOR, session.account.id)
        _open(session, "accounts.unlocked_by_passkey", by, at)


def _open(session: SessionView, act: str, by: Actor, at: datetime) -> None:
    sessions.wake(session.id, at=at)
    _audit(act, session, by, at)


def _audit(act: str, session: SessionView, by: Actor, at: datetime) -> None:
    audit.record(act, by=by, purpose=Purpose.OWN_DATA, at=at, subject=("account", session.account.id))
