"""The split of a household: what is asked, what law and registers refuse, who agrees, what is paid, what approval does."""

from datetime import date
from typing import Any

import pytest
from tests.builders.places import a_commune, a_province
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, Household, a_row, born_at_age, changed
from tests.builders.residence import READ, a_household, members
from tests.procedures.test_permanent_papers import paper_facts

from dancu.casework.domain.filing import Channel
from dancu.casework.filing import Filing
from dancu.casework.procedures import Decision, Reading
from dancu.declarations.checking import NotInOrder
from dancu.declarations.domain.registration import Obstacle
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.errors import DomainError
from dancu.kernel.sex import Sex
from dancu.places.domain.units import Kind
from dancu.population import commands as population
from dancu.population.domain.person import PersonCard
from dancu.procedures.household_split import checking, effects, rules
from dancu.procedures.household_split.application import Application
from dancu.procedures.household_split.compare import compare
from dancu.procedures.household_split.procedure import PAPERS, PROCEDURES
from dancu.procedures.household_split.words import result
from dancu.residence import commands, queries
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.rules import NobodyOfFullCapacity

pytestmark = pytest.mark.django_db

PROCEDURE = PROCEDURES[-1]
OFFICER = Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW)
DECISION = Decision(dossier_id=None, dossier_code="G01.101.000.070-261124-0001", on=ON, at=NOW, by=SYSTEM)  # type: ignore[arg-type]


class Family:
    """A father who heads the household, a daughter who parts from it, her child and her mother."""

    def __init__(self, *, proved: bool = True) -> None:
        self.father = a_person("Nguyễn Văn Hùng", born="10/08/1961")
        self.mother = a_person("Lê Thị Hoa", born="11/08/1963", sex=Sex.FEMALE)
        self.daughter = a_person("Nguyễn Thị Minh Anh", sex=Sex.FEMALE)
        self.child = a_person("Trần Gia Bảo", born="19/05/2018")
        self.home = Household(self.daughter, proved=proved)
        self.household = a_household(
            self.father,
            (self.mother, Relation.WIFE),
            (self.daughter, Relation.CHILD),
            (self.child, Relation.GRANDCHILD_BY_DAUGHTER),
            unit=self.home.place,
        ).household_id

    def answers(self, *, case: str = "agreed", by: Household | None = None, **steps: Any) -> dict[str, dict[str, Any]]:
        known = (by or self.home).answers(**{step: facts for step, facts in steps.items() if step != "place"})
        known["agency"]["case"] = case
        place = {
            "line": "Số 1 phố Hàng Bạc", "obstacle": "none",
            "head_name": self.father.name.full, "head_pin": str(self.father.pin),
        }  # fmt: skip
        return known | {"place": place | steps.get("place", {})}

    def declared(self, **steps: Any) -> Application:
        return Application.read(self.answers(**steps), ON)

    def form(self, step: str, typed: dict[str, Any] | None = None, **steps: Any) -> Any:
        filing = Filing(
            procedure=PROCEDURE, step=step, on=ON, at=NOW, by=self.home.actor, answers=self.answers(**steps)
        )
        form = PROCEDURE.step(step).form
        return form(filing=filing) if typed is None else form(typed, filing=filing)


@pytest.fixture
def family() -> Family:
    return Family()


def refused(application: Application, reading: Reading) -> dict[str, list[str]]:
    try:
        checking.check(application, reading)
    except NotInOrder as error:
        return {step: list(texts) for step, texts in error.fields.items()}
    return {}


def says(*errors: type[DomainError]) -> list[str]:
    return [error.template() for error in errors]


def rows_of(*people: tuple[PersonCard, str]) -> dict[str, Any]:
    return {"rows": [a_row(person, relation) for person, relation in people]}


def required(application: Application) -> set[str]:
    return {document.key for document, needed in PROCEDURE.documents_for(application) if needed}


class TestQuestions:
    def test_what_the_register_knows_of_ones_own_household_is_shown_and_not_asked(self, family: Family) -> None:
        form = family.form("place", {"obstacle": "none", "owner_is_head": "on"})
        assert set(form.fields) == {"owner_is_head", "obstacle"}
        assert "Nguyễn Văn Hùng" in {fact.value for fact in form.facts()}
        assert form.is_valid(), form.errors
        assert form.answers()["head_pin"] == str(family.father.pin)

    def test_who_is_not_proved_is_asked_and_told_nothing(self) -> None:
        family = Family(proved=False)
        form = family.form("place")
        assert {"line", "head_name", "head_pin"} <= set(form.fields)
        assert "Nguyễn Văn Hùng" not in {fact.value for fact in form.facts()}

    def test_another_owner_is_named_but_for_a_divorced_couple(self, family: Family) -> None:
        assert {"owner_name", "owner_pin"} <= set(family.form("place", {"obstacle": "none"}).fields)
        assert not {"owner_is_head", "owner_name"} & set(
            family.form("place", {"obstacle": "none"}, case="divorced").fields
        )

    def test_a_place_of_article_23_is_refused_at_the_field(self, family: Family) -> None:
        typed = {"obstacle": "condemned", "owner_is_head": "on"}
        assert list(family.form("place", typed).errors) == ["obstacle"]

    def test_the_household_left_by_its_head_gets_another(self, family: Family) -> None:
        by = Household(family.father, place=family.home.place)
        filing = Filing(procedure=PROCEDURE, step="request", on=ON, at=NOW, by=by.actor, answers=family.answers(by=by))
        offered = [pin for pin, _ in PROCEDURE.step("request").form(filing=filing).fields["new_head"].choices]  # type: ignore[attr-defined]
        assert offered == ["", str(family.mother.pin), str(family.daughter.pin)]
        assert "new_head" not in family.form("request").fields


