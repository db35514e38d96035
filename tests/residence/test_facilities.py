"""Lodging facilities: one of a name at a place, one an account, and their accounts."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from tests.builders.accounts import STRANGER, KeptLetters, a_claim, kept_letters
from tests.builders.jobs import queued
from tests.builders.lodging import HOTEL, STREET, a_facility
from tests.builders.places import a_commune
from tests.builders.population import AT
from tests.builders.threads import at_once

from dancu.accounts import commands as accounts
from dancu.accounts.domain.realms import FACILITIES, PEOPLE, Kind, Realm
from dancu.accounts.models import Account
from dancu.kernel.actor import SYSTEM, Actor, ActorKind
from dancu.residence import commands, queries
from dancu.residence.domain.facilities import key_of
from dancu.residence.domain.stays import FacilityKind, NotOffered
from dancu.residence.models import LodgingFacility

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def letters() -> Iterator[KeptLetters]:
    with kept_letters() as kept:
        yield kept


def claim(name: str = HOTEL, line: str = STREET, email: str = "chu@example.com") -> UUID:
    unit = a_commune()
    return a_claim(
        kind=Kind.FACILITY,
        organisation_name=name,
        commune_code=unit.code,
        commune_since=unit.since,
        address_line=line,
        facility_kind=FacilityKind.TOURIST.value,
        facility_key=key_of(unit.id, line, name),
        email=email,
    )


def acting(account: int) -> Actor:
    return Actor(kind=ActorKind.CITIZEN, account_id=account)


def confirm(claim_id: UUID, code: str) -> None:
    accounts.confirm_registration(claim_id=claim_id, code=code, also=commands.open_with_account, by=STRANGER, at=NOW)


def test_a_facility_is_entered_with_its_account_under_a_user_name_that_its_letter_says(letters: KeptLetters) -> None:
    asked = claim()
    letter = letters.last("facility_code")
    confirm(asked, letter["code"])
    account = Account.objects.get(username=letter["username"])
    facility = queries.get_own_facility(by=acting(account.pk), at=AT)
    assert (facility.kind, facility.name, facility.place.line) == (FacilityKind.TOURIST, HOTEL, STREET)
    assert facility.manager == account.full_name


def test_a_facility_however_it_is_written_has_one_account_and_its_owner_is_told(letters: KeptLetters) -> None:
    confirm(claim(), letters.last("facility_code")["code"])
    owner = Account.objects.get()
    again = claim("KHACH SAN SONG HONG", "số 9, phố Huế", "la@example.com")
    confirm(again, letters.last("facility_code")["code"])
    accounts.tell_owner(claim_id=again, at=NOW)
    assert [row.pk for row in Account.objects.all()] == [owner.pk]
    assert letters.pile[-1][0] == "facility_asked_for"
    assert letters.pile[-1][1].account_id == owner.pk
    assert letters.last("facility_asked_for") == {"username": owner.username}


@pytest.mark.django_db(transaction=True)
def test_a_facility_registered_twice_at_once_is_one(letters: KeptLetters) -> None:
    claims = [claim(email=f"p{place}@example.com") for place in range(4)]
    codes = {to.email: facts["code"] for _, to, facts in letters.pile}
    acts = [
        lambda each=each, code=codes[f"p{place}@example.com"]: confirm(each, code) for place, each in enumerate(claims)
    ]
    assert at_once(acts) == [None] * 4
    assert (Account.objects.count(), LodgingFacility.objects.count()) == (1, 1)


def test_a_facility_that_is_there_already_lets_a_second_account_fall_away() -> None:
    a_facility()
    with pytest.raises(commands.FacilityTaken):
        a_facility(2)
    a_facility(3, "Nhà nghỉ Hồ Tây")


def test_a_facility_signs_in_as_one_and_a_person_as_a_person(letters: KeptLetters) -> None:
    a_facility(7)

    def sign_in(kinds: frozenset[Kind]) -> accounts.Opened:
        return accounts.sign_in(
            realm=Realm.PORTAL,
            username="lt 0000 000 007",
            password="Sông-Hồng-2026",
            kinds=kinds,
            device="",
            browser="",
            source="203.0.113.9",
            at=NOW,
        )

    assert sign_in(FACILITIES).token
    with pytest.raises(accounts.WrongPassword):
        sign_in(PEOPLE)


def test_what_a_facility_is_and_who_runs_it_can_be_changed_to_what_the_day_offers() -> None:
    hotel = a_facility()
    at_account = {"account": hotel.own_account, "manager": "Lê Văn Mới", "by": hotel, "at": AT}
    commands.change_facility(kind=FacilityKind.DORMITORY, **at_account)
    facility = queries.get_own_facility(by=hotel, at=AT)
    assert (facility.kind, facility.manager) == (FacilityKind.DORMITORY, "Lê Văn Mới")
    with pytest.raises(NotOffered):
        commands.change_facility(kind=FacilityKind.ROOMS_FOR_RENT, **at_account)


def test_a_closed_account_frees_its_facility() -> None:
    hotel = a_facility()
    accounts.close_account(account_id=hotel.own_account, because="test", by=SYSTEM, at=AT)
    assert queued("residence.close_facility") == [{"account_id": hotel.account_id, "because": "test"}]
    for _ in range(2):
        commands.close_facility(account=hotel.own_account, by=SYSTEM, at=AT)
    with pytest.raises(queries.NoSuchFacility):
        queries.get_own_facility(by=hotel, at=AT)
    a_facility(2)
