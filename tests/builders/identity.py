"""Accounts whose owners are known, for tests."""

from datetime import date, datetime

from dancu.accounts.queries import get_account
from dancu.identity import commands
from dancu.identity.queries import CheckedCard
from dancu.kernel.actor import Actor, ActorKind
from dancu.offices.queries import OfficerView
from dancu.population.domain.person import PersonCard
from tests.builders.accounts import NOW, an_account
from tests.builders.offices import an_officer

ISSUED = date(2022, 5, 4)


def account_for(person: PersonCard, **changes: object) -> int:
    """Open an account that says of itself what the register says of a person."""
    facts: dict[str, object] = {"username": str(person.pin), "full_name": person.name.full, "born": person.born.whole}
    return an_account(**(facts | changes))


def the_card_of(person: PersonCard) -> CheckedCard:
    return CheckedCard(number=str(person.pin), issued_on=ISSUED)


def acting(officer: OfficerView) -> Actor:
    return Actor(
        kind=ActorKind.OFFICER, account_id=officer.account_id, officer_id=officer.id, agency_id=officer.agency.id
    )


def verify(account: int, card: CheckedCard, *, officer: OfficerView | None = None, at: datetime = NOW) -> None:
    officer = officer or an_officer()
    commands.verify_at_counter(account_id=account, card=card, officer=officer, by=acting(officer), at=at)


def a_verified_account(person: PersonCard) -> int:
    """Open an account for a person and verify it at a counter."""
    account = account_for(person)
    verify(account, the_card_of(person))
    assert get_account(account).closed_at is None
    return account