class TestConsent:
    def test_the_householder_agrees(self, family: Family) -> None:
        assert required(family.declared()) == {"householder_consent"}

    def test_an_owner_who_is_another_agrees_too(self, family: Family) -> None:
        owner = {"owner_name": "Lê Thị Sở Hữu", "owner_pin": "001175000002"}
        assert required(family.declared(place=owner)) == {"householder_consent", "owner_consent"}

    def test_a_divorced_couple_proves_the_divorce_and_asks_nobody(self, family: Family) -> None:
        assert required(family.declared(case="divorced")) == {"divorce"}

    def test_a_householder_who_files_agrees_by_filing(self, family: Family) -> None:
        by = Household(family.father, place=family.home.place)
        assert required(family.declared(by=by)) == set()

    def test_he_is_asked_online_by_his_number(self, family: Family) -> None:
        document = PROCEDURE.document("householder_consent")
        asked = document.opinion_of(family.declared())
        assert asked is not None
        assert asked.pin == str(family.father.pin)
        form = PAPERS.declaration(family.declared(), paper_facts(family.home))
        assert (form.householder, form.householder_opinion.name) == ("Nguyễn Thị Minh Anh", "Nguyễn Văn Hùng")


class TestFee:
    @pytest.mark.parametrize(
        ("on", "online", "counter"),
        [(date(2022, 6, 1), 15_000, 15_000), (date(2023, 2, 5), 5_000, 10_000), (ON, 5_000, 10_000)],
    )
    def test_one_fee_a_registration(self, family: Family, on: date, online: int, counter: int) -> None:
        application = changed(family.declared(), on=on)
        assert [rules.fee(application, channel, on).amount.dong for channel in Channel] == [online, counter, 0]


class TestBeforeFiling:
    def test_a_true_declaration_is_in_order(self, family: Family) -> None:
        application = family.declared(members=rows_of((family.child, "child")))
        assert refused(application, family.home.reading) == {}

    def test_it_is_filed_where_the_household_lives(self) -> None:
        family = Family()
        moved = family.declared(agency={"commune": elsewhere().id})
        assert refused(moved, family.home.reading) == {"agency": says(checking.NoHouseholdHere)}

    def test_the_householder_is_named_rightly(self, family: Family) -> None:
        named = {"head_name": family.mother.name.full, "head_pin": str(family.mother.pin)}
        assert refused(family.declared(place=named), family.home.reading) == {"place": says(checking.OtherHead)}

    def test_only_members_part_from_a_household(self, family: Family) -> None:
        found = refused(family.declared(members=rows_of((a_person(), "guest"))), family.home.reading)
        assert found == {"members": says(commands.NotOfThisHousehold)}

    def test_somebody_remains(self, family: Family) -> None:
        all_others = rows_of((family.father, "father"), (family.mother, "mother"), (family.child, "child"))
        found = refused(family.declared(members=all_others), family.home.reading)
        assert found == {"members": says(commands.NobodyRemains)}

    def test_a_head_who_parts_names_who_follows_him(self, family: Family) -> None:
        along = rows_of((family.father, "father"))
        assert refused(family.declared(members=along), family.home.reading) == {"request": says(commands.NeedsNewHead)}
        named = {"new_head_name": family.mother.name.full, "new_head_pin": str(family.mother.pin)}
        assert refused(family.declared(members=along, request=named), family.home.reading) == {}

    def test_who_has_a_guardian_does_not_part_alone(self, family: Family) -> None:
        population.appoint_guardian(
            ward=family.daughter.id, guardian=family.mother.id, since=ON, ground="test", by=SYSTEM, at=NOW
        )
        assert refused(family.declared(), family.home.reading) == {"members": says(NobodyOfFullCapacity)}
        found = [row.reason for row in compare(family.declared(), OFFICER) if row.blocking]
        assert found == ["no_capacity"]

    def test_minors_do_not_part_alone(self, family: Family) -> None:
        application = family.declared(subject={"born": str(born_at_age(17)), "standing": "parent"})
        assert [(step, type(error)) for step, error in rules.refusals(application)] == [
            ("members", NobodyOfFullCapacity)
        ]

    def test_a_place_of_article_23_is_refused(self, family: Family) -> None:
        application = family.declared()
        at = changed(application.place, obstacle=Obstacle.CONDEMNED)
        found = [(step, type(error)) for step, error in rules.refusals(changed(application, place=at))]
        assert found == [("place", rules.ForbiddenPlace)]

    def test_a_stranger_is_told_none_of_it(self) -> None:
        family = Family(proved=False)
        named = {"head_name": family.mother.name.full, "head_pin": str(family.mother.pin)}
        assert refused(family.declared(place=named), family.home.reading) == {}


