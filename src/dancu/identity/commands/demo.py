"""Citizens of a demonstration: accounts of synthetic people, with a password that everybody may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dancu.accounts import commands as accounts
from dancu.accounts.domain.realms import Kind, Realm
from dancu.accounts.domain.registering import Particulars
from dancu.accounts.queries import find_account
from dancu.identity import queries
from dancu.identity.commands.verifying import verify_at_counter
from dancu.identity.queries import CheckedCard
from dancu.kernel.actor import SYSTEM, Actor, ActorKind, Purpose
from dancu.offices.queries import OfficerView
from dancu.places.queries import directory
from dancu.population import queries as population
from dancu.population.domain.person import PersonRecord
from dancu.residence import queries as residence

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


def load_demo_citizens(*, people: Sequence[int], officer: OfficerView, at: datetime) -> list[DemoCitizen]:
    """Open accounts for these synthetic persons where they are missing, verified by `officer` but for the last ones.

    The persons must have permanent residences and whole birth dates. Refuses to work outside a demonstration, as the
    password is known to everybody.
    """
    if not settings.DEMO:
        raise RuntimeError(
            "The citizens of the demonstration have a published password: they belong in no other system."
        )
    records = [population.get_person(id=each, purpose=Purpose.OPERATIONS, by=SYSTEM, at=at) for each in people]
    verified = len(records) - UNVERIFIED
    return [_citizen(record, place, officer if place < verified else None, at) for place, record in enumerate(records)]


@transaction.atomic
def _citizen(person: PersonRecord, place: int, officer: OfficerView | None, at: datetime) -> DemoCitizen:
    known = find_account(realm=Realm.PORTAL, username=person.pin)
    if known is None:
        account_id = accounts.create_portal_account(
            particulars=_particulars(person, place, at), password=PASSWORD, by=SYSTEM, at=at
        )
        if officer:
            _verify(account_id, person, officer, at)
    else:
        account_id = known.id
    is_verified = queries.verified_person(account_id) is not None
    return DemoCitizen(
        username=person.pin,
        password=PASSWORD,
        full_name=person.name.full,
        born=str(person.born),
        email=_email(place),
        card_issued_on=f"{_CARD_ISSUED_ON:%d/%m/%Y}",
        verified=is_verified,
        note=_note(person, is_verified, at),
    )


def _particulars(person: PersonRecord, place: int, at: datetime) -> Particulars:
    home = residence.find_permanent_residence(
        person=person.id, on=timezone.localdate(at), purpose=Purpose.OPERATIONS, by=SYSTEM, at=at
    )
    unit = directory().unit(home.unit_id) if home else None
    return Particulars(
        kind=Kind.INDIVIDUAL,
        username=person.pin,
        id_number=person.pin,
        id_issued_on=_CARD_ISSUED_ON,
        id_issued_at="Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        full_name=person.name.full,
        born=person.born.whole,
        phone=f"{_SILENT}{place:06d}",
        email=_email(place),
        commune_code=unit.code if unit else "",
        commune_since=unit.since if unit else None,
        address_line=home.address_line if home else "",
    )


def _verify(account_id: int, person: PersonRecord, officer: OfficerView, at: datetime) -> None:
    by = Actor(
        kind=ActorKind.OFFICER, account_id=officer.account_id, officer_id=officer.id, agency_id=officer.agency.id
    )
    card = CheckedCard(number=person.pin, issued_on=_CARD_ISSUED_ON)
    verify_at_counter(account_id=account_id, card=card, officer=officer, by=by, at=at)


def _email(place: int) -> str:
    return f"congdan{place + 1}@example.com"


def _note(person: PersonRecord, verified: bool, at: datetime) -> str:
    home = residence.find_permanent_residence(
        person=person.id, on=timezone.localdate(at), purpose=Purpose.OPERATIONS, by=SYSTEM, at=at
    )
    where = directory().full_name(directory().unit(home.unit_id)) if home else "chưa đăng ký thường trú"
    return f"{'đã' if verified else 'chưa'} xác minh, {where}"
