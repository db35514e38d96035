"""Every fact of a record comes from an event, and the events make the record."""

from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.builders.population import AT, a_person

from dancu.config.cli import people
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName
from dancu.kernel.sex import Sex
from dancu.population import commands, queries
from dancu.population.commands import KinOf, NothingToCorrect
from dancu.population.domain.explaining import Explained, Fact
from dancu.population.domain.facts import Facts, Way
from dancu.population.domain.person import EventKind, NationalityLoss, PersonCard
from dancu.population.models import Person

READ: dict[str, Any] = {"purpose": Purpose.REGISTER_CHANGE, "by": SYSTEM, "at": AT}
ON = date(2026, 11, 20)


def explained(person: PersonCard) -> Explained:
    return queries.explain_person(person=person.id, **READ)


def fact(person: PersonCard, column: str) -> Fact:
    return next(each for each in explained(person).facts if each.column == column)


def correct(person: PersonCard, hours: int = 1, **facts: Any) -> None:
    commands.correct_person(
        person=person.id,
        facts=Facts(**facts),
        way=Way.RECTIFIED,
        on=ON,
        ground="Trích lục số 12",
        by=SYSTEM,
        at=AT + timedelta(hours=hours),
    )


@pytest.mark.django_db
class TestExplaining:
    def test_a_fact_is_as_it_was_entered_until_an_event_says_another(self) -> None:
        person = a_person("Nguyễn Văn An", occupation="Thợ mộc")
        correct(person, name=PersonName.parse("Nguyễn Văn Ấn"))
        given_name, surname = fact(person, "given"), fact(person, "surname")
        assert given_name.origin
        assert surname.origin
        assert (given_name.value, given_name.origin.kind) == ("Ấn", EventKind.RECTIFIED)
        assert (surname.value, surname.origin.kind) == ("Nguyễn", EventKind.REGISTERED)
        assert not explained(person).gaps

    def test_a_number_and_a_death_have_their_events(self) -> None:
        person, spouse = a_person(born="1950"), a_person(born="1951", sex=Sex.FEMALE)
        correct(person, spouse=KinOf(id=spouse.id))
        correct(person, hours=2, born=PartialDate(1949))
        commands.record_death(
            person=person.id, on=ON, ground="Trích lục khai tử", by=SYSTEM, at=AT + timedelta(hours=3)
        )
        origins = {each.column: each.origin.kind for each in explained(person).facts if each.origin}
        assert origins["pin"] is EventKind.PIN_CHANGED
        assert origins["died_on"] is EventKind.DIED
        assert fact(spouse, "marital_status").value == "widowed"
        assert not explained(person).gaps + explained(spouse).gaps

    def test_what_was_changed_behind_the_events_shows(self) -> None:
        person = a_person("Nguyễn Văn An")
        Person.objects.filter(id=person.id).update(given="Bình")
        [gap] = explained(person).gaps
        assert (gap.column, gap.told, gap.found, gap.at) == ("given", "An", "Bình", None)
        correct(person, name=PersonName.parse("Nguyễn Văn Cường"))
        [gap] = explained(person).gaps
        assert gap.at
        assert gap.at.kind is EventKind.RECTIFIED

    def test_who_came_with_many_was_entered_by_their_intake(self) -> None:
        person = a_person()
        commands.note_intake(first=person.id, last=person.id + 5, ground="DC01", by=SYSTEM, at=AT - timedelta(days=1))
        origin = fact(person, "nationality").origin
        assert origin
        assert origin.kind is EventKind.TAKEN_IN


class TestAnyCourse(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.one_of(
                st.builds(
                    lambda name: {"name": PersonName.parse(name)}, st.sampled_from(["Lê An", "Lê Văn Ân", "Vũ Ý"])
                ),
                st.builds(lambda year: {"born": PartialDate(year)}, st.integers(1950, 2000)),
                st.builds(lambda sex: {"sex": sex}, st.sampled_from(Sex)),
                st.builds(lambda people: {"ethnicity": people}, st.sampled_from(["01", "02", "17"])),
            ),
            max_size=8,
        ),
        st.booleans(),
    )
    def test_any_sequence_of_events_rebuilds_to_the_same_record(self, course: list[dict[str, Any]], lost: bool) -> None:
        person = a_person("Nguyễn Văn An", born="1960")
        for hours, facts in enumerate(course, 1):
            try:
                correct(person, hours, **facts)
            except NothingToCorrect:
                continue
        if lost:
            commands.record_nationality_loss(
                person=person.id,
                way=NationalityLoss.RENOUNCED,
                on=ON,
                ground="QĐ",
                by=SYSTEM,
                at=AT + timedelta(days=2),
            )
        assert not explained(person).gaps


@pytest.mark.django_db
def test_the_command_tells_each_fact_and_ends_with_status_1_where_something_does_not_fit() -> None:
    person = a_person("Nguyễn Văn An")
    told = CliRunner().invoke(people, ["explain", str(person.pin)])
    assert told.exit_code == 0
    assert "The events make the record." in told.output
    Person.objects.filter(id=person.id).update(given="Bình")
    told = CliRunner().invoke(people, ["explain", str(person.pin)])
    assert told.exit_code == 1
    assert "DOES NOT FIT  given: the events told 'An', the record says 'Bình'." in told.output
    assert CliRunner().invoke(people, ["explain", "001090999999"]).exit_code == 1
