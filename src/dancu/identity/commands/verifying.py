"""Verify accounts, give a number back to its owner, correct what is not verified yet."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from dancu.accounts import commands as accounts
from dancu.accounts import queries as accounts_queries
from dancu.audit import commands as audit
from dancu.cards import queries as cards
from dancu.casework import commands as casework
from dancu.identity import queries
from dancu.identity.domain.matching import Way
from dancu.identity.events import IdentityVerified
from dancu.identity.models import VerifiedIdentity
from dancu.identity.queries import CheckedCard
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Denied, Invalid
from dancu.offices.queries import OfficerView
from dancu.platform import events
from dancu.population.domain.person import PersonRecord


class NotTheSamePerson(Conflict):
    """The account and the register do not agree. Ask the holder to correct his account, then check again."""

    code = "identity.not_the_same_person"


class NotThisCard(Invalid):
    """The number on the card is not the number of this account's person. Check the card and the account."""

    code = "identity.not_this_card"


class CardNotInForce(Conflict):
    """The register of cards does not know this card as one in force. Check the number and the day, and look at it again."""

    code = "identity.card_not_in_force"


class CardFromTheFuture(Invalid):
    """The card cannot have been issued after today. Check the date of issue."""

    code = "identity.card_from_the_future"


class AlreadyVerified(Conflict):
    """This account, or another account of this person, is already verified."""

    code = "identity.already_verified"


class OwnAccount(Denied):
    """Nobody verifies his own account. Ask a colleague."""

    code = "identity.own_account"


class VerifiedIsKept(Conflict):
    """This account was verified by its owner, so it cannot be closed for somebody else."""

    code = "identity.verified_is_kept"


class FactsAreVerified(Denied):
    """Name and birth date are verified against the register and can only be corrected there."""

    code = "identity.facts_are_verified"


@transaction.atomic
def verify_at_counter(*, account_id: int, card: CheckedCard, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Record that an officer saw the card of an account's owner, and that account, card and register agree.

    Raises MayNotVerify, NotPersonal, NotThisCard, CardFromTheFuture, CardNotInForce, NotTheSamePerson, OwnAccount,
    AlreadyVerified.
    """
    accounts.hold(account_id)
    check = queries.check_at_counter(account_id, officer=officer, by=by, at=at)
    person = _person_on(card, officer=officer, by=by, at=at)
    if person.id != check.person_id:
        raise NotThisCard(fields={"card_number": [NotThisCard.template()]})
    if not all(match.agrees for match in check.matches):
        raise NotTheSamePerson
    _end_of_closed(person.id, at)
    _record(
        VerifiedIdentity(
            account_id=account_id,
            person_id=person.id,
            way=Way.COUNTER,
            card_number=card.number,
            card_issued_on=card.issued_on,
            officer_id=officer.id,
            verified_at=at,
        ),
        numbers=queries.numbers_of(person, by=by, at=at),
        by=by,
    )


@transaction.atomic
def reclaim_number(*, account_id: int, card: CheckedCard, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Close an account that somebody opened with the number of the person whose card an officer has checked.

    The number is then free for its owner. Raises MayNotVerify, NotPersonal, NotThisCard, CardFromTheFuture, CardNotInForce,
    VerifiedIsKept.
    """
    account = accounts.hold(account_id)
    check = queries.check_at_counter(account_id, officer=officer, by=by, at=at)
    person = _person_on(card, officer=officer, by=by, at=at)
    if account.id_number not in queries.numbers_of(person, by=by, at=at):
        raise NotThisCard(fields={"card_number": [NotThisCard.template()]})
    if check.verification is not None:
        raise VerifiedIsKept
    accounts.close_account(account_id=account_id, because="reclaimed", by=by, at=at)
    audit.record(
        "identity.number_reclaimed",
        by=by,
        purpose=Purpose.IDENTITY_CHECK,
        at=at,
        subject=("person", person.id),
        facts={"account": account_id},
    )


@transaction.atomic
def close_after_death(*, person: int, by: Actor, at: datetime) -> None:
    """Close the account that a person proved to be his, where he has one; closing twice is closing once."""
    account_id = queries.account_of(person)
    if account_id is not None:
        accounts.close_account(account_id=account_id, because="died", by=by, at=at)


@transaction.atomic
def correct_facts(*, account_id: int, full_name: str, born: date | None, by: Actor, at: datetime) -> None:
    """Correct name and birth date of an account while they are only what its owner typed; raises FactsAreVerified."""
    held = accounts.hold(account_id)
    if queries.verified_person(account_id) is not None:
        if (held.full_name, held.born) != (full_name, born):
            raise FactsAreVerified
        return
    accounts.set_identity_facts(account_id=account_id, full_name=full_name, born=born, by=by, at=at)


def _person_on(card: CheckedCard, *, officer: OfficerView, by: Actor, at: datetime) -> PersonRecord:
    if card.issued_on > timezone.localdate(at):
        raise CardFromTheFuture(fields={"card_issued_on": [CardFromTheFuture.template()]})
    person = queries.person_with(card.number, by=by, at=at)
    if person is None:
        raise NotThisCard(fields={"card_number": [NotThisCard.template()]})
    if officer.pin and officer.pin == person.pin:
        raise OwnAccount
    # Of whom the register knows no card at all, the one in the officer's hand speaks for itself.
    recorded = cards.list_cards(person=person.id, purpose=Purpose.IDENTITY_CHECK, by=by, at=at)
    shown = (each for each in recorded if (each.number, each.issued_on) == (card.number, card.issued_on))
    if recorded and not any(each.is_good(timezone.localdate(at)) for each in shown):
        raise CardNotInForce(fields={"card_issued_on": [CardNotInForce.template()]})
    return person


def _end_of_closed(person_id: int, at: datetime) -> None:
    """End the verification of an account that its owner has closed since, so that he may have another."""
    account_id = queries.account_of(person_id)
    if account_id is not None and accounts_queries.get_account(account_id).closed_at is not None:
        VerifiedIdentity.objects.filter(person=person_id, ended_at=None).update(ended_at=at)


def _record(row: VerifiedIdentity, *, numbers: frozenset[str], by: Actor) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise AlreadyVerified from None
    casework.give_to_account(declarer_numbers=numbers, account_id=row.account_id, by=by, at=row.verified_at)
    audit.record(
        "identity.verified",
        by=by,
        purpose=Purpose.IDENTITY_CHECK,
        at=row.verified_at,
        subject=("person", row.person_id),
        facts={"account": row.account_id, "way": row.way},
    )
    events.publish(IdentityVerified(account_id=row.account_id, person_id=row.person_id, way=row.way))
