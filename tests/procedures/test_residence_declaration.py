"""Declaration of residence by people who can be registered nowhere: for whom it is, what it asks, what approval does."""

from datetime import date
from typing import Any

import pytest
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, Household, a_row
from tests.builders.residence import READ, a_household, a_temporary_residence

from dancu.casework.filing import Filing
from dancu.casework.procedures import Decision, Reading
from dancu.declarations.checking import NotInOrder
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.working_days import TimeLimit
from dancu.population.domain.person import PersonCard
from dancu.procedures.residence_declaration import checking, effects, rules
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
