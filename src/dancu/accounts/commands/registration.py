"""Register: a claim that holds no number, a code and a link, and the account that the first right one opens.

Whoever asks sees the same whether the number is free or taken. The number's owner is told by e-mail.
"""

import dataclasses
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q

from dancu.accounts import tokens
from dancu.accounts.commands import waiting
from dancu.accounts.commands.passwords import addressee, check_password_rule
from dancu.accounts.domain import registering
from dancu.accounts.domain.realms import FACILITY_MARK, Kind, Realm, normal_username
from dancu.accounts.domain.registering import CLAIM_LIFE, Particulars, Standing
from dancu.accounts.domain.waiting import MAIL_TO_ADDRESS, REGISTER_SOURCE
from dancu.accounts.events import RegistrationBegun, RegistrationConfirmed
from dancu.accounts.models import Account, RegistrationClaim
from dancu.accounts.ports import Addressee, messenger
from dancu.accounts.queries import AccountView, NoSuchClaim, view
from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Denied, Invalid
from dancu.kernel.writing import plain_digits
from dancu.platform import events
from dancu.platform.hosts import Site, address

_PARTICULARS = [field.name for field in dataclasses.fields(Particulars)]


AlsoOpen = Callable[[AccountView, Actor, datetime], object]
"""Opens what belongs to a new account, in the same transaction; where it raises Conflict, the account falls away."""


class WrongCode(Invalid):
    """This code is not right. Check the latest email and enter its six digits; you have {left} more tries."""

    code = "accounts.wrong_code"


class ClaimOver(Conflict):
    """This code is no longer valid. Ask for a new code, or register again."""

    code = "accounts.claim_over"


class SentTooOften(Denied):
    """A new code cannot be sent now. Wait a minute and check your mailbox, including the spam folder.

    After the last letter of a claim only a new registration helps.
    """

    code = "accounts.sent_too_often"
    status = 429


def begin_registration(*, particulars: Particulars, password: str, by: Actor, at: datetime) -> UUID:
    """Keep what was entered for 15 minutes and send a code and a link to its e-mail address; return the claim's id.

    A facility gets its user name with the letter, whether it has an account already or not. Raises WeakPassword and MustWait.
    """
    facility = particulars.kind is Kind.FACILITY
    named = f"{FACILITY_MARK}{tokens.ten_digits()}" if facility else normal_username(Realm.PORTAL, particulars.username)
    particulars = dataclasses.replace(particulars, username=named)
    p = particulars
    check_password_rule(password, about=[p.username, p.id_number, p.full_name, p.phone, p.email])
    waiting.take(REGISTER_SOURCE, by.source, at=at)
    waiting.take(MAIL_TO_ADDRESS, p.email.casefold(), at=at)
    hashed = make_password(password)
    with transaction.atomic():
        claim = RegistrationClaim(**{name: getattr(p, name) for name in _PARTICULARS}, password=hashed)
        _send(claim, at)
        audit.record("accounts.registration_begun", by=by, purpose=Purpose.OWN_DATA, at=at, subject=("claim", claim.pk))
        events.publish(RegistrationBegun(claim_id=str(claim.pk)))
    return claim.pk


def resend_code(*, claim_id: UUID, by: Actor, at: datetime) -> None:
    """Send another code and link; the ones before are no longer good. Raises NoSuchClaim, ClaimOver, SentTooOften."""
    with transaction.atomic():
        claim = _locked(claim_id)
        if claim.confirmed_at is not None or at >= claim.expires_at + CLAIM_LIFE:
            raise ClaimOver
        if claim.sendings >= registering.SENDINGS or at < claim.sent_at + registering.BETWEEN_SENDINGS:
            raise SentTooOften
        claim.sendings += 1
        claim.tries = 0
        _send(claim, at)
        audit.record("accounts.code_sent_again", by=by, purpose=Purpose.OWN_DATA, at=at, subject=("claim", claim.pk))


