"""What a record says beside civil status: other nationalities, papers, education; in both times and by its events."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.builders.population import AT, a_person

from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.errors import DomainError
from dancu.kernel.sex import Sex
from dancu.population import commands, queries
from dancu.population.commands import KinOf
from dancu.population.domain.person import Life, NationalityLoss, OtherNationality, PersonCard, PersonRecord
from dancu.population.models import Person

READ: dict[str, Any] = {"purpose": Purpose.REGISTER_CHANGE, "by": SYSTEM, "at": AT}
ON = date(2026, 11, 20)
ACT: dict[str, Any] = {"on": ON, "ground": "Quyết định số 7", "by": SYSTEM, "at": AT + timedelta(hours=1)}
pytestmark = pytest.mark.django_db


def record(person: PersonCard) -> PersonRecord:
    return queries.get_person(id=person.id, **READ)


class TestNationalities:
    def test_another_one_is_entered_with_its_days_and_ends(self) -> None:
        person = a_person()
        commands.add_nationality(person=person.id, country="FRA", since=date(2001, 5, 1), **ACT)
        commands.add_nationality(person=person.id, country="CAN", since=None, **ACT)
        commands.end_nationality(person=person.id, country="FRA", **ACT)
        assert record(person).other_nationalities == (
            OtherNationality(country="FRA", since=date(2001, 5, 1), until=ON),
            OtherNationality(country="CAN"),
        )
        assert record(person).nationality == "VNM"

    @pytest.mark.parametrize(
        ("country", "refusal"),
        [("VNM", commands.HasNationality), ("FRA", commands.HasNationality), ("ZZZ", commands.UnknownCountry)],
    )
    def test_nobody_has_one_twice_or_one_of_no_country(self, country: str, refusal: type[DomainError]) -> None:
        person = a_person()
        commands.add_nationality(person=person.id, country="FRA", since=None, **ACT)
        with pytest.raises(refusal):
            commands.add_nationality(person=person.id, country=country, since=None, **ACT)

    def test_only_what_somebody_has_ends(self) -> None:
        with pytest.raises(commands.HasNotNationality):
            commands.end_nationality(person=a_person().id, country="FRA", **ACT)


class TestDetails:
    def test_details_are_entered_and_read_as_of_a_day(self) -> None:
        person = a_person(occupation="Thợ mộc")
        said = {
            "blood_group": "AB",
            "passport_number": "C1234567",
            "passport_until": date(2033, 1, 1),
            "education": "12/12",
        }
        commands.record_details(person=person.id, details=said, **ACT)
        now = record(person)
        assert (now.blood_group, now.passport_number, now.passport_until) == ("AB", "C1234567", date(2033, 1, 1))
        before = queries.person_as_of(person=person.id, on=ON - timedelta(1), known_at=ACT["at"], **READ)
        assert before is not None
        assert (before.passport_number, before.passport_until, before.occupation) == ("", None, "Thợ mộc")

    @pytest.mark.parametrize(
        ("details", "refusal"),
        [({"blood_group": "X"}, commands.UnknownBloodGroup), ({"phone": ""}, commands.NothingToCorrect)],
    )
    def test_what_is_no_detail_or_nothing_new_is_refused(
        self, details: dict[str, Any], refusal: type[DomainError]
    ) -> None:
        with pytest.raises(refusal):
            commands.record_details(person=a_person().id, details=details, **ACT)


def test_nobody_was_declared_dead_before_he_died() -> None:
    person = a_person()
    with pytest.raises(commands.NotDeadYet):
        commands.declare_dead(person=person.id, died_on=ON + timedelta(1), **ACT)
    with pytest.raises(DatabaseError, match="had_died_by_then"), transaction.atomic():
        Person.objects.filter(id=person.id).update(declared_dead_on=ON)


STEPS: tuple[Callable[[int, dict[str, Any]], object], ...] = (
    lambda spouse, about: commands.record_marriage(spouse=KinOf(id=spouse), **about),
    lambda _, about: commands.record_divorce(spouse=None, **about),
    lambda _, about: commands.annul_marriage(spouse=None, **about),
    lambda _, about: commands.declare_missing(since=date(2026, 1, 1), **about),
    lambda _, about: commands.declare_dead(died_on=date(2026, 1, 2), **about),
    lambda _, about: commands.record_return(**about),
    lambda _, about: commands.record_nationality_loss(way=NationalityLoss.RENOUNCED, nationality="DEU", **about),
    lambda _, about: commands.record_nationality_regained(keeps_other=True, **about),
    lambda _, about: commands.add_nationality(country="FRA", since=None, **about),
    lambda _, about: commands.end_nationality(country="FRA", **about),
)


class TestAnyCourse(TestCase):
    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.integers(0, len(STEPS) - 1), max_size=12))
    def test_any_course_of_acts_rebuilds_to_the_same_records(self, course: list[int]) -> None:
        one, other = a_person(), a_person(sex=Sex.FEMALE)
        start = {each.id: record(each) for each in (one, other)}
        for hours, step in enumerate(course, 1):
            person, spouse = ((one, other), (other, one))[hours % 2]
            try:
                with transaction.atomic():
                    STEPS[step](spouse.id, {"person": person.id, **ACT, "at": AT + timedelta(hours=hours)})
            except DomainError:
                continue
        for each in (one, other):
            assert not queries.explain_person(person=each.id, **READ).gaps
            late = AT + timedelta(days=2)
            assert queries.person_as_of(person=each.id, on=late.date(), known_at=late, **READ) == record(each)
            assert queries.person_as_of(person=each.id, on=late.date(), known_at=AT, **READ) == start[each.id]
            assert (record(each).life is Life.DEAD) == (record(each).died_on is not None)
