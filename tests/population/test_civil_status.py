"""Civil status: corrected, changed, ended; read as it was on a day and as it was known at an instant."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.builders.places import a_commune
from tests.builders.population import AT, a_person, called, card
from tests.builders.threads import at_once

from dancu.audit.models import AuditRow
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import DomainError
from dancu.kernel.names import PersonName
from dancu.kernel.sex import Sex
from dancu.population import commands, queries
from dancu.population.commands import KinOf
from dancu.population.domain.facts import Facts, Turn, Way, as_of
from dancu.population.domain.person import (
    EventKind,
    KinRole,
    MaritalStatus,
    NationalityLoss,
    PersonCard,
    PersonRecord,
    PlaceOf,
)
from dancu.population.models import IssuedPin, Person, PersonEvent

READ = {"purpose": Purpose.REGISTER_CHANGE, "by": SYSTEM, "at": AT}
ACT: dict[str, Any] = {"ground": "Trích lục cải chính hộ tịch số 12/2026", "by": SYSTEM, "dossier_code": "G01-1"}
ON = date(2026, 11, 20)
LATER = AT + timedelta(hours=1)
pytestmark = pytest.mark.django_db


def correct(
    person: PersonCard, way: Way = Way.RECTIFIED, on: date = ON, at: datetime = LATER, **facts: Any
) -> PersonRecord:
    commands.correct_person(person=person.id, facts=Facts(**facts), way=way, on=on, at=at, **ACT)
    return queries.get_person(id=person.id, **READ)


def seen(person: PersonCard, on: date, known_at: datetime = LATER) -> PersonRecord | None:
    return queries.person_as_of(person=person.id, on=on, known_at=known_at, **READ)


class TestCorrection:
    def test_every_fact_of_civil_status_can_be_corrected(self) -> None:
        commune = a_commune().id
        person, father = a_person("Nguyễn Văn A"), a_person(born="1960")
        now = correct(
            person,
            name=PersonName.parse("Nguyễn Văn Á"),
            other_name="Tư",
            born=PartialDate(1990, 4, 16),
            birth_place=PlaceOf(commune, "Bệnh viện"),
            birth_registration_unit=commune,
            home_town=PlaceOf(commune),
            ethnicity="02",
            religion="01",
            marital_status=MaritalStatus.DIVORCED,
            father=KinOf(id=father.id),
            mother=KinOf(name="Lê Thị Xa"),
        )
        assert (now.name.full, now.other_name, now.born) == ("Nguyễn Văn Á", "Tư", PartialDate(1990, 4, 16))
        assert (now.birth_place, now.home_town) == (PlaceOf(commune, "Bệnh viện"), PlaceOf(commune))
        assert (now.ethnicity, now.religion, now.marital_status) == ("02", "01", MaritalStatus.DIVORCED)
        kin = {each.role: each.name for each in queries.list_kin(person=person.id, **READ)}
        assert kin == {KinRole.FATHER: father.name.full, KinRole.MOTHER: "Lê Thị Xa"}

    def test_the_event_says_what_stood_before_and_after_why_and_by_which_dossier(self) -> None:
        person = a_person("Nguyễn Văn A")
        correct(person, name=PersonName.parse("Nguyễn Văn Á"))
        event = PersonEvent.objects.get(person=person.id, kind=EventKind.RECTIFIED)
        assert (event.before, event.after) == ({"given": "A"}, {"given": "Á"})
        assert (event.ground, event.dossier_code, event.on) == (ACT["ground"], "G01-1", ON)
        assert AuditRow.objects.filter(act="population.rectified", subject_id=str(person.id)).exists()

    def test_a_corrected_name_is_found_at_once_and_the_old_one_no_more(self) -> None:
        person = a_person("Nguyễn Văn Tèo")
        correct(person, name=PersonName.parse("Trần Minh Quân"))
        assert [found.id for found in called("tran minh quan")] == [person.id]
        assert called("nguyen van teo") == []

    @pytest.mark.parametrize("facts", [{"sex": Sex.FEMALE}, {"born": PartialDate(2001)}])
    def test_a_number_made_of_a_wrong_sex_or_year_is_followed_by_another(self, facts: dict[str, Any]) -> None:
        person = a_person(sex=Sex.MALE, born="1990")
        now = correct(person, **facts)
        assert now.pin != person.pin
        assert now.pin.matches(now.born, now.sex)
        assert now.pin.province == person.pin.province
        assert queries.get_person(number=str(person.pin), **READ).id == person.id
        assert IssuedPin.objects.get(number=person.pin).annulled_at == LATER

    def test_another_day_of_the_same_year_leaves_the_number(self) -> None:
        person = a_person(born="15/03/1990")
        assert correct(person, born=PartialDate(1990, 5, 1)).pin == person.pin

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            ({"sex": Sex.MALE}, commands.NothingToCorrect),
            ({"ethnicity": "02", "on": AT.date() + timedelta(1)}, commands.NotYetSo),
        ],
    )
    def test_what_is_so_already_or_not_yet_is_not_entered(
        self, change: dict[str, Any], refusal: type[DomainError]
    ) -> None:
        with pytest.raises(refusal):
            correct(a_person(sex=Sex.MALE), **change)

    def test_nobody_is_his_own_parent(self) -> None:
        person = a_person()
        with pytest.raises(commands.OwnParent):
            correct(person, father=KinOf(id=person.id))
        with pytest.raises(DatabaseError, match="nobody_is_his_own_parent"), transaction.atomic():
            Person.objects.filter(id=person.id).update(mother=person.id)


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_are_both_told_truly() -> None:
    person = a_person("Nguyễn Văn A", sex=Sex.MALE, born="1990")
    at_once([lambda: correct(person, sex=Sex.FEMALE), lambda: correct(person, born=PartialDate(1991))])
    now = queries.get_person(id=person.id, **READ)
    assert (now.sex, now.born) == (Sex.FEMALE, PartialDate(1991))
    assert now.pin.matches(now.born, now.sex)
    assert queries.get_person(number=str(person.pin), **READ).id == person.id
    events = PersonEvent.objects.filter(person=person.id, kind=EventKind.PIN_CHANGED).order_by("id")
    assert [event.before["pin"] for event in events] == [person.pin, events[0].after["pin"]]


class TestBothTimes:
    def test_a_change_holds_from_its_day_and_a_rectification_from_the_beginning(self) -> None:
        person = a_person("Nguyễn Văn A")
        correct(person, way=Way.CHANGED, name=PersonName.parse("Nguyễn Văn B"), on=date(2025, 1, 1))
        correct(person, name=PersonName.parse("Nguyễn Văn Bê"), at=LATER + timedelta(hours=1))
        late = LATER + timedelta(hours=2)

        def name(on: date, known_at: datetime) -> str:
            record = seen(person, on, known_at)
            return record.name.given if record else ""

        assert [name(date(2024, 1, 1), late), name(date(2025, 1, 1), late)] == ["A", "Bê"]
        assert [name(date(2024, 1, 1), LATER), name(date(2025, 1, 1), LATER)] == ["A", "B"]
        assert name(date(2026, 11, 1), AT) == "A"
        assert seen(person, ON, AT - timedelta(days=1)) is None

    def test_the_present_record_is_what_the_events_make_of_the_first_one(self) -> None:
        person, spouse = a_person("Nguyễn Văn A", born="1990"), a_person(sex=Sex.FEMALE)
        correct(person, sex=Sex.FEMALE, father=KinOf(id=a_person(born="1950").id))
        a_person(sex=Sex.MALE, spouse=spouse)
        commands.record_nationality_loss(
            person=person.id, way=NationalityLoss.RENOUNCED, on=ON, nationality="DEU", at=LATER, **ACT
        )
        commands.record_death(person=person.id, on=ON, at=LATER, **ACT)
        for one in (person, spouse):
            assert seen(one, AT.date()) == queries.get_person(id=one.id, **READ)
        before = seen(person, AT.date(), AT)
        assert before is not None
        assert (before.pin, before.died_on, before.nationality, before.sex) == (person.pin, None, "VNM", Sex.MALE)

    def test_a_rectification_reaches_only_the_days_on_which_the_wrong_fact_stood(self) -> None:
        turns = [
            Turn(on=date(2000, 1, 1), at=AT, way=Way.CHANGED, before={"given": "A"}, after={"given": "B"}),
            Turn(on=date(2010, 1, 1), at=AT, way=Way.CHANGED, before={"given": "B"}, after={"given": "C"}),
            Turn(on=ON, at=LATER, way=Way.RECTIFIED, before={"given": "C"}, after={"given": "D"}),
        ]
        days = [date(1999, 1, 1), date(2005, 1, 1), date(2015, 1, 1)]
        assert [as_of({"given": "D"}, turns, on=on, known_at=LATER)["given"] for on in days] == ["A", "B", "D"]


class TestEndings:
    def lose(self, person: PersonCard, **how: Any) -> None:
        facts = {"way": NationalityLoss.DEPRIVED, "on": ON, "at": AT, **ACT, **how}
        commands.record_nationality_loss(person=person.id, **facts)

    def test_who_lost_the_nationality_is_no_citizen_from_that_day(self) -> None:
        person = a_person()
        self.lose(person, nationality="DEU")
        now = queries.get_person(id=person.id, **READ)
        assert (now.nationality, now.nationality_lost_on) == ("DEU", ON)
        event = PersonEvent.objects.get(person=person.id, kind=EventKind.NATIONALITY_LOST)
        assert event.after["way"] == "deprived"
        with pytest.raises(commands.AlreadyLost):
            self.lose(person)

    def test_nobody_keeps_the_nationality_that_he_lost(self) -> None:
        with pytest.raises(commands.StillACitizen):
            self.lose(a_person(), nationality="VNM")

    def test_a_foreigner_has_none_to_lose(self) -> None:
        with pytest.raises(commands.NotACitizen):
            self.lose(a_person(nationality="FRA"))

    def test_a_death_widows_the_spouse_and_ends_the_wardship_of_the_dead(self) -> None:
        dies = a_person()
        spouse, guardian = a_person(sex=Sex.FEMALE, spouse=dies), a_person()
        commands.appoint_guardian(
            ward=dies.id, guardian=guardian.id, since=date(2020, 1, 1), ground="test", by=SYSTEM, at=AT
        )
        commands.record_death(person=dies.id, on=ON, at=AT, **ACT)
        assert queries.get_person(id=spouse.id, **READ).marital_status is MaritalStatus.WIDOWED
        assert queries.wards_among([dies.id]) == frozenset()
        assert queries.find_kinship(person=spouse.id, other=dies.id) is KinRole.SPOUSE

    def test_a_ward_whose_guardian_died_stays_a_ward(self) -> None:
        ward, guardian = a_person(), a_person()
        commands.appoint_guardian(
            ward=ward.id, guardian=guardian.id, since=date(2020, 1, 1), ground="test", by=SYSTEM, at=AT
        )
        commands.record_death(person=guardian.id, on=ON, at=AT, **ACT)
        assert queries.wards_among([ward.id]) == frozenset({ward.id})


@pytest.mark.django_db(transaction=True)
def test_spouses_who_die_at_once_are_both_dead_and_nobody_waits_for_ever() -> None:
    one = a_person()
    other = a_person(sex=Sex.FEMALE, spouse=one)

    def dies(person: PersonCard) -> None:
        commands.record_death(person=person.id, on=ON, at=AT, **ACT)

    at_once([lambda: dies(one), lambda: dies(other)])
    assert {card(each.id).life.value for each in (one, other)} == {"dead"}


class TestNumbers:
    def test_old_and_present_numbers_find_the_same_person(self) -> None:
        person = a_person(old_id_number="012345678", sex=Sex.MALE)
        now = correct(person, sex=Sex.FEMALE)
        asked = ["012345678", str(person.pin), str(now.pin)]
        found = queries.find_people(numbers=[*asked, "999999999"], **READ)
        assert {number: each.id for number, each in found.items()} == dict.fromkeys(asked, person.id)

    @pytest.mark.parametrize("which", [0, 1, 2])
    def test_all_numbers_of_a_person_follow_from_any_of_them(self, which: int) -> None:
        person = a_person(old_id_number="012345678", sex=Sex.MALE)
        now = correct(person, sex=Sex.FEMALE)
        numbers = ["012345678", str(person.pin), str(now.pin)]
        assert queries.list_numbers_of(number=numbers[which], **READ) == frozenset(numbers)

    def test_of_a_number_that_several_bear_nothing_follows(self) -> None:
        for _ in range(2):
            a_person(old_id_number="012345678")
        assert queries.list_numbers_of(number="012345678", **READ) == frozenset({"012345678"})
