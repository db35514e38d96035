"""Correction of civil status: what is asked and proved, what the officer sees, what approval writes."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from tests.builders.corrections import DECISION, PROCEDURE, Family, a_family, says
from tests.builders.declaring import required, typed_days
from tests.builders.places import a_commune
from tests.builders.population import a_person, called, card
from tests.builders.procedures import NOW, ON, changed
from tests.builders.residence import READ
from tests.builders.threads import at_once

from dancu.casework.procedures import Reading
from dancu.declarations.civil import PersonChanged
from dancu.declarations.domain.civil_status import KinUnnamed, NothingNamed, NotYetRegistered
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex
from dancu.places.queries import directory
from dancu.population import queries as population
from dancu.population.commands import NothingToCorrect
from dancu.population.domain.facts import BornTooEarly
from dancu.population.domain.marriage import SpouseOfUnmarried
from dancu.population.domain.person import EventKind, KinRole, MaritalStatus, PlaceOf
from dancu.population.models import PersonEvent
from dancu.procedures.residence_correction import effects, rules, words
from dancu.procedures.residence_correction.application import Application
from dancu.procedures.residence_correction.compare import compare

pytestmark = pytest.mark.django_db

CIVIL = "civil_status"
OFFICER = Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW)
PAPER = {"way": "rectified", "proof": "extract", "ground": "Trích lục số 12/TLCCHT", "registered_on": "2026-11-20"}
TYPED = {"kind": "permanent", **PAPER, **typed_days(registered_on=date(2026, 11, 20))}
EMPTY = {
    f"new_{fact}": ""
    for fact in (
        "name",
        "other_name",
        "born",
        "sex",
        "ethnicity",
        "religion",
        "home_town",
        "birth_registration",
        "birth_place",
        "birth_place_line",
        "marital_status",
    )
} | {f"{role}_{what}": "" for role in ("spouse", "father", "mother") for what in ("name", "number")}
ADDED = (
    "new_other_name",
    "new_birth_place",
    "new_birth_place_line",
    "new_marital_status",
    "spouse_name",
    "spouse_number",
)
"""What the form did not ask for at first."""
READS: dict[str, Any] = READ


@pytest.fixture
def family() -> Family:
    return a_family()


def declares(family: Family, **facts: Any) -> Application:
    change = {"relation": "wife", "head_name": "", "head_pin": "", **EMPTY, **PAPER, **facts}
    return family.declares(CIVIL, members={"rows": []}, change=change)


def refused(family: Family, **facts: Any) -> dict[str, list[str]]:
    change = {"relation": "wife", "head_name": "", "head_pin": "", **EMPTY, **PAPER, **facts}
    return family.refused(CIVIL, members={"rows": []}, change=change)


class TestForm:
    def test_only_what_is_to_be_corrected_is_typed(self, family: Family) -> None:
        form = family.form("change", {**TYPED, "new_name": "Trần Thị Bình An"}, case=CIVIL)
        assert form.is_valid(), form.errors
        said = Application.read(family.answers(CIVIL, change=form.answers(), members={"rows": []}), ON).civil_status
        assert said is not None
        assert said.facts.name is not None
        assert (said.facts.name.full, said.facts.born, said.ground) == (
            "Trần Thị Bình An", None, "Trích lục số 12/TLCCHT",
        )  # fmt: skip

    def test_units_are_kept_by_their_ids(self, family: Family) -> None:
        commune = a_commune()
        unit = directory().unit(commune.id)
        boxes = {"new_home_town_province": directory().province(unit).code, "new_home_town_commune": unit.code}
        form = family.form("change", {**TYPED, **boxes}, case=CIVIL)
        assert form.is_valid(), form.errors
        assert form.answers()["new_home_town"] == commune.id

    @pytest.mark.parametrize(
        ("typed", "field", "refusal"),
        [
            ({}, "new_name", NothingNamed),
            ({"new_name": "An", "father_number": "012345678"}, "father_name", KinUnnamed),
            ({"new_name": "An", "spouse_number": "012345678"}, "spouse_name", KinUnnamed),
            ({"spouse_name": "Lê Văn An", "new_marital_status": "single"}, "spouse_name", SpouseOfUnmarried),
            ({"new_born_year": "1899"}, "new_born", BornTooEarly),
            (
                {"new_name": "An", **typed_days(registered_on=date(2026, 11, 25))},
                "registered_on",
                NotYetRegistered,
            ),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(
        self, family: Family, typed: dict[str, str], field: str, refusal: Any
    ) -> None:
        form = family.form("change", {**TYPED, **typed}, case=CIVIL)
        assert list(form.errors.as_data()) == [field]
        assert [error.code for error in form.errors.as_data()[field]] == [refusal.code]

    @pytest.mark.parametrize("case", ["new_head", "head_gone", "relation", "address"])
    def test_other_cases_ask_nothing_of_it(self, family: Family, case: str) -> None:
        assert not {"new_name", "way", "proof", "ground"} & set(family.form("change", case=case).fields)

    def test_a_stranger_sees_nothing_of_the_register(self) -> None:
        form = a_family(proved=False).form("change", case=CIVIL)
        assert form.facts() == ()
        assert {"new_name", "relation"} <= set(form.fields)

    def test_the_request_says_what_is_corrected(self, family: Family) -> None:
        change = {**EMPTY, **PAPER, "new_name": "Trần Thị An", "new_religion": "none"}
        form = family.form("request", case=CIVIL, change=change)
        assert form["request"].value() == (
            "Điều chỉnh thông tin về hộ tịch của Trần Thị Bình: Họ, chữ đệm và tên khai sinh: Trần Thị An; Tôn giáo: Không"
        )


class TestBeforeFiling:
    def test_a_true_declaration_is_in_order(self, family: Family) -> None:
        assert refused(family, new_name="Trần Thị Bình An") == {}

    def test_what_the_register_says_already_is_told(self, family: Family) -> None:
        assert refused(family, new_sex="female") == {"change": says(NothingToCorrect)}

    def test_what_another_case_asked_is_filled_in_again(self, family: Family) -> None:
        assert refused(family) == {"change": says(rules.CaseChanged)}

    @pytest.mark.parametrize(("proof", "paper"), [("extract", "civil_extract"), ("decision", "civil_decision")])
    def test_the_paper_that_was_named_is_asked_for(self, family: Family, proof: str, paper: str) -> None:
        assert required(PROCEDURE, declares(family, new_name="An", proof=proof)) == {paper}


class TestForTheOfficer:
    def test_each_fact_stands_beside_the_registers(self, family: Family) -> None:
        rows = {
            row.label: row
            for row in compare(declares(family, new_name="Trần Thị An", new_sex="female"), OFFICER)
            if row.label.startswith("new_")
        }
        assert (rows["new_name"].declared, rows["new_name"].registered) == ("Trần Thị An", "Trần Thị Bình")
        assert (rows["new_name"].verdict, rows["new_sex"].verdict) == ("different", "same")
        assert not any(row.blocking for row in rows.values())

    def test_what_was_filed_before_more_was_asked_is_still_read(self, family: Family) -> None:
        application = declares(family, new_name="Trần Thị An")
        change = {"relation": "wife", "head_name": "", "head_pin": "", **EMPTY, **PAPER, "new_name": "Trần Thị An"}
        answers = family.answers(CIVIL, members={"rows": []}, change=change)
        for name in ADDED:
            del answers["change"][name]
        assert Application.read(answers, ON) == application

    def test_where_nothing_differs_reception_does_not_go_on(self, family: Family) -> None:
        blocked = {row.reason for row in compare(declares(family, new_sex="female"), OFFICER) if row.blocking}
        assert blocked == {"nothing_to_correct"}


class TestApproval:
    def test_every_fact_is_entered_and_found_at_once(self, family: Family) -> None:
        father, commune, wife = a_person("Trần Văn Cha", born="1930"), a_commune().id, family.wife.person
        facts = {
            "new_name": "Trần Thị Bình An",
            "new_born": "04/1963",
            "new_ethnicity": "02",
            "new_religion": "none",
            "new_home_town": commune,
            "new_birth_registration": commune,
            "father_name": "Trần Văn Cha",
            "father_number": str(father.pin),
            "mother_name": "Lê Thị Mẹ",
            "mother_number": "012345678",
        }
        application = declares(family, **facts)
        effects.correct(application, DECISION)
        now = population.get_person(id=wife.id, **READS)
        assert (now.name.full, now.born, now.ethnicity) == ("Trần Thị Bình An", PartialDate(1963, 4), "02")
        assert (now.home_town.unit_id, now.birth_registration_unit_id) == (commune, commune)
        kin = {each.role: each for each in population.list_kin(person=wife.id, **READS)}
        assert kin[KinRole.FATHER].person == card(father.id)
        assert (kin[KinRole.MOTHER].name, kin[KinRole.MOTHER].person) == ("Lê Thị Mẹ", None)
        assert [each.id for each in called("tran thi binh an")] == [wife.id]
        event = PersonEvent.objects.get(person=wife.id, kind=EventKind.RECTIFIED)
        assert (event.ground, event.dossier_code) == (PAPER["ground"], DECISION.dossier_code)

    def test_other_name_place_of_birth_and_marriage_are_entered_beside_what_stood_there(self, family: Family) -> None:
        commune, daughter, groom = a_commune().id, family.wife.person, a_person("Lý Văn Rể", born="1960")
        facts = {
            "new_other_name": "Tư",
            "new_birth_place": commune,
            "new_birth_place_line": "Bệnh viện Phụ sản",
            "spouse_name": "Lý Văn Rể",
            "spouse_number": str(groom.pin),
        }
        application = declares(family, **facts)
        rows = {row.label: row for row in compare(application, OFFICER)}
        assert (rows["new_other_name"].declared, rows["new_other_name"].registered) == ("Tư", "")
        assert rows["spouse_name"].declared == f"Lý Văn Rể – {groom.pin}"
        effects.correct(application, DECISION)
        now = population.get_person(id=daughter.id, **READS)
        assert (now.other_name, now.birth_place) == ("Tư", PlaceOf(commune, "Bệnh viện Phụ sản"))
        assert now.marital_status is MaritalStatus.MARRIED
        assert population.find_kinship(person=groom.id, other=daughter.id) is KinRole.SPOUSE

    def test_a_parent_whose_name_is_another_is_not_linked(self, family: Family) -> None:
        other = a_person("Phạm Văn Khác")
        effects.correct(declares(family, father_name="Trần Văn Cha", father_number=str(other.pin)), DECISION)
        kin = population.list_kin(person=family.wife.person.id, **READS)
        assert [each.person for each in kin if each.role is KinRole.FATHER] == [None]

    def test_a_number_made_of_another_sex_is_followed_by_a_new_one_and_the_result_says_so(self, family: Family) -> None:
        application, wife = declares(family, new_sex="male"), family.wife.person
        effects.correct(application, DECISION)
        now = population.get_person(number=str(wife.pin), **READS)
        assert (now.id, now.sex) == (wife.id, Sex.MALE)
        assert now.pin != wife.pin
        assert "số định danh cá nhân được hủy và xác lập lại" in words.result(application, ON)

    def test_who_is_no_longer_as_declared_is_not_corrected(self, family: Family) -> None:
        application = declares(family, new_name="Trần Thị An")
        effects.correct(declares(family, new_born="01/01/1963"), DECISION)
        with pytest.raises(PersonChanged):
            effects.correct(application, changed(DECISION, on=ON))

    def test_the_result_names_what_was_corrected(self, family: Family) -> None:
        assert words.result(declares(family, new_name="Trần Thị An", new_ethnicity="02"), ON) == (
            "Đã điều chỉnh thông tin về hộ tịch của Trần Thị Bình: "
            "Họ, chữ đệm và tên khai sinh: Trần Thị An; Dân tộc: Tày"
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_on_one_name_the_second_is_told() -> None:
    family = a_family()
    one, other = (declares(family, new_name=name) for name in ("Trần Thị An", "Trần Thị Yên"))
    results = at_once([lambda: decide(one), lambda: decide(other)])
    assert sorted(type(each).__name__ for each in results) == ["NoneType", "PersonChanged"]


def decide(application: Application) -> None:
    with transaction.atomic():
        effects.correct(application, DECISION)
