"""Correction of residence information: what is known and asked, whose consent it needs, what approval does."""

from datetime import date
from typing import Any

import pytest
from tests.builders.corrections import DECISION, LINE, PROCEDURE, Family, a_family, dies, says
from tests.builders.jobs import queued
from tests.builders.places import a_commune
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, a_row, changed
from tests.builders.residence import READ, a_temporary_residence

from dancu.declarations.checking import RegisterChanged
from dancu.notices import rendering
from dancu.notices.models import Message
from dancu.procedures.residence_correction import checking, effects, rules
from dancu.procedures.residence_correction.application import Application
from dancu.procedures.residence_correction.compare import compare
from dancu.procedures.residence_correction.procedure import PROCEDURES
from dancu.procedures.residence_correction.telling import tell_new_householder
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Kind
from dancu.residence.domain.rules import UnfitHead
from dancu.residence.tasks import delete_after_death as work_off_death

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    return a_family()


class TestChange:
    def test_the_household_of_the_register_is_shown_and_kept(self, family: Family) -> None:
        form = family.form("change", {"kind": "permanent"})
        assert "Nguyễn Văn An" in {fact.value for fact in form.facts()}
        assert set(form.fields) == {"kind"}
        assert form.is_valid(), form.errors
        assert form.answers()["head_pin"] == str(family.husband.pin)

    def test_a_stranger_names_the_householder_and_sees_nothing_of_the_register(self) -> None:
        form = a_family(proved=False).form("change")
        assert {"head_name", "head_pin"} <= set(form.fields)
        assert form.facts() == ()

    def test_a_death_that_the_register_knows_is_not_proved_again(self, family: Family) -> None:
        dies(family.husband)
        form = family.form("change", {"kind": "permanent", "reason": "died"}, case="head_gone")
        assert form.is_valid(), form.errors
        assert form.answers()["known"] is True
        assert not rules.needs_proof(family.declares("head_gone", change=form.answers()))

    def test_a_death_that_it_does_not_know_is_proved(self, family: Family) -> None:
        form = family.form("change", {"kind": "permanent", "reason": "died"}, case="head_gone")
        assert form.is_valid(), form.errors
        assert rules.needs_proof(family.declares("head_gone", change=form.answers()))

    def test_an_address_keeps_its_old_line_and_asks_for_another(self, family: Family) -> None:
        same = family.form("change", {"kind": "permanent", "new_line": LINE, "basis": "QĐ 15"}, case="address")
        assert list(same.errors) == ["new_line"]
        other = family.form("change", {"kind": "permanent", "new_line": "Số 3", "basis": "QĐ 15"}, case="address")
        assert other.is_valid(), other.errors
        assert (other.answers()["line"], other.answers()["relation"]) == (LINE, "wife")

    def test_a_householder_who_is_not_known_is_not_asked_who_heads_his_household(self) -> None:
        family = a_family(proved=False)
        typed = {"kind": "permanent", "relation": "head", "line": LINE, "new_line": "Số 3", "basis": "QĐ 15"}
        form = family.form("change", typed, case="address")
        assert form.is_valid(), form.errors
        assert Application.read(family.answers("address", change=form.answers(), members={"rows": []}), ON).head is None

    def test_of_a_temporary_household_the_lodger_says_which(self, family: Family) -> None:
        assert {"head_name", "head_pin"} <= set(family.form("change", {"kind": "temporary"}).fields)


class TestMembers:
    def test_everybody_else_is_offered_with_what_he_is_to_the_new_householder(self, family: Family) -> None:
        rows = family.form("members", members={"rows": []}).proposed_rows()
        assert {row["name"]: row["relation_to_subject"] for row in rows} == {
            "Nguyễn Văn An": "husband",
            "Nguyễn Thị Cúc": "child",
            "Nguyễn Văn Dũng": "child",
        }
        assert all(row["picked"] for row in rows)

    def test_a_householder_who_is_gone_is_not_offered(self, family: Family) -> None:
        rows = family.form("members", case="head_gone").proposed_rows()
        assert "Nguyễn Văn An" not in {row["name"] for row in rows}

    def test_an_address_has_nobody_to_name(self, family: Family) -> None:
        assert family.form("members", case="address").proposed_rows() == []


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("new_head", "Thay đổi chủ hộ từ Nguyễn Văn An sang Trần Thị Bình"),
        ("address", "Điều chỉnh địa chỉ từ “Số 1” thành “Số 3”"),
    ],
)
def test_the_request_is_proposed_from_what_was_answered(family: Family, case: str, said: str) -> None:
    form = family.form("request", case=case, change={"line": "Số 1", "new_line": "Số 3"})
    assert form["request"].value() == said


