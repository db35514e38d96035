"""Passkeys (W3C Web Authentication) beside the authenticator app: kept while signed in, proved at a sign-in's second step.

The challenge that the browser signs comes back in a token of ours, which says for which session and what it was made, holds
five minutes and counts once.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import webauthn
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from dancu.accounts.commands import second_factor, waiting
from dancu.accounts.commands.sessions import Opened
from dancu.accounts.domain.waiting import SECOND_FACTOR
from dancu.accounts.models import Account, Passkey
from dancu.accounts.queries import NoSuchAccount
from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Invalid, Missing
from dancu.platform import metrics, once
from dancu.platform.hosts import Site, origin

MOST = 10
"""Passkeys of one account."""
_LIFE = timedelta(minutes=5)
_SALT = "dancu.accounts.passkeys"
_SITE = Site.OFFICER


class PasskeyNotTaken(Invalid):
    """The passkey could not be checked, or it took too long. Try again, or use the code of your app."""

    code = "accounts.passkey_not_taken"


class PasskeyKnown(Conflict):
    """This passkey is kept for an account already. Use another device or security key."""

    code = "accounts.passkey_known"


class TooManyPasskeys(Conflict):
    """An account keeps at most {most} passkeys. Remove one that you no longer use."""

    code = "accounts.too_many_passkeys"


class NoSuchPasskey(Missing):
    """This passkey has been removed already."""

    code = "accounts.no_such_passkey"


class _Use(StrEnum):
    KEEP = "keep"
    PROVE = "prove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What the browser is asked: the options as JSON, and the token that comes back with its answer."""

    options: str
    token: str


def offer(*, account_id: int, session_id: int) -> Challenge:
    """Return what a browser needs to make a passkey for an account."""
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise NoSuchAccount
    options = webauthn.generate_registration_options(
        rp_id=_party(),
        rp_name="Dân Cư",
        user_name=account.username,
        user_display_name=account.full_name,
        user_id=hashlib.sha256(f"{_SALT} {account.pk}".encode()).digest(),
        exclude_credentials=_descriptors(account_id),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    return Challenge(options=webauthn.options_to_json(options), token=_token(_Use.KEEP, session_id, options.challenge))


def keep(*, account_id: int, session_id: int, token: str, answer: str, name: str, by: Actor, at: datetime) -> int:
    """Keep the passkey that a browser has made; return its id. Raises PasskeyNotTaken, PasskeyKnown, TooManyPasskeys."""
    challenge = _challenge(_Use.KEEP, session_id, token, at)
    try:
        made = webauthn.verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=_party(), expected_origin=origin(_SITE)
        )
    except (WebAuthnException, ValueError) as problem:
        raise PasskeyNotTaken from problem
    try:
        with transaction.atomic():
            Account.objects.select_for_update().get(pk=account_id)
            if Passkey.objects.filter(account=account_id).count() >= MOST:
                raise TooManyPasskeys(most=MOST)
            row = Passkey.objects.create(
                account_id=account_id,
                credential=bytes_to_base64url(made.credential_id),
                public_key=made.credential_public_key,
                sign_count=made.sign_count,
                name=name,
                made_at=at,
            )
            _audit("accounts.passkey_kept", account_id, by, at)
    except IntegrityError:
        raise PasskeyKnown from None
    return row.pk


@transaction.atomic
def remove(*, account_id: int, passkey_id: int, by: Actor, at: datetime) -> None:
    """Forget a passkey of an account; raises NoSuchPasskey."""
    removed, _ = Passkey.objects.filter(pk=passkey_id, account=account_id).delete()
    if not removed:
        raise NoSuchPasskey
    _audit("accounts.passkey_removed", account_id, by, at)


def ask(*, session_token: str, at: datetime) -> Challenge | None:
    """Return what the browser of a half-open session is asked; None where its account keeps no passkey."""
    session = second_factor.half_open(session_token, at)
    return challenge_for(account_id=session.account_id, session_id=session.pk)


def challenge_for(*, account_id: int, session_id: int) -> Challenge | None:
    """Return what a browser is asked in a session; None where the account keeps no passkey."""
    known = _descriptors(account_id)
    if not known:
        return None
    options = webauthn.generate_authentication_options(
        rp_id=_party(), allow_credentials=known, user_verification=UserVerificationRequirement.PREFERRED
    )
    return Challenge(options=webauthn.options_to_json(options), token=_token(_Use.PROVE, session_id, options.challenge))


def is_proved(*, account_id: int, session_id: int, token: str, answer: str, at: datetime) -> bool:
    """Tell whether the answer to what the browser was asked proves a passkey; raises PasskeyNotTaken for a spent question."""
    challenge = _challenge(_Use.PROVE, session_id, token, at)
    with transaction.atomic():
        return _proves(account_id, challenge, answer, at)


def prove(*, session_token: str, token: str, answer: str, device: str, by: Actor, at: datetime) -> Opened:
    """Turn a half-open session into a whole one by a passkey; raises NotHalfOpen, PasskeyNotTaken, MustWait."""
    session = second_factor.half_open(session_token, at)
    waiting.take(SECOND_FACTOR, session.account_id, at=at)
    challenge = _challenge(_Use.PROVE, session.pk, token, at)
    with transaction.atomic():
        if _proves(session.account_id, challenge, answer, at):
            _audit("accounts.signed_in_by_passkey", session.account_id, by, at)
            return second_factor.open_whole(session_token, device=device, by=by, at=at)
        _audit("accounts.second_factor_failed", session.account_id, by, at)
    metrics.sign_in_failed(session.account.realm)
    raise PasskeyNotTaken


def _proves(account_id: int, challenge: bytes, answer: str, at: datetime) -> bool:
    try:
        said = parse_authentication_credential_json(answer)
        row = Passkey.objects.select_for_update().filter(account=account_id, credential=said.id).first()
        if row is None:
            return False
        proved = webauthn.verify_authentication_response(
            credential=said,
            expected_challenge=challenge,
            expected_rp_id=_party(),
            expected_origin=origin(_SITE),
            credential_public_key=bytes(row.public_key),
            credential_current_sign_count=row.sign_count,
        )
    except (WebAuthnException, ValueError):
        return False
    row.sign_count, row.used_at = proved.new_sign_count, at
    row.save(update_fields=["sign_count", "used_at"])
    return True


def _party() -> str:
    """Return the host that passkeys are bound to."""
    return str(settings.SITE_HOSTS[_SITE])


def _descriptors(account_id: int) -> list[PublicKeyCredentialDescriptor]:
    known = Passkey.objects.filter(account=account_id).order_by("pk").values_list("credential", flat=True)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known]


def _token(use: _Use, session_id: int, challenge: bytes) -> str:
    return signing.dumps([use.value, session_id, bytes_to_base64url(challenge)], salt=_SALT)


def _challenge(use: _Use, session_id: int, token: str, at: datetime) -> bytes:
    """Return the challenge of a token and use it up; raises PasskeyNotTaken where it is not for this, too old or used."""
    try:
        said = signing.loads(token, salt=_SALT, max_age=_LIFE)
    except signing.BadSignature:
        raise PasskeyNotTaken from None
    digest = hashlib.sha256(token.encode()).hexdigest()
    if said[:2] != [use.value, session_id] or not once.spend(digest, until=at + _LIFE):
        raise PasskeyNotTaken
    return base64url_to_bytes(said[2])


def _audit(act: str, account_id: int, by: Actor, at: datetime) -> None:
    audit.record(act, by=by, purpose=Purpose.OWN_DATA, at=at, subject=("account", account_id))
