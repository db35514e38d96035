"""Set passwords: the rule, the change, and the way back for who has forgotten."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from dancu.accounts import tokens
from dancu.accounts.commands import sessions, waiting
from dancu.accounts.domain.passwords import Fault, faults
from dancu.accounts.domain.realms import Realm, normal_username
from dancu.accounts.domain.registering import RESET_LIFE
from dancu.accounts.domain.waiting import RESET_ACCOUNT, RESET_SOURCE, SIGN_IN
from dancu.accounts.events import PasswordResetAsked
from dancu.accounts.models import Account, PasswordReset
from dancu.accounts.ports import Addressee, messenger
from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Invalid, Missing
from dancu.platform import events
from dancu.platform.hosts import Site, address

_MESSAGES = {
    Fault.TOO_SHORT: _("Use at least 8 characters"),
    Fault.TOO_LONG: _("Use at most 128 characters"),
    Fault.NO_UPPER: _("Add an upper-case letter (ABC...)"),
    Fault.NO_LOWER: _("Add a lower-case letter (abc...)"),
    Fault.NO_DIGIT: _("Add a digit (1234...)"),
    Fault.NO_SPECIAL: _("Add a special character (@#%...)"),
    Fault.OBVIOUS: _("This password is easy to guess. Choose another"),
    Fault.ABOUT_YOU: _("Do not use your name, number, phone or email in the password"),
}


class WeakPassword(Invalid):
    """This password does not meet the rules. Choose another."""

    code = "accounts.weak_password"


class WrongOldPassword(Invalid):
    """The present password is not right."""

    code = "accounts.wrong_old_password"


class LinkUsedUp(Missing):
    """This link has been used or has expired. Ask for a new one."""

    code = "accounts.link_used_up"


def check_password_rule(password: str, *, about: Iterable[str] = (), field: str = "password") -> None:
    """Hold a password against the rules; raises WeakPassword with one message for each rule it breaks."""
    found = faults(password, about=about, frequent=_frequent())
    if found:
        raise WeakPassword(fields={field: [gettext(_MESSAGES[fault]) for fault in found]})


@cache
def _frequent() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def about(account: Account) -> list[str]:
    """List what a password must not be made of."""
    return [account.username, account.id_number, account.full_name, account.phone, account.email]


def change_password(*, account_id: int, old: str, new: str, keep_session: int | None, by: Actor, at: datetime) -> None:
    """Change a password by the old one; all other sessions end. Raises WrongOldPassword, WeakPassword, MustWait."""
    account = Account.objects.get(pk=account_id)
    waiting.take(SIGN_IN, "change", account.pk, at=at)
    if not check_password(old, account.password):
        raise WrongOldPassword(fields={"old_password": [gettext(WrongOldPassword.template())]})
    check_password_rule(new, about=about(account), field="password")
    hashed = make_password(new)
    with transaction.atomic():
        waiting.forget(SIGN_IN, "change", account.pk)
        _set(account, hashed, keep_session=keep_session, at=at)
        audit.record(
            "accounts.password_changed", by=by, purpose=Purpose.OWN_DATA, at=at, subject=("account", account.pk)
        )


def ask_password_reset(*, username: str, by: Actor, at: datetime) -> None:
    """Send a link for a new password to the account's address, if there is such an account; nothing here tells whether."""
    username = normal_username(Realm.PORTAL, username)
    waiting.take(RESET_SOURCE, by.source, at=at)
    waiting.take(RESET_ACCOUNT, username, at=at)
    account = Account.objects.filter(realm=Realm.PORTAL, username=username, closed_at=None).first()
    with transaction.atomic():
        reset = PasswordReset.objects.create(account=account, asked_at=at, expires_at=at + RESET_LIFE)
        audit.record(
            "accounts.reset_asked",
            by=by,
            purpose=Purpose.OWN_DATA,
            at=at,
            subject=("account", account.pk if account else "unknown"),
        )
        events.publish(PasswordResetAsked(reset_id=reset.pk))


@transaction.atomic
def send_password_link(*, account_id: int, by: Actor, at: datetime) -> None:
    """Have the holder of an account choose a new password by a letter that another than he asks for."""
    reset = PasswordReset.objects.create(account_id=account_id, asked_at=at, expires_at=at + RESET_LIFE)
    audit.record("accounts.reset_asked", by=by, purpose=Purpose.OPERATIONS, at=at, subject=("account", account_id))
    events.publish(PasswordResetAsked(reset_id=reset.pk))


@transaction.atomic
def send_reset(*, reset_id: int, at: datetime) -> None:
    """Make the link and put the letter into the outbox; only the first run does."""
    reset = PasswordReset.objects.select_for_update().get(pk=reset_id)
    account = reset.account
    if account is None or reset.digest or account.closed_at is not None or at >= reset.expires_at:
        return
    token = tokens.fresh()
    reset.digest = tokens.digest(token)
    reset.save(update_fields=["digest"])
    if account.realm == Realm.OFFICER:
        facts = {"link": address(Site.OFFICER, "password-reset", token=token), "username": account.username}
        messenger().send("officer_password", to=addressee(account), facts=facts, at=at)
    else:
        link = address(Site.PORTAL, "password-reset", token=token)
        messenger().send("password_reset", to=addressee(account), facts={"link": link}, at=at)


@transaction.atomic
def reset_password(*, token: str, new: str, device: str, by: Actor, at: datetime) -> str:
    """Set a new password by the link of a letter; all sessions end, and the browser counts as known: its token is returned.

    Raises LinkUsedUp, WeakPassword.
    """
    reset = (
        PasswordReset.objects.select_for_update(of=("self",))
        .filter(digest=tokens.digest(token), used_at=None, expires_at__gt=at, account__closed_at=None)
        .first()
    )
    if reset is None or reset.account is None:
        raise LinkUsedUp
    account = reset.account
    check_password_rule(new, about=about(account), field="password")
    PasswordReset.objects.filter(account=account, used_at=None).update(used_at=at)
    _set(account, make_password(new), keep_session=None, at=at)
    waiting.forget(SIGN_IN, account.realm, account.username)
    audit.record("accounts.password_reset", by=by, purpose=Purpose.OWN_DATA, at=at, subject=("account", account.pk))
    return sessions.know_device(account, device=device, at=at)


def _set(account: Account, hashed: str, *, keep_session: int | None, at: datetime) -> None:
    Account.objects.filter(pk=account.pk).update(password=hashed)
    sessions.end_all(account.pk, keep=keep_session, at=at)
    if account.realm == Realm.OFFICER:
        facts = {"link": address(Site.OFFICER, "sign-in")}
        messenger().send("officer_password_changed", to=addressee(account), facts=facts, at=at)
    else:
        messenger().send("password_changed", to=addressee(account), facts={}, at=at)


def addressee(account: Account) -> Addressee:
    return Addressee(name=account.full_name, email=account.email, language=account.language, account_id=account.pk)