class TestForTheOfficer:
    def test_what_is_true_stands_against_nothing(self, family: Family) -> None:
        application = family.declared(members=rows_of((family.child, "child")))
        assert not [row for row in compare(application, OFFICER) if row.blocking]

    def test_each_thing_that_stands_against_it_is_named(self, family: Family) -> None:
        wrong = family.declared(
            members=rows_of((family.father, "father"), (a_person(), "guest")),
            place={"head_name": family.mother.name.full, "head_pin": str(family.mother.pin)},
        )
        assert {row.reason for row in compare(wrong, OFFICER) if row.blocking} == {
            "other_household", "other_head", "new_head",
        }  # fmt: skip
        nowhere = family.declared(agency={"commune": elsewhere().id})
        assert {row.reason for row in compare(nowhere, OFFICER) if row.blocking} == {"no_household_here"}


class TestApproval:
    def test_those_who_part_live_on_there_in_a_household_of_their_own(self, family: Family) -> None:
        effects.split(family.declared(members=rows_of((family.child, "child"))), DECISION)
        new = queries.household_of(person=family.daughter.id, on=ON, **READ)
        assert new is not None
        assert (new.head, new.unit_id, new.address_line) == (
            family.daughter.id, family.home.place.id, "Số 1 phố Hàng Bạc",
        )  # fmt: skip
        assert members(new.id, ON) == {family.daughter.id: Relation.HEAD, family.child.id: Relation.CHILD}
        assert members(family.household or 0, ON) == {family.father.id: Relation.HEAD, family.mother.id: Relation.WIFE}

    def test_the_head_who_parts_leaves_his_household_to_the_one_named(self, family: Family) -> None:
        named = {"new_head_name": family.mother.name.full, "new_head_pin": str(family.mother.pin)}
        effects.split(family.declared(members=rows_of((family.father, "father")), request=named), DECISION)
        assert members(family.household or 0, ON)[family.mother.id] is Relation.HEAD

    def test_a_consent_of_a_former_householder_does_not_do(self, family: Family) -> None:
        commands.change_head(
            household=family.household or 0, new_head=family.mother.id, on=ON, ground="test", by=SYSTEM, at=NOW
        )
        with pytest.raises(effects.HouseholdChanged):
            effects.split(family.declared(), DECISION)

    def test_the_notice_says_what_was_done(self, family: Family) -> None:
        assert result(family.declared(members=rows_of((family.child, "child"))), ON) == (
            "Đã tách hộ khỏi hộ của chủ hộ Nguyễn Văn Hùng tại Số 1 phố Hàng Bạc, Phường Hoàn Kiếm, Thành phố Hà Nội; "
            "hộ mới có 2 người, chủ hộ Nguyễn Thị Minh Anh"
        )


def elsewhere() -> Any:
    """Return a commune of another province."""
    return a_commune("Xã Tân Hưng", code="26743", province=a_province("Cà Mau", code="96"), kind=Kind.COMMUNE)


VERSIONS = [
    (date(2021, 7, 1), 15_000, "the guide's picture, unverified; domain.md section 0, 1/7/2021"),
    (date(2023, 2, 5), 5_000, "domain.md section 0, 5/2/2023: Circular 75/2022; 1.1, the fees"),
    (date(2024, 1, 1), 5_000, "domain.md section 0, 1/1/2024: forms of Circular 66/2023"),
    (date(2025, 1, 10), 5_000, "domain.md section 0, 10/1/2025: Decree 154/2024"),
    (date(2025, 7, 1), 5_000, "domain.md section 0, 1/7/2025: two levels; 1.2, component codes"),
    (date(2026, 3, 15), 5_000, "domain.md section 0, 15/3/2026: consent through VNeID"),
    (date(2026, 7, 1), 5_000, "domain.md section 0, 1/7/2026: Circular 116/2026"),
]


@pytest.mark.parametrize(("since", "online", "source"), VERSIONS, ids=[str(row[0]) for row in VERSIONS])
def test_a_version_has_the_fee_and_the_words_of_its_day(since: date, online: int, source: str) -> None:
    version = next(each for each in PROCEDURES if each.since == since)
    assert version.fees[Channel.PORTAL].dong == online, source
    assert ("VNeID" in version.texts("guidance.consent")) is (since >= date(2026, 3, 15)), source
    assert bool(version.document("divorce").code) is (since >= date(2025, 7, 1)), source
    assert len(PROCEDURES) == len(VERSIONS)
