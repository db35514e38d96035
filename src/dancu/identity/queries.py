"""Read whose account it is."""

from dataclasses import dataclass
from datetime import date, datetime

from dancu.accounts import queries as accounts
from dancu.accounts.domain.realms import Kind, Realm, normal_username
from dancu.accounts.queries import AccountView, NoSuchAccount
from dancu.audit import commands as audit
from dancu.identity.domain.matching import Match, Way, match
from dancu.identity.models import VerifiedIdentity
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Denied
from dancu.offices.domain.rights import VERIFY_ACCOUNTS
from dancu.offices.queries import OfficerView
from dancu.platform import statement
from dancu.population import queries as population
from dancu.population.domain.person import Life, PersonRecord, RecordStatus

_VERIFIED = "select person_id from identity_verifiedidentity where account_id = %(account)s and ended_at is null"


class MayNotVerify(Denied):
    """You have no right to verify accounts. Ask your chief to add it to your group."""

    code = "identity.may_not_verify"


class NotPersonal(Conflict):
    """This is the account of an organisation. Only personal accounts are verified at a counter."""

    code = "identity.not_personal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    person_id: int
    way: Way
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCard:
    """What an officer read from the card in his hand."""

    number: str
    issued_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterCheck:
    """An account beside the register, for the officer at the counter; no matches where the register knows nobody."""

    account: AccountView
    person_id: int | None
    matches: tuple[Match, ...]
    verification: Verification | None


def verified_person(account_id: int) -> int | None:
    """Return the person that an account is proved to be; None means that it may see nothing of the register."""
    return next((person for (person,) in statement.rows(_VERIFIED, account=account_id)), None)


def find_verification(account_id: int) -> Verification | None:
    row = VerifiedIdentity.objects.filter(account=account_id, ended_at=None).first()
    return None if row is None else Verification(person_id=row.person_id, way=Way(row.way), at=row.verified_at)


def account_of(person_id: int) -> int | None:
    """Return the verified account of a person."""
    return VerifiedIdentity.objects.filter(person=person_id, ended_at=None).values_list("account", flat=True).first()


def proved_numbers(*, by: Actor, at: datetime) -> frozenset[str]:
    """Return the numbers that the acting account has proved to be, or to have been, its owner's; none where it proved nothing."""
    person_id = verified_person(by.own_account)
    if person_id is None:
        return frozenset()
    return population.list_numbers_of(id=person_id, purpose=Purpose.OWN_DATA, by=by, at=at)


def find_open_account(pin: str, *, by: Actor, at: datetime) -> int | None:
    """Return the account that the living person with this number has proved to be his and not closed."""
    person = person_with(pin, by=by, at=at)
    found = account_of(person.id) if person else None
    return found if found is not None and accounts.get_account(found).closed_at is None else None


def find_account_at_counter(*, number: str, officer: OfficerView, by: Actor, at: datetime) -> int:
    """Return the id of the open portal account with this number, or with another one of the same person.

    Raises MayNotVerify, NoSuchAccount.
    """
    demand_right(officer)
    number = normal_username(Realm.PORTAL, number)
    others = population.list_numbers_of(number=number, purpose=Purpose.IDENTITY_CHECK, by=by, at=at) - {number}
    asked = (accounts.find_account(realm=Realm.PORTAL, username=each) for each in (number, *sorted(others)))
    found = next(filter(None, asked), None)
    audit.record(
        "identity.account_looked_for",
        by=by,
        purpose=Purpose.IDENTITY_CHECK,
        at=at,
        subject=("account", found.id if found else "unknown"),
    )
    if found is None:
        raise NoSuchAccount
    return found.id


def check_at_counter(account_id: int, *, officer: OfficerView, by: Actor, at: datetime) -> CounterCheck:
    """Return an account beside the person whose number it bears; raises MayNotVerify, NotPersonal, NoSuchAccount."""
    demand_right(officer)
    account = accounts.get_account(account_id)
    if account.realm is not Realm.PORTAL or account.closed_at is not None:
        raise NoSuchAccount
    if account.kind is not Kind.INDIVIDUAL:
        raise NotPersonal
    audit.record("identity.account_read", by=by, purpose=Purpose.IDENTITY_CHECK, at=at, subject=("account", account_id))
    person = person_with(account.id_number, by=by, at=at)
    return CounterCheck(
        account=account,
        person_id=person.id if person else None,
        matches=matches(account, person, by=by, at=at) if person else (),
        verification=find_verification(account_id),
    )


def person_with(number: str, *, by: Actor, at: datetime) -> PersonRecord | None:
    """Find the living person with this number, the personal one or the old one of nine digits, to check who he is."""
    found = population.find_person(number=number, purpose=Purpose.IDENTITY_CHECK, by=by, at=at)
    if found is None or found.life is Life.DEAD or found.status is not RecordStatus.IN_FORCE:
        return None
    return found


def matches(account: AccountView, person: PersonRecord, *, by: Actor, at: datetime) -> tuple[Match, ...]:
    """Hold what an account says against a person's record; any number of his is his."""
    numbers = numbers_of(person, by=by, at=at)
    return match(
        number=account.id_number,
        name=account.full_name,
        born=account.born,
        registered_numbers=(person.pin, *sorted(numbers - {person.pin})),
        registered_name=person.name,
        registered_born=person.born,
    )


def numbers_of(person: PersonRecord, *, by: Actor, at: datetime) -> frozenset[str]:
    """Return every number that is or was a person's."""
    return population.list_numbers_of(id=person.id, purpose=Purpose.IDENTITY_CHECK, by=by, at=at)


def demand_right(officer: OfficerView) -> None:
    """Raise MayNotVerify unless an officer may verify accounts."""
    if not officer.may(VERIFY_ACCOUNTS):
        raise MayNotVerify
