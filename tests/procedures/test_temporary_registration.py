"""Temporary registration: what is asked, what law and registers refuse, what must be proved and paid, what approval does."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

import pytest
from tests.builders.declaring import refusals, required, says, typed_days
from tests.builders.places import a_commune, a_province
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, Household, a_row, born_at_age, changed, the_answers_of
from tests.builders.residence import READ, a_household, a_temporary_residence

from dancu.casework.domain.filing import Channel
from dancu.casework.filing import Filing
from dancu.casework.procedures import Decision, Reading
from dancu.declarations.checking import NoSuchHouseholder
from dancu.declarations.domain.declaration import Named
from dancu.declarations.domain.registration import Entry, Obstacle
from dancu.declarations.domain.temporary import Case
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.sex import Sex
from dancu.places.domain.units import Kind
from dancu.procedures.temporary_registration import checking, effects, rules
from dancu.procedures.temporary_registration.application import Application, Ground
from dancu.procedures.temporary_registration.compare import compare
from dancu.procedures.temporary_registration.procedure import PAPERS, PROCEDURES
from dancu.procedures.temporary_registration.words import result
from dancu.residence import queries as residence
from dancu.residence.domain import terms
from dancu.residence.domain.relations import Relation

pytestmark = pytest.mark.django_db

refused = partial(refusals, checking.check)

PROCEDURE = PROCEDURES[-1]
OFFICER = Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW)
DECISION = Decision(dossier_id=None, dossier_code="G01.101.000.070-261124-0001", on=ON, at=NOW, by=SYSTEM)  # type: ignore[arg-type]
PLACE = {
    "new_household": True,
    "since": "2026-12-01",
    "until": "2027-11-30",
    "line": "Số 12 phố Hàng Bài",
    "relation": "",
    "ground": "lent",
    "obstacle": "none",
}


def elsewhere() -> Any:
    """Return a commune of another province."""
    return a_commune("Xã Tân Hưng", code="26743", province=a_province("Cà Mau", code="96"), kind=Kind.COMMUNE)


def answers(home: Household, *, case: str = "household", **steps: dict[str, Any]) -> dict[str, dict[str, Any]]:
    known = home.answers(**{step: facts for step, facts in steps.items() if step != "place"})
    known["agency"]["case"] = case
    return known | {"place": PLACE | steps.get("place", {})}


def declared(home: Household, **steps: Any) -> Application:
    return Application.read(answers(home, **steps), ON)


def into(head: Any, relation: str = "guest", **place: Any) -> dict[str, Any]:
    """Return the answers by which somebody joins the household of a head."""
    return {
        "new_household": False,
        "head_name": head.name.full,
        "head_pin": str(head.pin),
        "relation": relation,
        **place,
    }


def a_form(step: str, home: Household, typed: dict[str, Any] | None = None, **steps: Any) -> Any:
    filing = Filing(procedure=PROCEDURE, step=step, on=ON, at=NOW, by=home.actor, answers=answers(home, **steps))
    form = PROCEDURE.step(step).form
    return form(filing=filing) if typed is None else form(typed, filing=filing)


def typed_place(**changes: str) -> dict[str, str]:
    boxes = typed_days(since=date(2026, 12, 1), until=date(2027, 11, 30))
    return {**boxes, "line": "Số 12", "ground": "lent", "obstacle": "none", "new_household": "on", **changes}


class TestPlace:
    def test_a_new_household_in_a_rented_dwelling_names_nobody_else(self) -> None:
        form = a_form("place", Household(a_person()), typed_place())
        assert form.is_valid(), form.errors
        assert not {"head_name", "relation", "owner_name"} & set(form.fields)
        assert form.answers()["since"] == "2026-12-01"

    def test_to_join_a_household_its_head_is_asked_for(self) -> None:
        form = a_form("place", Household(a_person()))
        assert {"head_name", "head_pin", "relation"} <= set(form.fields)

    @pytest.mark.parametrize(("ground", "asked"), [("kin", True), ("lent", False), ("own", False)])
    def test_only_with_kin_the_owner_is_asked_for(self, ground: str, asked: bool) -> None:
        form = a_form("place", Household(a_person()), typed_place(ground=ground))
        assert ("owner_name" in form.fields) is asked

    @pytest.mark.parametrize(("case", "grounds"), [(each.value, rules.GROUNDS[each]) for each in Case])
    def test_each_case_offers_its_grounds(self, case: str, grounds: Iterable[Ground]) -> None:
        form = a_form("place", Household(a_person()), case=case)
        assert [key for key, _ in form.fields["ground"].choices] == [ground.value for ground in grounds]

    def test_too_short_a_time_is_refused_at_the_last_day(self) -> None:
        typed = typed_place(until_day="29", until_month="12", until_year="2026")
        assert list(a_form("place", Household(a_person()), typed).errors) == ["until"]

    def test_a_place_of_article_23_is_refused_at_the_field(self) -> None:
        assert list(a_form("place", Household(a_person()), typed_place(obstacle="disputed")).errors) == ["obstacle"]

    def test_a_list_has_no_household_and_no_relations(self) -> None:
        home = Household(a_person())
        assert not {"new_household", "head_name"} & set(a_form("place", home, case="list").fields)
        row = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-picked": "on"}
        assert not {"relation", "relation_to_subject"} & set(a_form("members", home, row, case="list").rows[0].fields)
        assert "exemption" not in a_form("request", home, case="list").fields


class TestTerm:
    @pytest.mark.parametrize(
        ("since", "last", "refusal"),
        [
            (date(2026, 12, 1), date(2026, 12, 30), None),
            (date(2026, 12, 1), date(2026, 12, 29), terms.TermTooShort),
            (date(2026, 12, 1), date(2028, 11, 30), None),
            (date(2026, 12, 1), date(2028, 12, 1), terms.TermTooLong),
            (date(2026, 12, 1), date(2026, 11, 1), terms.TermEndsBeforeItBegins),
        ],
    )
    def test_thirty_days_or_more_and_at_most_two_years(self, since: date, last: date, refusal: Any) -> None:
        found = rules.term_refusal(since, last)
        assert found is None if refusal is None else isinstance(found, refusal)


class TestBeforeFiling:
    def test_a_true_declaration_is_in_order(self) -> None:
        person = a_person()
        a_household(person, unit=elsewhere())
        home = Household(person)
        assert refused(declared(home), home.reading) == {}

    def test_nobody_registers_temporarily_in_his_own_commune(self) -> None:
        person = a_person()
        a_household(person, unit=a_commune())
        home = Household(person)
        assert refused(declared(home), home.reading) == {"agency": says(checking.InOwnCommune)}

    def test_who_lives_there_temporarily_extends_it_instead(self) -> None:
        home = Household(a_person())
        a_temporary_residence(
            home.person, since=date(2026, 1, 1), until=date(2027, 1, 1), unit=home.place, line=PLACE["line"]
        )
        assert refused(declared(home), home.reading) == {"place": says(checking.AlreadyThere)}

    def test_a_stranger_is_told_neither(self) -> None:
        person = a_person()
        a_household(person, unit=a_commune())
        home = Household(person, proved=False)
        assert refused(declared(home), home.reading) == {}

    def test_whoever_is_named_as_householder_must_head_a_household_there(self) -> None:
        home = Household(a_person())
        found = refused(declared(home, place=into(a_person())), home.reading)
        assert found == {"place": says(NoSuchHouseholder)}

    def test_the_ground_must_belong_to_the_case(self) -> None:
        home = Household(a_person())
        assert refused(declared(home, case="barracks"), home.reading) == {"place": says(rules.OtherGround)}

    def test_a_place_of_article_23_is_refused(self) -> None:
        application = declared(Household(a_person()))
        at = changed(application.place, obstacle=Obstacle.CONDEMNED)
        found = [(step, type(error)) for step, error in rules.refusals(changed(application, place=at))]
        assert found == [("place", rules.ForbiddenPlace)]


class TestDocuments:
    @pytest.mark.parametrize(
        ("case", "ground", "needed"),
        [
            ("household", "own", {"dwelling"}),
            ("household", "lent", {"dwelling"}),
            ("household", "kin", set()),
            ("list", "lent", {"dwelling", "list_letter", "list_declarations"}),
            ("barracks", "police", {"police_letter"}),
            ("barracks", "army", {"army_letter"}),
        ],
    )
    def test_each_case_brings_its_papers(self, case: str, ground: str, needed: set[str]) -> None:
        assert required(PROCEDURE, declared(Household(a_person()), case=case, place={"ground": ground})) == needed

    def test_who_joins_a_household_brings_its_heads_consent_unless_the_head_files(self) -> None:
        home = Household(a_person())
        assert "householder_consent" in required(PROCEDURE, declared(home, place=into(a_person())))
        assert "householder_consent" not in required(PROCEDURE, declared(home, place=into(home.person)))

    def test_with_kin_an_owner_who_is_not_the_head_agrees_too(self) -> None:
        owner = {"ground": "kin", "owner_name": "Lê Thị Sở Hữu", "owner_pin": "001175000002"}
        assert "owner_consent" in required(PROCEDURE, declared(Household(a_person()), place=into(a_person(), **owner)))

    def test_small_children_of_the_householder_join_him_without_consent_since_2026(self) -> None:
        application = declared(
            Household(a_person()), place=into(a_person(), relation="child"), subject={"born": "1/6/2023"}
        )
        assert not rules.needs_householder_consent(application)
        assert rules.needs_householder_consent(changed(application, on=date(2026, 6, 30)))


class TestFee:
    @pytest.mark.parametrize(
        ("on", "online", "counter"),
        [(date(2022, 6, 1), 15_000, 15_000), (date(2023, 2, 5), 7_000, 15_000), (ON, 7_000, 15_000)],
    )
    def test_one_fee_a_registration(self, on: date, online: int, counter: int) -> None:
        application = changed(declared(Household(a_person())), on=on)
        assert [rules.fee(application, channel, on).amount.dong for channel in Channel] == [online, counter, 0]

    def test_by_list_each_pays_but_whom_age_exempts(self) -> None:
        child = {**the_answers_of(a_person()), "born": str(born_at_age(15))}
        rows = {"rows": [the_answers_of(a_person()), child]}
        listed = declared(Household(a_person()), case="list", members=rows)
        assert [rules.fee(listed, channel, ON).amount.dong for channel in Channel] == [2 * 5_000, 2 * 10_000, 0]

    def test_a_list_of_children_costs_nothing(self) -> None:
        listed = declared(Household(a_person()), case="list", subject={"born": str(born_at_age(15))})
        fee = rules.fee(listed, Channel.PORTAL, ON)
        assert (fee.amount.dong, fee.exemption) == (0, "child")


class TestApproval:
    def test_a_household_comes_to_live_there_and_keeps_its_permanent_home(self) -> None:
        person, wife = a_person(), a_person(sex=Sex.FEMALE)
        a_household(person, (wife, Relation.WIFE), unit=elsewhere())
        home = Household(person)
        effects.register(declared(home, members={"rows": [a_row(wife, "wife")]}), DECISION)
        for each in (person, wife):
            lives = residence.find_temporary_residence(person=each.id, on=date(2026, 12, 1), **READ)
            assert lives is not None
            assert (lives.unit_id, lives.since, lives.until) == (home.place.id, date(2026, 12, 1), date(2027, 12, 1))
            permanent = residence.find_permanent_residence(person=each.id, on=date(2026, 12, 1), **READ)
            assert permanent is not None
            assert permanent.unit_id == elsewhere().id

    def test_a_guest_joins_the_household_that_lives_there(self) -> None:
        head = a_person("Lê Văn Chủ")
        there = a_household(head, unit=a_commune())
        home = Household(a_person())
        effects.register(declared(home, place=into(head)), DECISION)
        lives = residence.find_temporary_residence(person=home.person.id, on=date(2026, 12, 1), **READ)
        assert lives is not None
        assert (lives.household_id, lives.relation) == (there.household_id, Relation.GUEST)

    def test_people_of_a_list_live_each_for_himself(self) -> None:
        home, other = Household(a_person()), a_person()
        listed = declared(home, case="list", members={"rows": [the_answers_of(other)]})
        assert (listed.entry, listed.householder) == (Entry.APART, Named("", ""))
        effects.register(listed, DECISION)
        for person in (home.person, other):
            lives = residence.find_temporary_residence(person=person.id, on=date(2026, 12, 1), **READ)
            assert lives is not None
            assert lives.household_id is None

    def test_the_notice_says_what_was_registered(self) -> None:
        application = declared(Household(a_person("Trần Văn Bình")))
        assert result(application, ON) == (
            "Đã đăng ký tạm trú lập hộ mới tại Số 12 phố Hàng Bài, Phường Hoàn Kiếm, Thành phố Hà Nội "
            "từ ngày 01/12/2026 đến hết ngày 30/11/2027"
        )
        assert set(PAPERS.on(ON)) == {"CT01", "CT04", "CT05", "CT06", "CT08", "CT10"}


class TestForTheOfficer:
    def test_own_commune_and_same_place_stand_against_reception(self) -> None:
        person = a_person()
        a_household(person, unit=a_commune())
        home = Household(person)
        a_temporary_residence(
            person, since=date(2026, 1, 1), until=date(2027, 1, 1), unit=home.place, line=PLACE["line"]
        )
        found = {row.reason for row in compare(declared(home), OFFICER) if row.blocking}
        assert found == {"own_commune", "already_there"}
