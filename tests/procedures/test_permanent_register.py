"""A declaration beside the registers: before it is filed, for the officer, and when it is approved."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from tests.builders.declaring import refusals, says
from tests.builders.places import a_commune, a_province, an_old_commune, went_to
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, Household, a_row
from tests.builders.residence import READ, a_household, members

from dancu.casework.procedures import Decision, Reading
from dancu.casework.showing import Comparison, Verdict
from dancu.declarations import checking, effects, register
from dancu.declarations.domain.declaration import Named
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.sex import Sex
from dancu.places.domain.units import Extent, Kind
from dancu.population import commands as population
from dancu.procedures.permanent_registration import checking as permanent
from dancu.procedures.permanent_registration import whereabouts
from dancu.procedures.permanent_registration.application import Ground, Origin
from dancu.procedures.permanent_registration.compare import compare
from dancu.procedures.permanent_registration.effects import register as register_approved
from dancu.procedures.permanent_registration.kinship import knows_kin
from dancu.procedures.permanent_registration.procedure import PROCEDURES
from dancu.residence import queries as residence
from dancu.residence.commands import AlreadyHoused, NeedsNewHead
from dancu.residence.domain.relations import Relation

PROCEDURE = PROCEDURES[-1]

pytestmark = pytest.mark.django_db

refused = partial(refusals, permanent.check)

OFFICER = Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW)
DECISION = Decision(dossier_id=None, dossier_code="G01.101.000.070-261124-0001", on=ON, at=NOW, by=SYSTEM)  # type: ignore[arg-type]


def elsewhere() -> Any:
    """Return a commune of another province."""
    return a_commune("Xã Tân Hưng", code="26743", province=a_province("Cà Mau", code="96"), kind=Kind.COMMUNE)


def blocking(rows: Any) -> set[tuple[str, str]]:
    return {(row.section, row.reason) for row in rows if row.blocking}


def row(rows: Any, section: str, label: str) -> Comparison:
    return next(each for each in rows if (each.section, each.label) == (section, label))


def into(home: Any, head: Any, relation: str = "child", **place: Any) -> dict[str, Any]:
    """Return the answers by which somebody joins the household of a head."""
    return {
        "agency": {"case": "other_province_join"},
        "place": {
            "head_name": head.name.full,
            "head_pin": str(head.pin),
            "relation": relation,
            "ground": "kin_close",
            **place,
        },
    }


class TestBeforeFiling:
    def test_a_true_declaration_is_in_order(self) -> None:
        person = a_person()
        a_household(person, unit=elsewhere())
        home = Household(person)
        assert refused(home.declares(), home.reading) == {}

    @pytest.mark.parametrize(
        ("fact", "value"),
        [("name", "Nguyễn Văn Khác"), ("born", "16/03/1990"), ("sex", "female"), ("pin", "001090999999")],
    )
    def test_locked_facts_that_were_tampered_with_are_refused(self, fact: str, value: str) -> None:
        home = Household(a_person())
        found = refused(home.declares(subject={fact: value}), home.reading)
        assert checking.NotAsRegistered.template() in found["subject"]

    def test_a_name_may_be_written_in_another_way(self) -> None:
        home = Household(a_person("Trần Thị Hoà Mĩ", sex=Sex.FEMALE))
        assert refused(home.declares(subject={"name": "TRẦN THỊ HÒA MỸ"}), home.reading) == {}

    def test_the_dead_are_not_registered(self) -> None:
        person, dead = a_person(), a_person()
        home = Household(person)
        population.record_death(person=dead.id, on=date(2026, 1, 1), ground="test", by=SYSTEM, at=NOW)
        found = refused(home.declares(members={"rows": [a_row(dead, "child")]}), home.reading)
        assert found == {"members": says(checking.NotAsRegistered)}

    def test_an_unproved_account_learns_only_whether_all_facts_agree(self) -> None:
        person = a_person()
        a_household(person, unit=a_commune())
        home = Household(person, proved=False)
        # The case is wrong and he lives there already, but the register tells a stranger neither.
        assert refused(home.declares(place={"line": "Số 1 phố Hàng Bạc"}), home.reading) == {}
        found = refused(home.declares(subject={"born": "1/1/1991"}), home.reading)
        assert found == {"subject": says(checking.NotAsRegistered)}

    def test_an_account_that_is_no_longer_proved_must_look_again(self) -> None:
        home = Household(a_person(), proved=False)
        found = refused(home.declares(subject={"filer_proved": True}), home.reading)
        assert found == {"subject": says(checking.RegisterChanged)}

    def test_a_proved_account_cannot_pass_for_somebody_else(self) -> None:
        home, other = Household(a_person()), a_person()
        found = refused(home.declares(subject={"name": other.name.full, "pin": str(other.pin)}), home.reading)
        assert says(checking.RegisterChanged)[0] in found["subject"]

    def test_who_lives_there_already_is_told_so(self) -> None:
        person = a_person()
        a_household(person, unit=a_commune(), line="Số 12 phố Hàng Bài")
        home = Household(person)
        answers = {"agency": {"case": "same_commune_new"}, "place": {"line": "số 12, phố Hàng Bài"}}
        assert refused(home.declares(**answers), home.reading) == {"place": says(permanent.AlreadyThere)}

    def test_the_case_must_agree_with_where_one_lives(self) -> None:
        person = a_person()
        a_household(person, unit=a_commune("Phường Cửa Nam", code="00082"))
        home = Household(person)
        assert refused(home.declares(), home.reading) == {"agency": says(permanent.OtherOrigin)}
        assert refused(home.declares(agency={"case": "same_province_new"}), home.reading) == {}

    def test_the_householder_must_head_a_household_there(self) -> None:
        person, head = a_person(), a_person()
        home = Household(person)
        assert refused(home.declares(**into(home, head)), home.reading) == {"place": says(checking.NoSuchHouseholder)}
        a_household(head, unit=home.place, line="Số 12 phố Hàng Bài")
        assert refused(home.declares(**into(home, head)), home.reading) == {}

    def test_a_head_who_leaves_others_behind_names_who_follows(self) -> None:
        person, spouse = a_person(), a_person(sex=Sex.FEMALE)
        a_household(person, (spouse, Relation.WIFE), unit=elsewhere())
        home = Household(person)
        assert refused(home.declares(), home.reading) == {"request": says(checking.NewHeadMissing)}
        named = {"new_head_name": spouse.name.full, "new_head_pin": str(spouse.pin)}
        assert refused(home.declares(request=named), home.reading) == {}
        everybody = {"rows": [a_row(spouse, "wife")]}
        assert refused(home.declares(members=everybody), home.reading) == {}

    def test_all_that_is_wrong_is_said_at_once(self) -> None:
        home = Household(a_person())
        found = refused(home.declares(subject={"sex": "female"}, place={"obstacle": "disputed"}), home.reading)
        assert set(found) == {"subject", "place"}


class TestKinship:
    def test_a_proved_filer_is_told_that_his_kinship_is_known(self) -> None:
        father = a_person(born="1/1/1960")
        child = a_person(father=father)
        home = Household(child)
        own = register.own(home.reading)
        asked = {"subject_pin": str(child.pin), "ground": Ground.KIN_CLOSE, "reading": home.reading}
        name = Named(father.name.full, str(father.pin))
        assert knows_kin(own, other=name, **asked)
        assert not knows_kin(own, other=Named("Ai Khác", str(father.pin)), **asked)
        assert not knows_kin(None, other=name, **asked)

    def test_nobody_is_told_of_strangers_kinship(self) -> None:
        father = a_person(born="1/1/1960")
        child = a_person(father=father)
        stranger = Household(a_person())
        assert not knows_kin(
            register.own(stranger.reading),
            subject_pin=str(child.pin),
            other=Named(father.name.full, str(father.pin)),
            ground=Ground.KIN_CLOSE,
            reading=stranger.reading,
        )

    def test_a_parent_in_the_register_represents(self) -> None:
        mother = a_person(sex=Sex.FEMALE)
        child = a_person(born="1/1/2020", mother=mother)
        home = Household(mother)
        own = register.own(home.reading)
        asked = {"subject_pin": str(child.pin), "reading": home.reading}
        assert register.represents(own, standing="parent", **asked)
        assert not register.represents(own, standing="guardian", **asked)
        assert not register.represents(None, standing="parent", **asked)


class TestOrigin:
    def test_an_old_commune_counts_as_what_it_is_today(self) -> None:
        today, old = a_commune(), an_old_commune()
        went_to(old, today)
        assert whereabouts.origins(old.id, today.id, ON) == {Origin.SAME_COMMUNE}

    def test_a_divided_commune_between_provinces_is_not_guessed(self) -> None:
        old = an_old_commune()
        went_to(old, a_commune(), elsewhere(), extent=Extent.PARTLY)
        assert whereabouts.origins(old.id, a_commune().id, ON) == {Origin.SAME_COMMUNE, Origin.OTHER_PROVINCE}


class TestForTheOfficer:
    def test_what_agrees_blocks_nothing(self) -> None:
        person = a_person()
        a_household(person, unit=elsewhere())
        home = Household(person)
        rows = compare(home.declares(), OFFICER)
        assert blocking(rows) == set()
        assert {each.verdict for each in rows} == {Verdict.SAME}

    def test_an_equivalent_name_is_told_and_lets_pass(self) -> None:
        home = Household(a_person("Trần Thị Hoà", sex=Sex.FEMALE))
        rows = compare(home.declares(subject={"name": "Trần Thị Hòa"}), OFFICER)
        assert row(rows, "subject", "name").verdict is Verdict.EQUIVALENT
        assert blocking(rows) == set()

    def test_facts_that_differ_block_reception(self) -> None:
        home = Household(a_person())
        rows = compare(home.declares(subject={"name": "Lê Khác", "born": "1/1/1980", "sex": "female"}), OFFICER)
        assert blocking(rows) == {("subject", "name"), ("subject", "born"), ("subject", "sex")}

    def test_a_number_that_nobody_bears_blocks(self) -> None:
        home = Household(a_person())
        rows = compare(home.declares(subject={"pin": "001090999999"}), OFFICER)
        assert blocking(rows) == {("subject", "not_in_register")}
        assert row(rows, "subject", "name").verdict is Verdict.UNKNOWN

    def test_the_dead_block(self) -> None:
        person = a_person()
        home = Household(person)
        population.record_death(person=person.id, on=date(2026, 1, 1), ground="test", by=SYSTEM, at=NOW)
        assert ("subject", "dead") in blocking(compare(home.declares(), OFFICER))

    def test_who_heads_no_household_there_blocks(self) -> None:
        home, head = Household(a_person()), a_person()
        a_household(head, unit=elsewhere())
        rows = compare(home.declares(**into(home, head)), OFFICER)
        assert blocking(rows) == {("head", "not_householder")}

    def test_another_address_of_the_household_is_shown_and_lets_pass(self) -> None:
        home, head = Household(a_person()), a_person()
        a_household(head, unit=home.place, line="Số 14 phố Hàng Bài")
        rows = compare(home.declares(**into(home, head)), OFFICER)
        assert row(rows, "head", "head_of").verdict is Verdict.DIFFERENT
        assert blocking(rows) == set()

    def test_an_unproved_filers_mistakes_show_here(self) -> None:
        person = a_person()
        a_household(person, unit=a_commune(), line="Số 12 phố Hàng Bài")
        home = Household(person, proved=False)
        assert blocking(compare(home.declares(), OFFICER)) == {("subject", "already_there")}

    def test_a_head_who_leaves_others_without_a_successor_blocks(self) -> None:
        person, spouse = a_person(), a_person(sex=Sex.FEMALE)
        a_household(person, (spouse, Relation.WIFE), unit=elsewhere())
        home = Household(person, proved=False)
        assert blocking(compare(home.declares(), OFFICER)) == {("subject", "new_head")}

    @pytest.mark.parametrize(("born", "blocks"), [("1/1/1960", {("subject", "unfit_head")}), ("1/1/2015", set())])
    def test_a_head_with_a_guardian_blocks_where_another_could_head(self, born: str, blocks: set[Any]) -> None:
        ward, other, guardian = a_person(), a_person(born=born), a_person()
        population.appoint_guardian(
            ward=ward.id, guardian=guardian.id, since=date(2020, 1, 1), ground="test", by=SYSTEM, at=NOW
        )
        home = Household(ward, proved=False)
        rows = compare(home.declares(members={"rows": [a_row(other, Relation.GUEST)]}), OFFICER)
        assert blocking(rows) == blocks

    def test_it_concerns_all_who_share_the_households(self) -> None:
        person, spouse, head, child = a_person(), a_person(sex=Sex.FEMALE), a_person(), a_person(born="1/1/2015")
        a_household(person, (spouse, Relation.WIFE), unit=elsewhere())
        home = Household(person)
        a_household(head, (child, Relation.CHILD), unit=home.place)
        found = PROCEDURE.concerned(home.declares(**into(home, head)), home.reading)
        assert found.pins == {str(each.pin) for each in (person, spouse, head, child)}
        assert (found.subject_name, found.subject_pin) == (person.name.full, str(person.pin))


class TestApproval:
    def test_a_new_household_is_opened_and_the_old_one_closed(self) -> None:
        person, spouse = a_person(), a_person(sex=Sex.FEMALE)
        a_household(person, (spouse, Relation.WIFE), unit=elsewhere())
        home = Household(person)
        register_approved(home.declares(members={"rows": [a_row(spouse, "wife")]}), DECISION)
        found = residence.household_of(person=spouse.id, on=ON, **READ)
        assert found is not None
        assert (found.head, found.unit_id, found.address_line) == (person.id, home.place.id, "Số 12 phố Hàng Bài")
        assert members(found.id, ON) == {person.id: Relation.HEAD, spouse.id: Relation.WIFE}
        assert len(residence.list_residences(person=person.id, **READ)) == 2

    def test_the_special_categories_of_the_reception_are_entered_of_all_who_move(self) -> None:
        person, spouse = a_person(), a_person(sex=Sex.FEMALE)
        a_household(person, (spouse, Relation.WIFE), unit=elsewhere())
        declared = Household(person).declares(members={"rows": [a_row(spouse, "wife")]})
        register_approved(declared, replace(DECISION, special_categories=("policy_family",)))
        people = [person.id, spouse.id]
        found = residence.categories_as_of(people=people, on=ON, known_at=NOW, **READ)
        assert found == dict.fromkeys(people, ("policy_family",))

    def test_a_household_is_joined_by_its_head(self) -> None:
        person, head = a_person(), a_person()
        home = Household(person)
        joined = a_household(head, unit=home.place)
        register_approved(home.declares(**into(home, head, relation="younger_sibling")), DECISION)
        assert members(joined.household_id, ON) == {head.id: Relation.HEAD, person.id: Relation.YOUNGER_SIBLING}

    def test_the_successor_heads_the_household_that_is_left(self) -> None:
        person, spouse = a_person(), a_person(sex=Sex.FEMALE)
        left = a_household(person, (spouse, Relation.WIFE), unit=elsewhere())
        home = Household(person)
        named = {"new_head_name": spouse.name.full, "new_head_pin": str(spouse.pin)}
        register_approved(home.declares(request=named), DECISION)
        assert members(left.household_id, ON) == {spouse.id: Relation.HEAD}

    def test_without_a_successor_the_register_refuses(self) -> None:
        person, spouse = a_person(), a_person(sex=Sex.FEMALE)
        a_household(person, (spouse, Relation.WIFE), unit=elsewhere())
        with pytest.raises(NeedsNewHead):
            register_approved(Household(person).declares(), DECISION)

    def test_a_household_whose_head_has_changed_is_not_joined(self) -> None:
        home, head = Household(a_person()), a_person()
        with pytest.raises(effects.HouseholdGone):
            register_approved(home.declares(**into(home, head)), DECISION)

    def test_nobody_moves_to_where_he_lives(self) -> None:
        person = a_person()
        a_household(person, unit=a_commune(), line="Số 12 phố Hàng Bài")
        with pytest.raises(AlreadyHoused):
            register_approved(Household(person).declares(), DECISION)
