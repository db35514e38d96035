"""Who is declared by the number of an old identity card, or by no number at all."""

from functools import partial
from typing import Any

import pytest
from tests.builders.declaring import refusals, says
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, Household, a_row
from tests.builders.residence import READ, a_household, members
from tests.procedures.test_permanent_forms import a_form, typed_person
from tests.procedures.test_permanent_papers import paper_facts
from tests.procedures.test_permanent_register import DECISION, blocking, elsewhere, into, row

from dancu.casework.procedures import Reading
from dancu.casework.showing import Verdict
from dancu.declarations import checking
from dancu.declarations.domain import rules
from dancu.declarations.settling import concerned, settled
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.sex import Sex
from dancu.procedures.permanent_registration import checking as permanent
from dancu.procedures.permanent_registration.compare import compare
from dancu.procedures.permanent_registration.effects import register as register_approved
from dancu.procedures.permanent_registration.procedure import PAPERS, PROCEDURES
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation

pytestmark = pytest.mark.django_db

OLD = "012345678"
refused = partial(refusals, permanent.check)


def an_officer() -> Reading:
    return Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW)


def by_old(number: str = OLD, **facts: Any) -> dict[str, Any]:
    """Return the answers that name the subject by an old number."""
    return {"subject": {"pin": number, **facts}}


def unnumbered(person: Any, relation: str = "child") -> dict[str, Any]:
    """Return the answer that names a member without a number."""
    return {**a_row(person, relation), "pin": ""}


class TestWhatIsTyped:
    def test_the_subject_s_field_takes_either_number(self) -> None:
        home = Household(a_person("Trần Văn Bình"), proved=False)
        form = a_form(
            "subject",
            home,
            {**typed_person(home.person), "is_subject": "on", "pin": "012 345 678", "current": "Hà Nội"},
        )
        assert form.is_valid(), form.errors
        assert form.answers()["pin"] == OLD
        assert home.declares(**by_old()).subject.old_number == OLD
        assert home.declares(**by_old()).subject.pin == ""

    def test_a_proved_filer_s_kin_is_known_by_the_personal_number_at_once(self) -> None:
        mother = a_person(sex=Sex.FEMALE)
        child = a_person("Trần Thị Chi", born="1/6/2008", mother=mother, old_id_number=OLD)
        form = a_form("subject", Household(mother), {**typed_person(child), "standing": "parent", "pin": OLD})
        assert form.is_valid(), form.errors
        assert (form.answers()["pin"], form.answers()["represents"]) == (str(child.pin), True)

    def test_of_strangers_the_register_says_nothing_while_one_types(self) -> None:
        stranger = a_person("Trần Thị Chi", old_id_number=OLD)
        form = a_form(
            "subject", Household(a_person()), {**typed_person(stranger), "standing": "authorised", "pin": OLD}
        )
        assert form.is_valid(), form.errors
        assert form.answers()["pin"] == OLD

    def test_a_member_has_either_number_or_none(self) -> None:
        typed = {
            "rows-TOTAL_FORMS": "1",
            "rows-INITIAL_FORMS": "0",
            "rows-0-picked": "on",
            "rows-0-name": "Trần Thị Chi",
            "rows-0-born_year": "2026",
            "rows-0-sex": "female",
            "rows-0-relation_to_subject": "child",
        }
        home = Household(a_person())
        assert a_form("members", home, typed).is_valid()
        assert a_form("members", home, {**typed, "rows-0-old_number": "012.345.678"}).is_valid()
        twice = a_form("members", home, {**typed, "rows-0-pin": OLD, "rows-0-old_number": "987654321"})
        assert not twice.is_valid()
        assert set(twice.rows[0].errors) == {"old_number"}


class TestBeforeFiling:
    def test_an_old_number_leads_to_the_one_who_bears_it(self) -> None:
        home = Household(a_person(old_id_number=OLD), proved=False)
        assert refused(home.declares(**by_old()), home.reading) == {}

    @pytest.mark.parametrize("bearers", [0, 2])
    def test_nobody_s_number_and_two_people_s_are_answered_alike(self, bearers: int) -> None:
        home = Household(a_person(), proved=False)
        for _ in range(bearers):
            a_person(home.person.name.full, old_id_number=OLD)
        found = refused(home.declares(**by_old()), home.reading)
        assert found == {"subject": says(checking.NotAsRegisteredOld)}

    def test_a_number_that_is_another_s_is_answered_like_nobody_s(self) -> None:
        a_person("Lê Văn Khác", old_id_number=OLD)
        home = Household(a_person(), proved=False)
        assert refused(home.declares(**by_old()), home.reading) == {"subject": says(checking.NotAsRegisteredOld)}

    def test_one_person_under_both_his_numbers_is_named_twice(self) -> None:
        person = a_person(old_id_number=OLD)
        home = Household(person)
        again = {"rows": [{**a_row(person, "child"), "pin": OLD}]}
        assert says(rules.NamedTwice)[0] in refused(home.declares(members=again), home.reading)["members"]

    @pytest.mark.parametrize("kin", [True, False])
    def test_who_names_somebody_without_a_number_is_not_told_whether_he_is_known(self, kin: bool) -> None:
        mother = a_person(sex=Sex.FEMALE)
        child = a_person("Trần Thị Chi", born="1/6/2026", mother=mother if kin else None)
        home = Household(mother, proved=False)
        assert refused(home.declares(members={"rows": [unnumbered(child)]}), home.reading) == {}

    def test_colleagues_of_the_household_are_kept_from_it_however_its_member_was_named(self) -> None:
        person, spouse = a_person(old_id_number=OLD), a_person(sex=Sex.FEMALE)
        a_household(person, (spouse, Relation.WIFE), unit=elsewhere())
        home = Household(person, proved=False)
        found = concerned(home.declares(**by_old()), home.reading)
        assert (found.subject_pin, found.subject_old_number) == (str(person.pin), OLD)
        assert {str(person.pin), str(spouse.pin)} <= found.pins