def confirm_registration(
    *, claim_id: UUID, code: str = "", secret: str = "", also: AlsoOpen | None = None, by: Actor, at: datetime
) -> None:
    """Complete a registration by its code or by the secret of its link.

    The account is opened, and `also` what belongs to it, unless another holds its number or facility by now: the answer is
    the same, and that owner is told. Raises NoSuchClaim, ClaimOver, WrongCode.
    """
    with transaction.atomic():
        claim = _locked(claim_id)
        match _standing(claim, at):
            case Standing.CONFIRMED if _is_right(claim, code, secret):
                return
            case Standing.WAITING:
                pass
            case _:
                raise ClaimOver
        right = _is_right(claim, code, secret)
        if right:
            _complete(claim, also, by, at)
        else:
            claim.tries += 1
            claim.save(update_fields=["tries"])
    if not right:
        raise WrongCode(left=registering.TRIES - claim.tries)


@transaction.atomic
def tell_owner(*, claim_id: UUID, at: datetime) -> None:
    """Write to the owner of a number that a claim asks for, at most once a day."""
    claim = RegistrationClaim.objects.filter(pk=claim_id).first()
    if claim is None:
        return
    held = Q(facility_key=claim.facility_key) if claim.facility_key else Q(username=claim.username)
    owner = (
        Account.objects.select_for_update()
        .filter(held, realm=Realm.PORTAL, closed_at=None)
        .exclude(pk=claim.account_id or 0)
        .first()
    )
    if owner is None or (owner.owner_told_at and at - owner.owner_told_at < timedelta(days=1)):
        return
    owner.owner_told_at = at
    owner.save(update_fields=["owner_told_at"])
    if claim.facility_key:
        messenger().send("facility_asked_for", to=addressee(owner), facts={"username": owner.username}, at=at)
    else:
        messenger().send("number_asked_for", to=addressee(owner), facts={}, at=at)


def _complete(claim: RegistrationClaim, also: AlsoOpen | None, by: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            claim.account = Account.objects.create(
                realm=Realm.PORTAL,
                password=claim.password,
                created_at=at,
                **{name: getattr(claim, name) for name in _PARTICULARS},
            )
            if also is not None:
                also(view(claim.account), by, at)
    except (IntegrityError, Conflict):
        # The number or the facility was taken meanwhile; the constraint says so, also to the second of two at once.
        claim.account = None
    claim.confirmed_at = at
    claim.save(update_fields=["confirmed_at", "account"])
    subject = ("claim", claim.pk) if claim.account is None else ("account", claim.account.pk)
    act = "accounts.registration_fell_away" if claim.account is None else "accounts.registered"
    audit.record(act, by=by, purpose=Purpose.OWN_DATA, at=at, subject=subject)
    events.publish(RegistrationConfirmed(claim_id=str(claim.pk)))


def _send(claim: RegistrationClaim, at: datetime) -> None:
    code, secret = tokens.six_digits(), tokens.fresh()
    claim.code_digest, claim.link_digest = tokens.keyed("code", claim.pk, code), tokens.digest(secret)
    claim.sent_at, claim.expires_at = at, at + CLAIM_LIFE
    claim.save()
    facts = {"code": code, "link": address(Site.PORTAL, "register-link", claim_id=claim.pk, secret=secret)}
    facility = claim.kind == Kind.FACILITY
    messenger().send(
        "facility_code" if facility else "registration_code",
        to=Addressee(name=claim.full_name, email=claim.email, language=claim.language),
        facts=facts | ({"username": claim.username} if facility else {}),
        at=at,
    )


def _is_right(claim: RegistrationClaim, code: str, secret: str) -> bool:
    if secret:
        return tokens.same(claim.link_digest, tokens.digest(secret))
    return tokens.same(claim.code_digest, tokens.keyed("code", claim.pk, "".join(plain_digits(code).split())))


def _standing(claim: RegistrationClaim, at: datetime) -> Standing:
    return registering.standing(tries=claim.tries, expires_at=claim.expires_at, confirmed_at=claim.confirmed_at, at=at)


def _locked(claim_id: UUID) -> RegistrationClaim:
    claim = RegistrationClaim.objects.select_for_update(of=("self",)).filter(pk=claim_id).first()
    if claim is None:
        raise NoSuchClaim
    return claim