class TestBeforeFiling:
    def test_a_true_declaration_is_in_order(self, family: Family) -> None:
        assert family.refused() == {}

    def test_the_new_householder_is_not_the_present_one(self, family: Family) -> None:
        wife = {"head_name": family.wife.person.name.full, "head_pin": str(family.wife.person.pin)}
        assert family.refused(change=wife)["change"] == says(rules.SameHead, RegisterChanged)

    def test_a_minor_heads_no_household_with_an_adult_in_it(self, family: Family) -> None:
        subject = a_row(family.son, "") | {"is_subject": False, "standing": "parent", "represents": True}
        rows = [a_row(family.wife.person, "mother"), a_row(family.daughter, "older_sister")]
        rows.append(a_row(family.husband, "father"))
        found = family.refused(subject=subject, members={"rows": rows})
        assert found["subject"][0] == UnfitHead.template()

    def test_every_member_who_stays_is_named(self, family: Family) -> None:
        rows = [a_row(family.daughter, "child"), a_row(family.son, "child")]
        assert family.refused(members={"rows": rows}) == {"members": says(checking.MembersMissing)}
        assert family.refused("head_gone", members={"rows": rows}, change={"reason": "died"}) == {}

    def test_who_lives_elsewhere_is_no_member(self, family: Family) -> None:
        rows = [a_row(person, "child") for person in (family.husband, family.daughter, family.son, a_person())]
        assert family.refused(members={"rows": rows}) == {"members": says(checking.NoMember)}

    def test_who_has_no_such_residence_chooses_again(self, family: Family) -> None:
        assert family.refused(change={"kind": "temporary"}) == {"change": says(checking.NotRegisteredSo)}

    def test_another_commune_must_be_chosen_again(self, family: Family) -> None:
        elsewhere = a_commune("Phường Cửa Nam", code="00082")
        assert family.refused(agency={"commune": elsewhere.id, "case": "new_head"}) == {
            "agency": says(checking.OtherCommune)
        }

    def test_a_relation_is_said_of_somebody_who_is_not_the_householder(self, family: Family) -> None:
        assert family.refused("relation", members={"rows": []}, change={"relation": "wife"}) == {}
        found = family.refused("relation", members={"rows": []}, change={"relation": ""})
        assert found == {"change": says(rules.CaseChanged)}

    @pytest.mark.parametrize("case", ["new_head", "head_gone", "relation", "address"])
    def test_what_another_case_asked_is_filled_in_again(self, family: Family, case: str) -> None:
        empty = {"head_name": "", "head_pin": ""}
        assert rules.CaseChanged.template() in family.refused(case, members={"rows": []}, change=empty)["change"]

    def test_an_address_that_changed_since_is_looked_over_again(self, family: Family) -> None:
        said = {"relation": "wife", "line": "Số 9", "new_line": "Số 3", "basis": "QĐ 15"}
        assert family.refused("address", members={"rows": []}, change=said) == {"change": says(RegisterChanged)}

    def test_a_stranger_learns_nothing_of_the_household(self) -> None:
        family = a_family(proved=False)
        assert family.refused(members={"rows": []}, change={"kind": "temporary"}) == {}


class TestDocuments:
    def needed(self, application: Application) -> set[str]:
        return {each.key for each, required in PROCEDURE.documents_for(application) if required}

    def test_each_case_brings_its_papers(self, family: Family) -> None:
        children = {"rows": [a_row(family.son, "child")]}
        assert self.needed(family.declares()) == {"householder_consent", "members_consent"}
        assert self.needed(family.declares(members=children)) == {"householder_consent"}
        siblings = {"rows": [a_row(family.son, "younger_sibling")]}
        assert self.needed(family.declares(members=siblings)) == {"householder_consent"}
        assert self.needed(family.declares("head_gone", members=children, change={"reason": "missing"})) == {"proof"}
        assert self.needed(family.declares("relation", members={"rows": []}, change={"relation": "wife"})) == {"proof"}

    def test_the_present_householder_is_asked_for_his_opinion(self, family: Family) -> None:
        consent = PROCEDURE.document("householder_consent")
        asked = consent.opinion_of(family.declares())
        assert asked is not None
        assert asked.pin == str(family.husband.pin)

    def test_a_householder_who_files_agrees_by_filing(self, family: Family) -> None:
        application = family.declares()
        filer = changed(application.filer, number=str(family.husband.pin))
        assert not rules.needs_householder_consent(changed(application, filer=filer))

    def test_ct01_says_whose_opinion_it_was(self, family: Family) -> None:
        application = family.declares()
        assert application.present_head == application.former
        assert application.householder.pin == str(family.wife.person.pin)


