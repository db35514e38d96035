"""Enrol an authenticator app, and prove it at every sign-in of a realm that demands it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dancu.accounts import codes, tokens
from dancu.accounts.commands import sessions, waiting
from dancu.accounts.commands.sessions import Opened
from dancu.accounts.domain.waiting import SECOND_FACTOR
from dancu.accounts.models import Account, Passkey, RecoveryCode, SecondFactor, Session
from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Denied, Invalid
from dancu.kernel.writing import plain_digits
from dancu.platform import metrics, sealing


class NotHalfOpen(Denied):
    """Your sign-in has taken too long. Enter your user name and password again."""

    code = "accounts.not_half_open"


class WrongSecondFactor(Invalid):
    """This code is not right or has been used. Wait for the next code in your app and enter it."""

    code = "accounts.wrong_second_factor"


class AlreadyEnrolled(Conflict):
    """An authenticator app is already set up for this account. Sign in with its code."""

    code = "accounts.already_enrolled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What the app must learn, as text to type and as the content of the QR code."""

    secret: str
    uri: str


@transaction.atomic
def begin_enrolment(*, session_token: str, issuer: str, at: datetime) -> Enrolment:
    """Return the secret for the app, the same until it is confirmed; raises NotHalfOpen, AlreadyEnrolled."""
    account = half_open(session_token, at).account
    factor, _ = SecondFactor.objects.select_for_update().get_or_create(
        account=account,
        defaults={"sealed": codes.sealed(codes.fresh_secret(), account_id=account.pk), "created_at": at},
    )
    if factor.confirmed_at is not None:
        raise AlreadyEnrolled
    secret = _secret(factor)
    return Enrolment(secret=secret, uri=codes.uri(secret, username=account.username, issuer=issuer))


def confirm_enrolment(
    *, session_token: str, code: str, device: str, by: Actor, at: datetime
) -> tuple[Opened, list[str]]:
    """Take the app's first code: the account is signed in, and its recovery codes are returned, this once."""
    account = half_open(session_token, at).account
    waiting.take(SECOND_FACTOR, account.pk, at=at)
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(account=account).first()
        if factor is not None and factor.confirmed_at is not None:
            raise AlreadyEnrolled
        if factor is None or not _takes(factor, code, at):
            raise WrongSecondFactor
        factor.confirmed_at = at
        factor.save(update_fields=["confirmed_at"])
        recovery = [codes.fresh_recovery_code() for _ in range(codes.RECOVERY_CODES)]
        RecoveryCode.objects.bulk_create(
            RecoveryCode(account=account, digest=_kept(account, text)) for text in recovery
        )
        _audit("accounts.second_factor_enrolled", account, by, at)
        return open_whole(session_token, device=device, by=by, at=at), recovery


def prove_second_factor(*, session_token: str, code: str, device: str, by: Actor, at: datetime) -> Opened:
    """Turn a half-open session into a whole one by a code of the app or a recovery code, each good once.

    Raises NotHalfOpen, WrongSecondFactor, MustWait.
    """
    account = half_open(session_token, at).account
    waiting.take(SECOND_FACTOR, account.pk, at=at)
    with transaction.atomic():
        used = _use(account, code, at)
        if used is not None:
            _audit(used, account, by, at)
            return open_whole(session_token, device=device, by=by, at=at)
        _audit("accounts.second_factor_failed", account, by, at)
    metrics.sign_in_failed(account.realm)
    raise WrongSecondFactor


@transaction.atomic
def forget_second_factor(*, account_id: int, by: Actor, at: datetime) -> None:
    """Forget app, passkeys and recovery codes of an account and end its sessions: its next sign-in sets up a new app."""
    RecoveryCode.objects.filter(account=account_id).delete()
    Passkey.objects.filter(account=account_id).delete()
    SecondFactor.objects.filter(account=account_id).delete()
    sessions.end_all(account_id, at=at)
    audit.record(
        "accounts.second_factor_forgotten", by=by, purpose=Purpose.OPERATIONS, at=at, subject=("account", account_id)
    )


@transaction.atomic
def seal_anew() -> int:
    """Seal with the present master key whatever a former one sealed; return how many secrets."""
    old = [row for row in SecondFactor.objects.select_for_update() if not sealing.is_current(row.sealed)]
    for row in old:
        row.sealed = codes.sealed(_secret(row), account_id=row.account_id)
        row.save(update_fields=["sealed"])
    return len(old)


def _secret(factor: SecondFactor) -> str:
    return codes.unsealed(factor.sealed, account_id=factor.account_id)


def _use(account: Account, code: str, at: datetime) -> str | None:
    factor = SecondFactor.objects.select_for_update().filter(account=account, confirmed_at__isnull=False).first()
    if factor is None:
        return None
    if _takes(factor, code, at):
        return "accounts.signed_in"
    kept = _kept(account, code.strip().lower())
    if RecoveryCode.objects.filter(account=account, digest=kept, used_at=None).update(used_at=at):
        return "accounts.signed_in_by_recovery_code"
    return None


def _takes(factor: SecondFactor, code: str, at: datetime) -> bool:
    step = codes.step_of(_secret(factor), "".join(plain_digits(code).split()), at=at, after=factor.last_step)
    if step is None:
        return False
    factor.last_step = step
    factor.save(update_fields=["last_step"])
    return True


def half_open(token: str, at: datetime) -> Session:
    """Return the session whose second factor is still to come; raises NotHalfOpen."""
    row = (
        Session.objects.select_related("account")
        .filter(digest=tokens.digest(token), half_open=True, ended_at=None, expires_at__gt=at, account__closed_at=None)
        .first()
    )
    if row is None:
        raise NotHalfOpen
    return row


def open_whole(half_open_token: str, *, device: str, by: Actor, at: datetime) -> Opened:
    """Put a whole session in the place of a half-open one, whose second factor is proved."""
    half = half_open(half_open_token, at)
    waiting.forget(SECOND_FACTOR, half.account_id)
    Session.objects.filter(pk=half.pk).update(ended_at=at)
    return sessions.open_session(
        half.account, device=device, browser=half.browser, source=half.source, half_open=False, at=at
    )


def _kept(account: Account, recovery_code: str) -> str:
    return tokens.keyed("recovery", account.pk, recovery_code)


def _audit(act: str, account: Account, by: Actor, at: datetime) -> None:
    audit.record(act, by=by, purpose=Purpose.OWN_DATA, at=at, subject=("account", account.pk))
