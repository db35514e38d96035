"""Two records of one person become one, and part again as they stood."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import models
from tests.builders.identity import a_verified_account
from tests.builders.offices import a_commune_agency, an_officer, the_centre
from tests.builders.population import AT, a_person, card
from tests.builders.residence import a_household, a_temporary_residence
from tests.builders.threads import at_once

from dancu.cards import commands as cards
from dancu.cards.domain.cards import Kind as CardKind
from dancu.cards.merging import TwoLiveCards
from dancu.cards.models import CardRow
from dancu.identity.commands.merging import TwoAccounts
from dancu.identity.models import VerifiedIdentity
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.errors import DomainError
from dancu.kernel.sex import Sex
from dancu.offices.domain import rights
from dancu.offices.queries import OfficerView
from dancu.population import commands, queries
from dancu.population.commands.belongings import ChangedSince
from dancu.population.commands.merging import KinOfEachOther, MarriedToTwo, OneOfThemDied
from dancu.population.domain.person import EventKind, PersonCard, RecordStatus
from dancu.population.domain.reviewing import DecidedMeanwhile, Outcome, OwnProposal, OwnRecord, PairState, WhyMissing
from dancu.population.models import Guardianship, IssuedPin, LikelyPair, Person, PersonEvent
from dancu.population.queries import OnlyTheCentre
from dancu.residence import queries as residence
from dancu.residence.commands.merging import LivesInTwoPlaces
from dancu.residence.domain.residence import Kind
from dancu.residence.models import Household, ResidencePeriod

READ: dict[str, Any] = {"purpose": Purpose.REGISTER_CHANGE, "by": SYSTEM, "at": AT}
KEPT: tuple[type[models.Model], ...] = (
    Person, Guardianship, IssuedPin, ResidencePeriod, Household, CardRow, VerifiedIdentity,
)  # fmt: skip


def standing() -> list[list[dict[str, Any]]]:
    """Return every row of what belongs to persons."""
    return [list(model._default_manager.order_by("pk").values()) for model in KEPT]


class Review:
    """A pair of records and two officers of the centre."""

    def __init__(self, one: PersonCard, other: PersonCard) -> None:
        self.lesser, self.greater = sorted((one.id, other.id))
        commands.note_pairs([(self.lesser, self.greater, 12.5)], at=AT)
        self.pair = LikelyPair.objects.get(one=self.lesser, other=self.greater).pk
        self.first, self.second = an_officer(the_centre()), an_officer(the_centre())

    def propose(self, outcome: Outcome, survivor: int | None = None, *, by: OfficerView | None = None) -> None:
        commands.propose_outcome(
            pair_id=self.pair,
            outcome=outcome,
            survivor=survivor,
            reason="Cùng vân tay",
            officer=by or self.first,
            by=SYSTEM,
            at=AT,
        )

    def decide(self, *, agreed: bool = True, by: OfficerView | None = None) -> None:
        commands.decide_outcome(pair_id=self.pair, agreed=agreed, officer=by or self.second, by=SYSTEM, at=AT)

    @property
    def state(self) -> str:
        return LikelyPair.objects.get(pk=self.pair).state


def merged(duplicate: PersonCard, survivor: PersonCard) -> Review:
    review = Review(duplicate, survivor)
    review.propose(Outcome.MERGE, survivor.id)
    review.decide()
    return review


def parted(review: Review) -> None:
    review.propose(Outcome.PART)
    review.decide()


@pytest.mark.django_db
class TestMerging:
    def test_the_number_that_ends_leads_to_who_goes_on(self) -> None:
        one, other = a_person(), a_person()
        merged(one, other)
        assert queries.get_person(number=one.pin, **READ).id == other.id
        assert queries.list_numbers_of(id=other.id, **READ) == {str(one.pin), str(other.pin)}
        assert card(one.id).status is RecordStatus.ANNULLED

    def test_kin_and_wards_follow_and_every_record_is_still_explained(self) -> None:
        one, other = a_person(born="1960"), a_person(born="1960")
        child, ward = a_person(born="1990", father=one), a_person(born="2015")
        commands.appoint_guardian(ward=ward.id, guardian=one.id, since=date(2020, 1, 1), ground="t", by=SYSTEM, at=AT)
        merged(one, other)
        assert {each.person.id for each in queries.list_kin(person=other.id, **READ) if each.person} == {
            child.id,
            ward.id,
        }
        assert not queries.explain_person(person=child.id, **READ).gaps

    def test_a_spouse_known_to_one_record_is_known_to_who_goes_on(self) -> None:
        one, other = a_person(born="1960"), a_person(born="1960")
        wife = a_person(born="1962", sex=Sex.FEMALE, spouse=one)
        merged(one, other)
        assert Person.objects.get(id=other.id).spouse_id == wife.id
        assert Person.objects.get(id=wife.id).spouse_id == other.id
        assert not queries.explain_person(person=other.id, **READ).gaps

    def test_residence_cards_and_account_follow(self) -> None:
        one, other = a_person(born="20/05/1990"), a_person(born="20/05/1990")
        a_household(one)
        a_temporary_residence(other, since=date(2025, 1, 1), until=date(2025, 6, 1))
        a_temporary_residence(one, since=date(2025, 6, 1), until=date(2026, 6, 1))
        account = a_verified_account(one)
        issue_card(one)
        merged(one, other)
        lives = residence.list_residences(person=other.id, **READ)
        assert sorted((each.kind, each.since) for each in lives) == [
            (Kind.PERMANENT, date(2020, 1, 1)),
            (Kind.TEMPORARY, date(2025, 1, 1)),
            (Kind.TEMPORARY, date(2025, 6, 1)),
        ]
        assert VerifiedIdentity.objects.get(account=account).person_id == other.id
        assert set(CardRow.objects.values_list("person", flat=True)) == {other.id}

    def test_parted_again_all_stands_as_it_stood(self) -> None:
        one, other = a_person(born="20/05/1990"), a_person(born="20/05/1990")
        a_person(born="2015", father=one)
        a_person(born="1991", sex=Sex.FEMALE, spouse=one)
        a_household(one)
        for person, since in ((other, 2022), (one, 2023), (other, 2024)):
            a_temporary_residence(person, since=date(since, 1, 1), until=date(since, 12, 1))
        a_verified_account(one)
        issue_card(one)
        before = standing()
        review = merged(one, other)
        assert standing() != before
        parted(review)
        assert standing() == before
        assert review.state == PairState.APART
        assert queries.get_person(number=one.pin, **READ).id == one.id
        kinds = PersonEvent.objects.filter(person=one.id).order_by("id").values_list("kind", flat=True)
        assert list(kinds)[-2:] == [EventKind.MERGED, EventKind.PARTED]

    def test_what_has_changed_since_cannot_be_parted_and_nothing_is(self) -> None:
        one, other = a_person(born="1960"), a_person(born="1960")
        child = a_person(born="1990", father=one)
        review = merged(one, other)
        Person.objects.filter(id=child.id).update(father=a_person(born="1961").id)
        review.propose(Outcome.PART)
        with pytest.raises(ChangedSince):
            review.decide()
        assert card(one.id).status is RecordStatus.ANNULLED
        assert review.state == PairState.PROPOSED

    @pytest.mark.parametrize(
        "conflict", [KinOfEachOther, OneOfThemDied, MarriedToTwo, LivesInTwoPlaces, TwoLiveCards, TwoAccounts]
    )
    def test_what_cannot_be_of_one_person_is_named_and_keeps_them_apart(self, conflict: type[DomainError]) -> None:
        one, other = CONFLICTING[conflict]()
        review = Review(one, other)
        found = {type(each) for each in commands.merge_conflicts(duplicate=one.id, survivor=other.id)}
        assert conflict in found
        review.propose(Outcome.MERGE, other.id)
        with pytest.raises(DomainError):
            review.decide()
        assert card(one.id).status is RecordStatus.IN_FORCE


def issue_card(person: PersonCard) -> None:
    cards.issue_card(
        person=person.id, kind=CardKind.IDENTITY, number=str(person.pin), issued_on=date(2025, 3, 1),
        ground="CC01", by=SYSTEM, at=AT,
    )  # fmt: skip


def two() -> tuple[PersonCard, PersonCard]:
    return a_person(born="20/05/1990"), a_person(born="20/05/1990")


def of_one_family() -> tuple[PersonCard, PersonCard]:
    father = a_person(born="1960")
    return a_person(born="1990", father=father), father


def one_of_them_dead() -> tuple[PersonCard, PersonCard]:
    one, other = two()
    commands.record_death(person=one.id, on=date(2026, 1, 1), ground="t", by=SYSTEM, at=AT)
    return one, other


def married_to_two() -> tuple[PersonCard, PersonCard]:
    for person in (found := two()):
        a_person(born="1991", sex=Sex.FEMALE, spouse=person)
    return found


def living_in_two_places() -> tuple[PersonCard, PersonCard]:
    for number, person in enumerate(found := two()):
        a_household(person, line=f"Số {number} phố Huế")
    return found


def with_two_cards() -> tuple[PersonCard, PersonCard]:
    for person in (found := two()):
        issue_card(person)
    return found


def with_two_accounts() -> tuple[PersonCard, PersonCard]:
    for person in (found := two()):
        a_verified_account(person)
    return found


CONFLICTING = {
    KinOfEachOther: of_one_family,
    OneOfThemDied: one_of_them_dead,
    MarriedToTwo: married_to_two,
    LivesInTwoPlaces: living_in_two_places,
    TwoLiveCards: with_two_cards,
    TwoAccounts: with_two_accounts,
}


@pytest.mark.django_db
class TestFourEyes:
    def test_who_proposed_does_not_decide(self) -> None:
        review = Review(*two())
        review.propose(Outcome.APART)
        for agreed in (True, False):
            with pytest.raises(OwnProposal):
                review.decide(agreed=agreed, by=review.first)
        review.decide()
        assert review.state == PairState.APART

    def test_what_is_declined_stands_as_before_and_may_be_proposed_otherwise(self) -> None:
        one, other = two()
        review = Review(one, other)
        review.propose(Outcome.MERGE, one.id)
        review.decide(agreed=False)
        assert (review.state, card(other.id).status) == (PairState.WAITING, RecordStatus.IN_FORCE)
        review.propose(Outcome.APART, by=review.second)

    def test_only_officers_of_the_centre_with_the_right_do_it(self) -> None:
        review = Review(*two())
        at_a_commune = an_officer(a_commune_agency())
        without = an_officer(
            the_centre(), rights=set(rights.ALL) - {rights.PROPOSE_DUPLICATES, rights.DECIDE_DUPLICATES}
        )
        for officer in (at_a_commune, without):
            with pytest.raises(OnlyTheCentre):
                review.propose(Outcome.APART, by=officer)
            with pytest.raises(OnlyTheCentre):
                review.decide(by=officer)

    def test_nobody_settles_his_own_record_and_a_reason_is_written(self) -> None:
        one, other = two()
        review = Review(one, other)
        with pytest.raises(OwnRecord):
            review.propose(Outcome.APART, by=an_officer(the_centre(), pin=str(one.pin)))
        with pytest.raises(WhyMissing):
            commands.propose_outcome(
                pair_id=review.pair,
                outcome=Outcome.APART,
                survivor=None,
                reason=" ",
                officer=review.first,
                by=SYSTEM,
                at=AT,
            )

    def test_a_pair_that_is_found_again_keeps_what_officers_said(self) -> None:
        review = Review(*two())
        review.propose(Outcome.APART)
        commands.note_pairs([(review.lesser, review.greater, 3.0)], at=AT + timedelta(days=1))
        assert LikelyPair.objects.get(pk=review.pair).weight == 3.0
        assert review.state == PairState.PROPOSED


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told() -> None:
    one, other = two()
    review = Review(one, other)
    review.propose(Outcome.MERGE, one.id)
    third = an_officer(the_centre())
    results = at_once([partial(review.decide, by=review.second), partial(review.decide, agreed=False, by=third)])
    assert sorted(type(each).__name__ for each in results) == [DecidedMeanwhile.__name__, "NoneType"]