class TestApproval:
    def test_the_household_has_another_head_and_everybody_is_what_was_said_to_her(self, family: Family) -> None:
        effects.correct(family.declares(), DECISION)
        assert family.head() == family.wife.person.id
        assert family.relations() == {
            family.wife.person.id: Relation.HEAD,
            family.husband.id: Relation.HUSBAND,
            family.daughter.id: Relation.CHILD,
            family.son.id: Relation.CHILD,
        }

    def test_a_relation_is_changed(self, family: Family) -> None:
        row = a_row(family.son, "adopted_child")
        application = family.declares("relation", members={"rows": [row]}, change={"relation": "wife"})
        effects.correct(application, DECISION)
        assert family.relations()[family.son.id] is Relation.ADOPTED_CHILD
        assert family.head() == family.husband.id

    def test_an_address_is_changed_for_everybody_there(self, family: Family) -> None:
        said = {"relation": "wife", "line": LINE, "new_line": "Số 1A phố Hàng Bạc", "basis": "QĐ 15"}
        effects.correct(family.declares("address", members={"rows": []}, change=said), DECISION)
        for person in (family.husband, family.son):
            lives = residence.find_permanent_residence(person=person.id, on=ON, **READ)
            assert lives is not None
            assert lives.address_line == "Số 1A phố Hàng Bạc"

    def test_a_household_with_another_head_by_now_is_left_alone(self, family: Family) -> None:
        effects.correct(family.declares(), DECISION)
        with pytest.raises(effects.HouseholdChanged):
            effects.correct(family.declares(), DECISION)

    def test_a_lodgers_address_is_changed_where_he_lodges(self, family: Family) -> None:
        a_temporary_residence(
            family.daughter,
            since=date(2026, 1, 1),
            until=date(2027, 1, 1),
            unit=a_commune("Phường Cửa Nam", code="00082"),
        )
        subject = a_row(family.daughter, "")
        said = {"kind": "temporary", "relation": "head", "head_name": "", "new_line": "Số 9A phố Huế"}
        effects.correct(family.declares("address", subject=subject, members={"rows": []}, change=said), DECISION)
        lodges = residence.find_temporary_residence(person=family.daughter.id, on=ON, **READ)
        lives = residence.find_permanent_residence(person=family.daughter.id, on=ON, **READ)
        assert lodges is not None
        assert lives is not None
        assert (lodges.address_line, lives.address_line, lodges.kind) == ("Số 9A phố Huế", LINE, Kind.TEMPORARY)


class TestForTheOfficer:
    def compared(self, family: Family, case: str = "new_head", **steps: Any) -> set[str]:
        rows = compare(family.declares(case, **steps), family.wife.reading)
        return {row.reason for row in rows if row.blocking}

    def test_a_true_declaration_goes_on(self, family: Family) -> None:
        assert self.compared(family) == set()

    def test_a_death_stands_beside_what_the_register_knows(self, family: Family) -> None:
        dies(family.husband)
        rows = [a_row(family.daughter, "child"), a_row(family.son, "child")]
        application = family.declares("head_gone", members={"rows": rows}, change={"reason": "died"})
        found = {row.label: row for row in compare(application, family.wife.reading) if row.section == "change"}
        assert not found["head"].blocking
        assert found["reason"].registered

    def test_what_is_not_so_stands_against_reception(self, family: Family) -> None:
        stranger = a_person()
        other = {"head_name": stranger.name.full, "head_pin": str(stranger.pin)}
        assert self.compared(family, change=other) == {"other_head"}
        assert self.compared(family, members={"rows": []}) == {"members_missing"}
        assert self.compared(family, change={"kind": "temporary"}) == {"not_registered_so", "other_head"}


@pytest.mark.parametrize(("on", "asks"), [(date(2023, 1, 1), True), (date(2024, 1, 1), False)])
def test_ct01_is_attached_until_the_declaration_stands_in_for_it(on: date, asks: bool) -> None:
    version = next(each for each in reversed(PROCEDURES) if each.since <= on)
    assert ("ct01" in {each.key for each in version.documents}) is asks


def test_no_version_begins_on_the_day_of_the_fees() -> None:
    assert [each.since.isoformat() for each in PROCEDURES] == [
        "2021-07-01",
        "2024-01-01",
        "2025-01-10",
        "2025-07-01",
        "2026-03-15",
        "2026-07-01",
    ]


class TestByRule:
    def test_who_stands_in_for_a_householder_who_died_is_told_where_to_name_another(self, family: Family) -> None:
        dies(family.husband)
        work_off_death(person=family.husband.id, on="2026-11-01", at=NOW.isoformat())
        told = queued("residence_correction.tell_new_householder")[-1]
        assert (told["head"], told["by_rule"]) == (family.wife.person.id, True)
        tell_new_householder(**told)
        message = Message.objects.get(account=family.wife.account_id, way="inbox")
        assert rendering.words_of(message.notice, message.facts).link.endswith(f"/procedures/{PROCEDURE.slug}")

    def test_whom_the_members_named_is_told_by_the_dossier(self, family: Family) -> None:
        effects.correct(family.declares(), DECISION)
        tell_new_householder(**queued("residence_correction.tell_new_householder")[-1])
        assert not Message.objects.exists()
