"""Declaration of absence: what is asked, what law and registers refuse, what must be proved, what approval does."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from tests.builders.declaring import refusals, says, typed_days
from tests.builders.places import a_commune, a_province
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, Household, born_at_age, changed
from tests.builders.residence import READ, a_household, a_temporary_residence
from tests.procedures.test_permanent_papers import paper_facts

from dancu.casework.domain.filing import Channel
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action, Right
from dancu.casework.filing import Filing
from dancu.casework.procedures import Decision, Reading
from dancu.declarations.domain import rules as shared_rules
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.working_days import TimeLimit
from dancu.places.domain.units import Kind
from dancu.places.queries import list_countries
from dancu.procedures.temporary_absence import checking, effects, rules, words
from dancu.procedures.temporary_absence.application import Application
from dancu.procedures.temporary_absence.compare import compare
from dancu.procedures.temporary_absence.procedure import PROCEDURES
from dancu.residence import commands, queries
from dancu.residence.domain.absence import AbsentWithin, Category
from dancu.residence.domain.terms import TermEndsBeforeItBegins

pytestmark = pytest.mark.django_db

refused = partial(refusals, checking.check)

PROCEDURE = PROCEDURES[-1]
OFFICER = Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW)
DECISION = Decision(dossier_id=None, dossier_code="G01.101.000.070-261124-0001", on=ON, at=NOW, by=SYSTEM)  # type: ignore[arg-type]
ABROAD = {
    "destination": "abroad",
    "country": "KOR",
    "line": "77 Sejong-daero, Seoul",
    "since": "2026-12-01",
    "until": "2027-11-30",
    "reason": "Đi học",
}


def at_home(**facts: Any) -> Household:
    """Return somebody who lives where he declares."""
    person = a_person(**facts)
    home = Household(person)
    a_household(person, unit=home.place)
    return home


def elsewhere() -> Any:
    """Return a commune of another province."""
    return a_commune("Xã Tân Hưng", code="26743", province=a_province("Cà Mau", code="96"), kind=Kind.COMMUNE)


def answers(home: Household, *, case: str = "other", **steps: dict[str, Any]) -> dict[str, dict[str, Any]]:
    known = home.answers(**{step: facts for step, facts in steps.items() if step != "absence"})
    known["agency"]["case"] = case
    return known | {"absence": ABROAD | steps.get("absence", {})}


def declared(home: Household, **steps: Any) -> Application:
    return Application.read(answers(home, **steps), ON)


def within_the_country(unit: Any, **facts: Any) -> dict[str, Any]:
    return {"destination": "domestic", "country": "", "commune": unit.id, "line": "Số 5", **facts}


def a_form(home: Household, typed: dict[str, Any] | None = None, *, step: str = "absence") -> Any:
    filing = Filing(procedure=PROCEDURE, step=step, on=ON, at=NOW, by=home.actor, answers=answers(home))
    form = PROCEDURE.step(step).form
    return form(filing=filing) if typed is None else form(typed, filing=filing)


def typed_absence(**changes: str) -> dict[str, str]:
    boxes = typed_days(since=date(2026, 12, 1), until=date(2027, 11, 30))
    return {**boxes, "destination": "abroad", "country": "KOR", "line": "Seoul", "reason": "Đi học", **changes}


class TestQuestions:
    def test_the_fields_are_those_of_the_guide_in_its_order(self) -> None:
        asked = ["destination", "country", "commune", "line", "since", "until", "reason"]
        assert list(PROCEDURE.step("absence").form.base_fields) == asked

    @pytest.mark.parametrize(("destination", "asked", "unasked"), [
        ("domestic", "commune", "country"), ("abroad", "country", "commune"),
    ])  # fmt: skip
    def test_a_place_is_asked_within_the_country_and_a_country_abroad(
        self, destination: str, asked: str, unasked: str
    ) -> None:
        form = a_form(Household(a_person()), typed_absence(destination=destination))
        assert asked in form.fields
        assert unasked not in form.fields

    def test_a_place_in_the_country_is_kept_by_its_unit(self) -> None:
        home, unit = Household(a_person()), elsewhere()
        typed = typed_absence(destination="domestic", commune_province="96", commune_commune="26743")
        form = a_form(home, typed)
        assert form.is_valid(), form.errors
        assert (form.answers()["commune"], form.answers()["country"]) == (unit.id, "")

    def test_a_last_day_before_the_first_is_refused_at_its_field(self) -> None:
        assert list(a_form(Household(a_person()), typed_absence(until_year="2025")).errors) == ["until"]

    def test_the_request_says_when_and_where(self) -> None:
        assert a_form(Household(a_person()), step="request").initial["request"] == (
            "Khai báo tạm vắng từ ngày 01/12/2026 đến hết ngày 30/11/2027, nơi đến: 77 Sejong-daero, Seoul, Hàn Quốc"
        )

    def test_no_fee_and_no_exemption_is_asked_about(self) -> None:
        assert "exemption" not in a_form(Household(a_person()), step="request").fields

    def test_countries_stand_in_the_alphabet_without_viet_nam(self) -> None:
        assert "VNM" not in list_countries()
        assert list(list_countries().values())[:2] == ["Ả Rập Xê-út", "Afghanistan"]


class TestWhoHasToDeclare:
    @pytest.mark.parametrize(
        ("case", "last", "bound"),
        [
            (Category.ACCUSED_OR_CONVICTED, date(2026, 12, 1), True),
            (Category.UNDER_MEASURES, date(2026, 12, 1), True),
            (Category.BOUND_TO_SERVE, date(2027, 2, 27), False),
            (Category.BOUND_TO_SERVE, date(2027, 2, 28), True),
            (Category.OTHER, date(2027, 11, 29), False),
            (Category.OTHER, date(2027, 11, 30), True),
        ],
    )
    def test_by_category_and_time(self, case: Category, last: date, bound: bool) -> None:
        application = changed(declared(Household(a_person())), case=case, until=last, country="", unit_id=1)
        assert rules.must_be_declared(application) is bound

    def test_others_who_go_abroad_need_not(self) -> None:
        application = declared(Household(a_person()))
        assert not rules.must_be_declared(application)
        assert rules.must_be_declared(changed(application, case=Category.BOUND_TO_SERVE))


class TestDocuments:
    @pytest.mark.parametrize(("case", "needed"), [
        ("accused_or_convicted", {"supervisors_consent"}), ("under_measures", {"supervisors_consent"}),
        ("bound_to_serve", set()), ("other", set()),
    ])  # fmt: skip
    def test_who_is_supervised_brings_the_bodys_consent(self, case: str, needed: set[str]) -> None:
        application = declared(Household(a_person()), case=case)
        assert {document.key for document, required in PROCEDURE.documents_for(application) if required} == needed

    def test_component_codes_are_known_since_the_catalogue_was_read(self) -> None:
        codes = {version.since: version.document("supervisors_consent").code for version in PROCEDURES}
        assert codes[date(2025, 1, 10)] == ""
        assert codes[date(2025, 7, 1)] == "G01.000.000.000-KQ1892"


class TestBeforeFiling:
    def test_a_true_declaration_is_in_order(self) -> None:
        home = at_home()
        assert refused(declared(home), home.reading) == {}

    def test_it_is_declared_where_one_lives_temporarily_too(self) -> None:
        home = Household(a_person())
        a_household(home.person, unit=elsewhere())
        a_temporary_residence(home.person, since=date(2026, 1, 1), until=date(2027, 1, 1), unit=home.place)
        assert refused(declared(home), home.reading) == {}

    def test_elsewhere_it_is_not_taken(self) -> None:
        home = Household(a_person())
        a_household(home.person, unit=elsewhere())
        assert refused(declared(home), home.reading) == {"agency": says(checking.NotLivedIn)}

    def test_who_is_registered_nowhere_has_no_place_to_be_absent_from(self) -> None:
        home = Household(a_person())
        assert refused(declared(home), home.reading) == {"agency": says(commands.NowhereRegistered)}

    def test_within_ones_own_commune_nobody_is_absent(self) -> None:
        home = at_home()
        application = declared(home, absence=within_the_country(home.place))
        assert refused(application, home.reading) == {"absence": says(AbsentWithin)}

    def test_one_absence_is_declared_at_a_time(self) -> None:
        home = at_home()
        effects.register(declared(home), DECISION)
        assert refused(declared(home), home.reading) == {"absence": says(commands.AlreadyAbsent)}
        later = declared(home, absence={"since": "2027-12-01", "until": "2028-12-01"})
        assert refused(later, home.reading) == {}

    def test_a_stranger_is_told_none_of_it(self) -> None:
        home = Household(a_person(), proved=False)
        assert refused(declared(home), home.reading) == {}

    def test_a_minor_is_declared_by_a_parent_or_guardian(self) -> None:
        home = at_home(born=str(born_at_age(17)))
        assert refused(declared(home), home.reading) == {"subject": says(shared_rules.NeedsRepresentative)}

    def test_days_in_the_wrong_order_are_refused(self) -> None:
        application = declared(Household(a_person()), absence={"until": "2026-11-30"})
        assert [(step, type(error)) for step, error in rules.refusals(application)] == [
            ("absence", TermEndsBeforeItBegins)
        ]


class TestForTheOfficer:
    def test_what_is_true_stands_against_nothing(self) -> None:
        assert not [row for row in compare(declared(at_home()), OFFICER) if row.blocking]

    def test_each_thing_that_stands_against_it_is_named(self) -> None:
        home = at_home()
        effects.register(declared(home), DECISION)
        application = declared(home, absence=within_the_country(home.place))
        assert {row.reason for row in compare(application, OFFICER) if row.blocking} == {
            "absent_within", "already_absent",
        }  # fmt: skip
        nowhere = declared(Household(a_person()))
        assert {row.reason for row in compare(nowhere, OFFICER) if row.blocking} == {"nowhere_registered"}


class TestApproval:
    def test_the_register_says_where_he_is_and_until_when(self) -> None:
        home, unit = at_home(), elsewhere()
        effects.register(declared(home, absence=within_the_country(unit)), DECISION)
        known = queries.find_absence(person=home.person.id, on=date(2027, 11, 30), **READ)
        assert known is not None
        assert (known.unit_id, known.address_line, known.country) == (unit.id, "Số 5", "")
        assert (known.since, known.until) == (date(2026, 12, 1), date(2027, 12, 1))
        assert queries.find_absence(person=home.person.id, on=date(2027, 12, 1), **READ) is None

    def test_the_slip_says_where_he_lives_and_where_he_goes(self) -> None:
        home = at_home(name="Trần Văn Bình")
        slip = words.slip(declared(home), changed(paper_facts(home), reading=OFFICER))
        assert slip.permanent == slip.current == "Số 1 phố Hàng Bạc, Phường Hoàn Kiếm, Thành phố Hà Nội"
        assert slip.destination == "77 Sejong-daero, Seoul, Hàn Quốc"
        assert (slip.declarer, slip.reason, slip.until) == ("Trần Văn Bình", "Đi học", date(2027, 11, 30))

    def test_the_slip_is_the_result_and_nothing_is_to_be_paid(self) -> None:
        assert PROCEDURE.workflow.results == ("CT03",)
        assert set(PROCEDURE.papers) == {"CT01", "CT03", "CT04", "CT05", "CT06", "CT10"}
        assert all(
            shared_rules.no_fee(declared(Household(a_person())), channel, ON).amount.dong == 0 for channel in Channel
        )

    def test_only_a_complex_case_takes_the_second_working_day(self) -> None:
        application = declared(Household(a_person()))
        assert PROCEDURE.time_limit(application, ON) == TimeLimit.working_days(1)
        assert PROCEDURE.complex_limit is not None
        assert PROCEDURE.complex_limit(application, ON) == TimeLimit.working_days(2)
        assert PROCEDURE.workflow.step(State.RECEIVED, Action.EXTEND, {Right.PROCESS}).note_required


VERSIONS = [
    (date(2021, 7, 1), "56/2021/TT-BCA", "khỏi huyện", "domain.md section 0, 1/7/2021; Residence Law art. 31.1 c"),
    (date(2024, 1, 1), "66/2023/TT-BCA", "khỏi huyện", "domain.md section 0, 1/1/2024"),
    (date(2025, 1, 10), "66/2023/TT-BCA", "khỏi huyện", "domain.md section 0, 10/1/2025: Decree 154/2024"),
    (date(2025, 7, 1), "66/2023/TT-BCA", "từ 03 tháng", "domain.md section 0, 1/7/2025; procedures.md 4: unverified"),
    (date(2026, 3, 15), "66/2023/TT-BCA", "từ 03 tháng", "domain.md section 0, 15/3/2026: Decree 58/2026"),
    (date(2026, 7, 1), "116/2026/TT-BCA", "từ 03 tháng", "domain.md section 0, 1/7/2026"),
]


@pytest.mark.parametrize(("since", "circular", "away", "source"), VERSIONS, ids=[str(row[0]) for row in VERSIONS])
def test_a_version_has_the_slip_and_the_words_of_its_day(since: date, circular: str, away: str, source: str) -> None:
    version = next(each for each in PROCEDURES if each.since == since)
    assert circular in version.texts("guidance.forms"), source
    assert away in version.texts("cases.bound_to_serve"), source
    assert ("article_31" in version.unverified) is (since >= date(2026, 7, 1))
    assert ("unit_left" in version.unverified) is (since >= date(2025, 7, 1))
    assert "guidance.consent" not in version.texts.by_language["vi"]
    assert len(PROCEDURES) == len(VERSIONS)
