"""Declaration of residence by people who can be registered nowhere: for whom it is, what it asks, what approval does."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from tests.builders.declaring import typed_days
from tests.builders.population import a_person, called
from tests.builders.procedures import NOW, ON, Household, a_row, changed
from tests.builders.residence import READ, a_household, a_temporary_residence
from tests.builders.threads import at_once

from dancu.casework.filing import Filing
from dancu.casework.procedures import Decision, PaperFacts, Reading
from dancu.declarations import settling
from dancu.declarations.checking import NotInOrder
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex
from dancu.kernel.working_days import TimeLimit
from dancu.population import queries as population
from dancu.population.domain.person import KinRole, PersonCard
from dancu.procedures.residence_declaration import checking, effects, newcomers, rules
from dancu.procedures.residence_declaration.application import Application
from dancu.procedures.residence_declaration.compare import compare
from dancu.procedures.residence_declaration.procedure import PROCEDURES
from dancu.residence import commands
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation

pytestmark = pytest.mark.django_db

PROCEDURE = PROCEDURES[-1]
LINE = "Gầm cầu Long Biên"
PLACE = {"line": LINE, "reason": "Không có chỗ ở hợp pháp"}
DECISION = Decision(dossier_id=None, dossier_code="G01.101.000.070-261124-0001", on=ON, at=NOW, by=SYSTEM)  # type: ignore[arg-type]


NEW = {
    "unnumbered": True,
    "is_subject": False,
    "standing": "authorised",
    "name": "Lê Văn Hòa",
    "born": "15/03/1990",
    "sex": "male",
    "pin": "",
    "province": "030",
    "ethnicity": "01",
    "home_town": "Hải Dương",
    "father": "",
    "mother": "Phạm Thị Mẹ",
}
TYPED = {
    "unnumbered": "on",
    "standing": "authorised",
    "name": "Lê Văn Hòa",
    "sex": "male",
    "phone": "0912345678",
    "province": "030",
    "ethnicity": "01",
}


def answers(home: Household, *rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return home.answers(agency={"case": "lives_there"}, members={"rows": list(rows)}) | {"place": PLACE}


def declared(home: Household, *rows: dict[str, Any]) -> Application:
    return Application.read(answers(home, *rows), ON)


def refused(home: Household, *rows: dict[str, Any]) -> dict[str, list[str]]:
    try:
        checking.check(declared(home, *rows), home.reading)
    except NotInOrder as error:
        return {step: list(texts) for step, texts in error.fields.items()}
    return {}


def the_paper(home: Household) -> PaperFacts:
    """Return what the engine knows when it issues the result."""
    return PaperFacts(
        code=DECISION.dossier_code,
        agency_id=home.agency.id,
        competent_id=home.agency.id,
        counter_id=home.agency.id,
        number=1,
        reading=Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW),
        issued_at=NOW,
        received_at=NOW,
        due_at=None,
        officer_name="Nguyễn Thị Duyệt",
        note="",
        provision="Điều 19 Luật Cư trú",
        documents=(),
        contact={},
    )


def lives(person: PersonCard) -> str:
    found = residence.find_current_residence(person=person.id, on=ON, **READ)
    return found.address_line if found else ""


class TestForWhom:
    def test_who_is_registered_nowhere_declares(self) -> None:
        assert refused(Household(a_person())) == {}

    def test_who_is_registered_permanently_does_not(self) -> None:
        person = a_person()
        a_household(person)
        assert refused(Household(person)) == {"subject": [checking.RegisteredAlready.template()]}

    def test_who_is_registered_temporarily_does_not(self) -> None:
        person = a_person()
        a_temporary_residence(person, since=date(2026, 1, 1), until=date(2027, 1, 1))
        assert refused(Household(person)) == {"subject": [checking.RegisteredAlready.template()]}

    def test_a_child_of_his_who_is_registered_elsewhere_is_left_out(self) -> None:
        parent = a_person()
        child = a_person(born="1/2/2020", father=parent)
        a_household(a_person(), (child, Relation.GRANDCHILD_BY_SON))
        assert refused(Household(parent), a_row(child, "child")) == {"members": [checking.RegisteredAlready.template()]}

    def test_a_stranger_is_not_told_where_anybody_is_registered(self) -> None:
        person = a_person()
        a_household(person)
        assert refused(Household(person, proved=False)) == {}


class TestAsked:
    def form(self, step: str, typed: dict[str, str] | None = None) -> Any:
        home = Household(a_person())
        filing = Filing(procedure=PROCEDURE, step=step, on=ON, at=NOW, by=home.actor, answers=answers(home))
        form = PROCEDURE.step(step).form
        return form(filing=filing) if typed is None else form(typed, filing=filing)

    def test_where_he_lives_and_why_he_can_be_registered_nowhere(self) -> None:
        assert set(self.form("place", {}).errors) == {"line", "reason"}
        assert self.form("place", PLACE).is_valid()

    def test_the_request_names_the_place(self) -> None:
        assert LINE in self.form("request")["request"].value()

    def test_nothing_is_to_be_paid(self) -> None:
        assert "exemption" not in self.form("request").fields

    def test_five_working_days_and_consent_for_a_child_that_is_not_his(self) -> None:
        home, child = Household(a_person()), a_person(born="1/2/2020")
        assert rules.time_limit(declared(home), ON) == TimeLimit.working_days(5)
        for relation, needed in (("child", set()), ("nephew_or_niece", {"parental_consent"})):
            application = declared(home, a_row(child, relation))
            assert {each.key for each, required in PROCEDURE.documents_for(application) if required} == needed


class TestApproval:
    def test_the_place_is_entered_for_all_of_them(self) -> None:
        home, child = Household(a_person()), a_person(born="1/2/2020")
        effects.enter(declared(home, a_row(child, "child")), DECISION)
        assert (lives(home.person), lives(child)) == (LINE, LINE)

    def test_who_was_registered_meanwhile_is_refused(self) -> None:
        home = Household(a_person())
        application = declared(home)
        a_household(home.person, unit=home.place)
        with pytest.raises(commands.AlreadyRegistered):
            effects.enter(application, DECISION)
        assert lives(home.person) == ""


def test_a_registration_stands_against_reception() -> None:
    home, reading = Household(a_person()), Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW)
    assert {row.reason for row in compare(declared(home), reading) if row.blocking} == set()
    a_household(home.person, unit=home.place)
    after = Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW)
    assert {row.reason for row in compare(declared(home), after) if row.blocking} == {"registered_already"}


@pytest.mark.parametrize(
    ("on", "codes"), [(date(2025, 2, 1), {""}), (date(2025, 8, 1), {"", "000.00.00.G01-KQ003646"})]
)
def test_component_codes_are_known_since_they_were_published(on: date, codes: set[str]) -> None:
    version = next(each for each in reversed(PROCEDURES) if each.since <= on)
    assert {each.code for each in version.documents} == codes


class TestWhoHasNoNumber:
    def answers(self, home: Household, **facts: Any) -> dict[str, dict[str, Any]]:
        known = answers(home)
        known["subject"] |= NEW | facts
        return known

    def declared(self, home: Household, **facts: Any) -> Application:
        return Application.read(self.answers(home, **facts), ON)

    def compared(self, home: Household, **facts: Any) -> list[tuple[str, str, bool]]:
        reading = Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW)
        rows = compare(self.declared(home, **facts), reading)
        return [(row.registered, row.verdict, row.blocking) for row in rows if row.label == "likely"]

    def form(self, typed: dict[str, str] | None = None) -> Any:
        home = Household(a_person())
        filing = Filing(procedure=PROCEDURE, step="subject", on=ON, at=NOW, by=home.actor, answers=answers(home))
        form = PROCEDURE.step("subject").form
        return form(filing=filing) if typed is None else form(typed, filing=filing)

    def test_the_number_is_not_asked_but_what_one_is_made_of(self) -> None:
        typed = {**TYPED, **typed_days(born=date(1990, 3, 15))}
        form = self.form(typed)
        assert "pin" not in form.fields
        assert form.is_valid(), form.errors
        said = form.answers()
        assert (said["pin"], said["unnumbered"], said["province"]) == ("", True, "030")
        assert list(self.form({**typed, "province": ""}).errors) == ["province"]

    def test_a_year_of_which_no_number_is_made_is_refused(self) -> None:
        assert "born" in self.form({**TYPED, **typed_days(born=date(1899, 3, 15))}).errors

    def test_everybody_else_is_asked_for_his_number(self) -> None:
        form = self.form({name: value for name, value in TYPED.items() if name != "unnumbered"})
        assert {"pin"} <= set(form.errors)
        assert not {"province", "father"} & set(form.fields)

    def test_a_proved_account_is_of_somebody_who_has_his_number(self) -> None:
        assert "unnumbered" not in self.form({"is_subject": "on", "phone": "0912345678"}).fields

    def test_it_can_be_filed_and_is_checked_for_thirty_days_or_sixty(self) -> None:
        home = Household(a_person())
        application = self.declared(home)
        checking.check(application, home.reading)
        assert rules.time_limit(application, ON) == TimeLimit.days(30)
        assert rules.complex_limit(application, ON) == TimeLimit.days(60)
        assert settling.concerned(application, home.reading).pins == frozenset({str(home.person.pin)})

    def test_who_may_be_the_same_is_shown_to_the_officer(self) -> None:
        home = Household(a_person())
        alike = a_person("Lê Văn Hoà", born="1990", sex=Sex.MALE)
        a_person("Lê Văn Hòa", born="15/03/1991")
        [(registered, verdict, blocking)] = self.compared(home)
        assert alike.pin.grouped in registered
        assert (verdict, blocking) == ("equivalent", False)

    def test_who_is_certainly_the_same_stands_against_reception(self) -> None:
        home = Household(a_person())
        a_person("Lê Văn Hoà", born="15/03/1990", sex=Sex.MALE, old_id_number="012345678")
        assert [row[1:] for row in self.compared(home, old_number="012345678")] == [("same", True)]
        assert [row[1:] for row in self.compared(home)] == [("same", False)]

    def test_where_nobody_is_like_him_that_is_said_too(self) -> None:
        assert self.compared(Household(a_person())) == [("", "unknown", False)]

    def test_he_is_entered_gets_a_number_and_lives_there(self) -> None:
        home = Household(a_person())
        effects.enter(self.declared(home), DECISION)
        [found] = called("le van hoa")
        assert found.pin.startswith("030090")
        assert found.pin.matches(PartialDate(1990, 3, 15), Sex.MALE)
        assert lives(found) == LINE
        kin = population.list_kin(person=found.id, **READ)
        assert [(each.role, each.name) for each in kin] == [(KinRole.MOTHER, "Phạm Thị Mẹ")]

    def test_the_result_tells_his_number(self) -> None:
        home = Household(a_person())
        application = self.declared(home)
        effects.enter(application, DECISION)
        told = PROCEDURE.papers["CT08"].facts(application, the_paper(home))
        [found] = called("le van hoa")
        assert told["pin"] == str(found.pin)
        assert found.pin.grouped in told["result"]

    def test_who_was_entered_since_is_not_entered_twice(self) -> None:
        home = Household(a_person())
        effects.enter(self.declared(home), DECISION)
        with pytest.raises(newcomers.EnteredMeanwhile):
            effects.enter(self.declared(home), DECISION)

    def test_who_was_there_before_is_a_namesake_when_the_opinion_says_why(self) -> None:
        home = Household(a_person())
        namesake = a_person("Lê Văn Hòa", born="15/03/1990", sex=Sex.MALE)
        later = changed(self.declared(home), on=date(2026, 11, 25))
        with pytest.raises(newcomers.LikenessUnexplained):
            effects.enter(later, DECISION)
        effects.enter(later, changed(DECISION, note="Khác cha, mẹ"))
        [found] = {each.id for each in called("le van hoa")} - {namesake.id}
        [entry] = population.list_events(person=found, **READ)
        assert entry.after["another_than"] == [namesake.id]
        assert entry.after["another_because"] == "Khác cha, mẹ"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_the_same_person_at_once_one_is_told() -> None:
    home = Household(a_person())
    application = TestWhoHasNoNumber().declared(home)

    def decide() -> None:
        with transaction.atomic():
            effects.enter(application, DECISION)

    results = at_once([decide, decide])
    assert sorted(type(each).__name__ for each in results) == ["EnteredMeanwhile", "NoneType"]
    assert len(called("le van hoa")) == 1
