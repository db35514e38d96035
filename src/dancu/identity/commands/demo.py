"""Citizens of a demonstration: accounts of synthetic people, with a password that everybody may know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count, takewhile

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dancu.accounts import commands as accounts
from dancu.accounts import queries as accounts_queries
from dancu.accounts.domain.realms import Kind
from dancu.accounts.domain.registering import Particulars
from dancu.accounts.queries import AccountView
from dancu.cards import commands as cards
from dancu.cards.domain.cards import Kind as CardKind
from dancu.cards.domain.cards import last_day
from dancu.identity import queries
from dancu.identity.commands.verifying import verify_at_counter
from dancu.identity.queries import CheckedCard
from dancu.kernel.actor import SYSTEM, Actor, ActorKind, Purpose
from dancu.offices.queries import OfficerView
from dancu.places.queries import directory
from dancu.population import queries as population
from dancu.population.domain.person import PersonRecord
from dancu.residence import queries as residence
from dancu.residence.domain.residence import Residence

PASSWORD = "Dancu@2026"  # noqa: S105  # of a demonstration, printed by `dancu demo`
UNVERIFIED = 2
"""How many, the last of them, are left for a tester to verify at the counter."""
_CARD_ISSUED_ON = date(2022, 5, 4)
# After the trunk prefix no Vietnamese number begins with 0: such a phone cannot ring.
_SILENT = "0000"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCitizen:
    """How to sign in as a citizen of the demonstration, and who he then is."""

    username: str
    password: str
    full_name: str
    born: str
    email: str
    card_issued_on: str
    verified: bool
    note: str


def load_demo_citizens(*, pick: Callable[[], Sequence[int]], officer: OfficerView, at: datetime) -> list[DemoCitizen]:
    """Return the citizens of the demonstration; the first time, open accounts for the persons whose ids `pick` returns.

    `officer` verifies all but the last ones. Refuses to work outside a demonstration, as the password is known to everybody.
    """
    if not settings.DEMO:
        raise RuntimeError(
            "The citizens of the demonstration have a published password: they belong in no other system."
        )
    # Once opened, the accounts stay the same ones, wherever their owners move in the course of the demonstration.
    if not accounts_queries.list_with_email(_email(0)):
        _open(pick(), officer, at)
    known = (accounts_queries.list_with_email(_email(place)) for place in count())
    return [_listed(found[0], at) for found in takewhile(bool, known)]


@transaction.atomic
def _open(people: Sequence[int], officer: OfficerView, at: datetime) -> None:
    for place, person_id in enumerate(people):
        person = population.get_person(id=person_id, purpose=Purpose.OPERATIONS, by=SYSTEM, at=at)
        account_id = accounts.create_portal_account(
            particulars=_particulars(person, place, at), password=PASSWORD, by=SYSTEM, at=at
        )
        _issue_card(person, at)
        if place < len(people) - UNVERIFIED:
            _verify(account_id, person, officer, at)


def _listed(account: AccountView, at: datetime) -> DemoCitizen:
    verified = queries.verified_person(account.id) is not None
    person = queries.person_with(account.id_number, by=SYSTEM, at=at)
    home = _home(person, at) if person else None
    where = directory().full_name(directory().unit(home.unit_id)) if home else "chưa đăng ký thường trú"
    return DemoCitizen(
        username=account.username,
        password=PASSWORD,
        full_name=account.full_name,
        born=f"{account.born:%d/%m/%Y}",
        email=account.email,
        card_issued_on=f"{account.id_issued_on:%d/%m/%Y}",
        verified=verified,
        note=f"{'đã' if verified else 'chưa'} xác minh, {where}",
    )


def _particulars(person: PersonRecord, place: int, at: datetime) -> Particulars:
    home = _home(person, at)
    unit = directory().unit(home.unit_id) if home else None
    return Particulars(
        kind=Kind.INDIVIDUAL,
        username=person.pin,
        id_number=person.pin,
        id_issued_on=_CARD_ISSUED_ON,
        id_issued_at="Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        full_name=person.name.full,
        born=person.born.earliest,
        phone=f"{_SILENT}{place:06d}",
        email=_email(place),
        commune_code=unit.code if unit else "",
        commune_since=unit.since if unit else None,
        address_line=home.address_line if home else "",
    )


def _home(person: PersonRecord, at: datetime) -> Residence | None:
    return residence.find_permanent_residence(
        person=person.id, on=timezone.localdate(at), purpose=Purpose.OPERATIONS, by=SYSTEM, at=at
    )


def _verify(account_id: int, person: PersonRecord, officer: OfficerView, at: datetime) -> None:
    by = Actor(
        kind=ActorKind.OFFICER, account_id=officer.account_id, officer_id=officer.id, agency_id=officer.agency.id
    )
    card = CheckedCard(number=person.pin, issued_on=_CARD_ISSUED_ON)
    verify_at_counter(account_id=account_id, card=card, officer=officer, by=by, at=at)


def _issue_card(person: PersonRecord, at: datetime) -> None:
    # A Căn cước công dân names the ages of adults that an identity card has too.
    printed = last_day(CardKind.IDENTITY, born=person.born, issued_on=_CARD_ISSUED_ON, printed=None)
    cards.issue_card(
        person=person.id,
        kind=CardKind.CITIZEN,
        number=person.pin,
        issued_on=_CARD_ISSUED_ON,
        printed=printed,
        ground="Dữ liệu trình diễn",
        by=SYSTEM,
        at=at,
    )


def _email(place: int) -> str:
    return f"congdan{place + 1}@example.com"
