"""Verify an account at the counter, and give a number back to its owner."""

import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from dancu.accounts import commands as accounts
from dancu.accounts.domain.realms import Kind, Realm
from dancu.accounts.queries import NoSuchAccount, find_account, get_account
from dancu.audit.models import AuditRow
from dancu.cards import commands as cards
from dancu.cards.domain.cards import Kind as CardKind
from dancu.identity import commands, queries, tasks
from dancu.identity.commands import (
    AlreadyVerified,
    CardFromTheFuture,
    FactsAreVerified,
    NotTheSamePerson,
    NotThisCard,
    OwnAccount,
    VerifiedIsKept,
)
from dancu.identity.models import VerifiedIdentity
from dancu.identity.queries import CheckedCard, MayNotVerify, NotPersonal
from dancu.kernel.actor import SYSTEM
from dancu.kernel.sex import Sex
from dancu.offices.domain.rights import ALL, VERIFY_ACCOUNTS
from dancu.population import commands as population
from dancu.population.domain.facts import Facts, Way
from tests.builders.accounts import NOW, STRANGER, an_account, an_officer_account, sign_in
from tests.builders.identity import ISSUED, a_verified_account, account_for, acting, the_card_of, verify
from tests.builders.jobs import queued
from tests.builders.offices import an_officer
from tests.builders.population import a_person, card

pytestmark = pytest.mark.django_db


def reclaim(account: int, card: CheckedCard) -> None:
    officer = an_officer()
    commands.reclaim_number(account_id=account, card=card, officer=officer, by=acting(officer), at=NOW)


def test_an_officer_who_checked_the_card_makes_the_account_the_person_s() -> None:
    person = a_person("Nguyễn Thị Hòa")
    account = account_for(person)
    assert queries.verified_person(account) is None
    verify(account, the_card_of(person))
    assert queries.verified_person(account) == person.id
    assert queries.account_of(person.id) == account


def test_another_writing_of_the_name_does_not_hinder() -> None:
    person = a_person("Nguyễn Thị Hòa")
    account = account_for(person, full_name="nguyễn thị hoà")
    verify(account, the_card_of(person))
    assert queries.verified_person(account) == person.id


def test_an_account_with_the_old_number_is_the_person_s_with_the_new_card() -> None:
    person = a_person("Nguyễn Thị Hòa", old_id_number="012345678")
    account = account_for(person, username="012345678")
    verify(account, the_card_of(person))
    assert queries.verified_person(account) == person.id


@pytest.mark.parametrize("changes", [{"full_name": "Nguyễn Thị Hoa"}, {"born": date(1990, 3, 16)}, {"born": None}])
def test_an_account_that_differs_from_the_register_is_not_verified(changes: dict[str, object]) -> None:
    person = a_person("Nguyễn Thị Hòa")
    account = account_for(person, **changes)
    with pytest.raises(NotTheSamePerson):
        verify(account, the_card_of(person))
    assert queries.verified_person(account) is None


def test_the_card_of_somebody_else_verifies_nothing() -> None:
    person, other = a_person(), a_person()
    with pytest.raises(NotThisCard):
        verify(account_for(person), the_card_of(other))


def test_a_number_that_is_nobody_s_verifies_nothing() -> None:
    with pytest.raises(NotThisCard):
        verify(an_account(username="001090999999"), CheckedCard(number="001090999999", issued_on=ISSUED))


def test_a_card_cannot_have_been_issued_tomorrow() -> None:
    person = a_person()
    card = CheckedCard(number=str(person.pin), issued_on=NOW.date() + timedelta(days=1))
    with pytest.raises(CardFromTheFuture):
        verify(account_for(person), card)


def test_an_officer_without_the_right_neither_looks_nor_verifies() -> None:
    person = a_person()
    account, officer = account_for(person), an_officer(rights=[right for right in ALL if right != VERIFY_ACCOUNTS])
    by = acting(officer)
    with pytest.raises(MayNotVerify):
        verify(account, the_card_of(person), officer=officer)
    with pytest.raises(MayNotVerify):
        queries.find_account_at_counter(number=str(person.pin), officer=officer, by=by, at=NOW)
    with pytest.raises(MayNotVerify):
        queries.check_at_counter(account, officer=officer, by=by, at=NOW)


def test_nobody_verifies_his_own_account() -> None:
    person = a_person()
    with pytest.raises(OwnAccount):
        verify(account_for(person), the_card_of(person), officer=an_officer(pin=str(person.pin)))


def test_an_account_of_an_organisation_or_of_another_realm_is_not_verified_here() -> None:
    person = a_person()
    with pytest.raises(NotPersonal):
        verify(account_for(person, username="0101234567", kind=Kind.ORGANISATION), the_card_of(person))
    with pytest.raises(NoSuchAccount):
        verify(an_officer_account(), the_card_of(person))


def test_a_person_has_one_verified_account() -> None:
    person = a_person(old_id_number="012345678")
    a_verified_account(person)
    with pytest.raises(AlreadyVerified):
        verify(account_for(person, username="012345678"), the_card_of(person))


def test_who_closed_his_account_may_verify_another() -> None:
    person = a_person()
    first = a_verified_account(person)
    accounts.close_account(account_id=first, because="asked", by=STRANGER, at=NOW)
    second = account_for(person)
    verify(second, the_card_of(person))
    assert queries.account_of(person.id) == second
    assert VerifiedIdentity.objects.filter(person=person.id).count() == 2