class TestForTheOfficer:
    def test_the_personal_number_stands_beside_the_old_one(self) -> None:
        home = Household(a_person(old_id_number=OLD), proved=False)
        rows = compare(home.declares(**by_old()), an_officer())
        found = row(rows, "subject", "pin")
        assert (found.declared, found.registered) == (OLD, home.person.pin.grouped)
        assert found.verdict is Verdict.EQUIVALENT
        assert blocking(rows) == set()

    def test_a_number_that_does_not_tell_two_people_apart_blocks(self) -> None:
        home = Household(a_person(old_id_number=OLD), proved=False)
        a_person(old_id_number=OLD)
        assert blocking(compare(home.declares(**by_old()), an_officer())) == {("subject", "not_in_register")}

    def test_a_child_without_a_number_is_found_among_the_subject_s(self) -> None:
        mother = a_person(sex=Sex.FEMALE)
        child = a_person("Trần Thị Chi", born="1/6/2026", mother=mother)
        rows = compare(Household(mother).declares(members={"rows": [unnumbered(child)]}), an_officer())
        found = row(rows, "members", "pin")
        assert (found.declared, found.registered) == ("", child.pin.grouped)
        assert blocking(rows) == set()

    def test_a_stranger_without_a_number_blocks(self) -> None:
        child = a_person("Trần Thị Chi", born="1/6/2026")
        rows = compare(Household(a_person()).declares(members={"rows": [unnumbered(child)]}), an_officer())
        assert blocking(rows) == {("members", "unnumbered")}

    def test_of_two_alike_neither_is_guessed(self) -> None:
        mother = a_person(sex=Sex.FEMALE)
        one, _other = (a_person("Trần Thị Chi", born="2026", mother=mother) for _ in range(2))
        rows = compare(Household(mother).declares(members={"rows": [unnumbered(one)]}), an_officer())
        assert blocking(rows) == {("members", "unnumbered")}

    def test_the_householder_is_found_by_his_old_number(self) -> None:
        head = a_person(old_id_number=OLD)
        home = Household(a_person())
        a_household(head, unit=home.place, line="Số 12 phố Hàng Bài")
        rows = compare(home.declares(**into(home, head, head_pin=OLD)), an_officer())
        assert row(rows, "head", "pin").declared == OLD
        assert blocking(rows) == set()


def test_approval_registers_whom_an_old_number_and_whom_kinship_lead_to() -> None:
    mother = a_person(sex=Sex.FEMALE, old_id_number=OLD)
    child = a_person("Trần Thị Chi", born="1/6/2026", mother=mother)
    home = Household(mother, proved=False)
    register_approved(home.declares(**by_old(), members={"rows": [unnumbered(child)]}), DECISION)
    present = residence.household_headed_by(person=mother.id, **READ)
    assert present is not None
    assert members(present.id, ON) == {mother.id: Relation.HEAD, child.id: Relation.CHILD}


def test_relations_are_kept_of_movers_without_a_number() -> None:
    mother, child = a_person(sex=Sex.FEMALE), a_person("Trần Thị Chi", born="1/6/2026")
    home, other = Household(mother), a_person()
    request = {
        "householder": str(other.pin),
        "relations": {str(mother.pin): "wife", "Trần Thị Chi 01/06/2026": "child"},
    }
    declared = home.declares(members={"rows": [a_row(other, "husband"), unnumbered(child)]}, request=request)
    assert [mover.relation for mover in declared.movers] == ["wife", "head", "child"]


def test_papers_bear_the_number_that_was_declared() -> None:
    home = Household(a_person(old_id_number=OLD), proved=False)
    declared = home.declares(**by_old())
    assert settled(declared, home.reading).subject.pin == str(home.person.pin)
    assert PAPERS.declaration(declared, paper_facts(home)).pin == OLD
    assert PAPERS.receipt(declared, paper_facts(home)).pin == OLD


def test_an_opinion_is_asked_of_who_bears_the_old_number() -> None:
    home, head = Household(a_person()), a_person(old_id_number=OLD)
    declared = home.declares(**into(home, head, head_pin=OLD))
    asked = PROCEDURES[-1].document("householder_consent").opinion_of(declared)
    assert asked is not None
    assert (asked.name, asked.pin) == (head.name.full, OLD)