def test_verification_and_look_up_are_audited_with_officer_and_purpose() -> None:
    person = a_person()
    verify(account_for(person), the_card_of(person))
    for act in ("identity.verified", "identity.account_read", "population.person_read"):
        row = AuditRow.objects.filter(act=act, purpose="identity_check").latest("pk")
        assert row.officer_id is not None


def test_a_look_up_by_number_finds_the_open_account() -> None:
    person, officer = a_person(), an_officer()
    account = account_for(person)
    number = f" {person.pin.grouped} "
    found = queries.find_account_at_counter(number=number, officer=officer, by=acting(officer), at=NOW)
    assert found == account
    with pytest.raises(NoSuchAccount):
        queries.find_account_at_counter(number="001090999999", officer=officer, by=acting(officer), at=NOW)


@pytest.mark.parametrize("opened_with_the_old_one", [True, False])
def test_a_look_up_by_another_number_of_the_person_finds_the_same_account(opened_with_the_old_one: bool) -> None:
    person, officer = a_person(old_id_number="012345678"), an_officer()
    numbers = ["012345678", str(person.pin)]
    opened, asked = numbers if opened_with_the_old_one else reversed(numbers)
    account = account_for(person, username=opened)
    found = queries.find_account_at_counter(number=asked, officer=officer, by=acting(officer), at=NOW)
    assert found == account


def test_an_account_opened_with_a_number_that_was_followed_by_another_is_still_its_owners() -> None:
    person = a_person(sex=Sex.MALE)
    account = account_for(person)
    population.correct_person(
        person=person.id, facts=Facts(sex=Sex.FEMALE), way=Way.RECTIFIED, on=ISSUED, ground="test", by=STRANGER, at=NOW
    )
    verify(account, the_card_of(card(person.id)))
    assert queries.verified_person(account) == person.id


def test_the_account_of_somebody_who_died_is_closed() -> None:
    person = a_person()
    account = a_verified_account(person)
    population.record_death(person=person.id, on=ISSUED, ground="test", by=STRANGER, at=NOW)
    assert queued("identity.close_after_death")[-1]["person"] == person.id
    for _ in range(2):  # jobs run at least once
        tasks.close_after_death(person=person.id, on=ISSUED.isoformat(), at=NOW.isoformat())
    closed = get_account(account)
    assert (closed.closed_at is not None, find_account(realm=Realm.PORTAL, username=str(person.pin))) == (True, None)


def test_an_owner_whose_number_is_taken_gets_it_back() -> None:
    person = a_person()
    squatter = account_for(person, full_name="Kẻ Mạo Danh")
    token = sign_in(str(person.pin)).token
    reclaim(squatter, the_card_of(person))
    assert get_account(squatter).closed_at == NOW
    assert find_account(realm=Realm.PORTAL, username=str(person.pin)) is None
    assert token
    owner = account_for(person)
    verify(owner, the_card_of(person))
    assert queries.verified_person(owner) == person.id


def test_a_verified_account_is_not_closed_for_somebody_else() -> None:
    person = a_person()
    account = a_verified_account(person)
    with pytest.raises(VerifiedIsKept):
        reclaim(account, the_card_of(person))
    assert get_account(account).closed_at is None


def test_nobody_reclaims_a_number_that_is_not_on_his_card() -> None:
    person, other = a_person(), a_person()
    account = account_for(person)
    with pytest.raises(NotThisCard):
        reclaim(account, the_card_of(other))
    assert get_account(account).closed_at is None


def test_name_and_birth_date_may_be_corrected_until_they_are_verified() -> None:
    person = a_person("Nguyễn Thị Hòa")
    account = account_for(person, full_name="Nguyễn Thi Hoa", born=None)
    facts = {"full_name": "Nguyễn Thị Hòa", "born": date(1990, 3, 15)}
    commands.correct_facts(account_id=account, **facts, by=STRANGER, at=NOW)  # type: ignore[arg-type]
    verify(account, the_card_of(person))
    with pytest.raises(FactsAreVerified):
        commands.correct_facts(account_id=account, full_name="Ai Đó", born=None, by=STRANGER, at=NOW)
    assert get_account(account).full_name == "Nguyễn Thị Hòa"


@pytest.mark.django_db(transaction=True)
def test_two_counters_at_once_verify_one_account_of_a_person() -> None:
    person = a_person(old_id_number="012345678")
    pair = [account_for(person), account_for(person, username="012345678")]
    officers = [an_officer(), an_officer()]
    results: list[object] = [None, None]
    gate = threading.Barrier(2)

    def run(place: int) -> None:
        try:
            gate.wait(timeout=20)
            verify(pair[place], the_card_of(person), officer=officers[place])
            results[place] = "verified"
        except AlreadyVerified:
            results[place] = "refused"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, results)) == ["refused", "verified"]
    assert VerifiedIdentity.objects.filter(person=person.id, ended_at=None).count() == 1


def test_only_the_card_in_force_counts_of_whom_cards_are_recorded() -> None:
    person = a_person("Nguyễn Thị Hòa")
    account, old = account_for(person), the_card_of(person)
    issued: dict[str, Any] = {"person": person.id, "number": str(person.pin), "ground": "CC01", "by": SYSTEM, "at": NOW}
    cards.issue_card(kind=CardKind.CITIZEN, issued_on=old.issued_on, **issued)
    new = replace(old, issued_on=date(2025, 2, 3))
    cards.issue_card(kind=CardKind.IDENTITY, issued_on=new.issued_on, **issued)
    for other in (old, replace(old, issued_on=date(2025, 2, 4))):
        with pytest.raises(commands.CardNotInForce):
            verify(account, other)
    assert queries.verified_person(account) is None
    verify(account, new)
    assert queries.verified_person(account) == person.id
