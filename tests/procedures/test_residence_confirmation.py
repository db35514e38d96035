"""Confirmation of residence information: who may ask, what is confirmed, how long it takes and how long it is good."""

from datetime import date
from typing import Any

import pytest
from tests.builders.places import a_commune, a_province
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, Household, changed
from tests.builders.residence import READ, SINCE, a_household, a_temporary_residence
from tests.procedures.test_permanent_papers import paper_facts

from dancu.casework.domain.filing import Channel
from dancu.casework.filing import Filing
from dancu.casework.procedures import Reading
from dancu.declarations.checking import NotInOrder
from dancu.declarations.domain.rules import no_fee
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.sex import Sex
from dancu.places.domain.units import Address, Kind
from dancu.population.domain.person import PersonCard
from dancu.procedures.residence_confirmation import checking, rules
from dancu.procedures.residence_confirmation.application import Application, Content
from dancu.procedures.residence_confirmation.compare import compare
from dancu.procedures.residence_confirmation.confirming import confirmation
from dancu.procedures.residence_confirmation.procedure import PROCEDURES
from dancu.residence import commands, queries
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Ground, Joining
from dancu.residence.papers import Confirmation

pytestmark = pytest.mark.django_db

PROCEDURE = PROCEDURES[-1]
OFFICER = Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW)
HOME = "Số 1 phố Hàng Bạc, Phường Hoàn Kiếm, Thành phố Hà Nội"


def answers(home: Household, *contents: str, **steps: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return home.answers(**steps) | {"content": {"contents": list(contents) or ["present"], "known": True}}


def declared(home: Household, *contents: str, **steps: dict[str, Any]) -> Application:
    return Application.read(answers(home, *contents, **steps), ON)


def confirmed(home: Household, *contents: str, **steps: dict[str, Any]) -> Confirmation:
    return confirmation(declared(home, *contents, **steps), changed(paper_facts(home), reading=OFFICER))


def a_form(step: str, home: Household, *contents: str, typed: dict[str, Any] | None = None, **steps: Any) -> Any:
    known = answers(home, *contents, **steps)
    filing = Filing(procedure=PROCEDURE, step=step, on=ON, at=NOW, by=home.actor, answers=known)
    form = PROCEDURE.step(step).form
    return form(filing=filing) if typed is None else form(typed, filing=filing)


@pytest.fixture
def wife() -> PersonCard:
    return a_person("Trần Thị Bình", sex=Sex.FEMALE)


@pytest.fixture
def home(wife: PersonCard) -> Household:
    """A householder, his wife, and their home in Hoàn Kiếm."""
    person = a_person("Nguyễn Văn An")
    found = Household(person)
    a_household(person, (wife, Relation.WIFE), unit=found.place)
    return found


class TestQuestions:
    def test_one_case_is_not_asked_about(self, home: Household) -> None:
        assert "case" not in a_form("agency", home).fields

    def test_something_has_to_be_chosen(self, home: Household) -> None:
        assert list(a_form("content", home, typed={}).errors) == ["contents"]

    def test_the_request_names_what_was_chosen(self, home: Household) -> None:
        assert a_form("request", home, "household", "former").initial["request"] == (
            "Xác nhận chủ hộ và các thành viên trong hộ gia đình; Xác nhận các nơi cư trú trước đây"
        )

    def test_the_register_knows_where_who_declares_lives(self, home: Household) -> None:
        form = a_form("content", home, typed={"contents": ["present"]})
        assert form.is_valid()
        assert form.answers()["known"] is True

    def test_of_a_stranger_nobody_learns_whether_the_register_knows_it(self, home: Household) -> None:
        stranger = a_person()
        a_household(stranger)
        form = a_form("content", home, typed={"contents": ["present"]}, subject={"pin": str(stranger.pin)})
        assert form.is_valid()
        assert form.answers()["known"] is False


class TestLimitAndValidity:
    def test_what_has_to_be_checked_takes_three_days_else_one(self, home: Household) -> None:
        application = declared(home)
        assert rules.time_limit(application, ON).amount == 1
        assert rules.time_limit(changed(application, known=False), ON).amount == 3

    @pytest.mark.parametrize(
        ("filed_on", "registered", "last", "source"),
        [
            (date(2022, 6, 1), True, date(2026, 12, 24), "domain.md 1.5: Circular 55/2021: 30 days"),
            (
                date(2022, 6, 1),
                False,
                date(2027, 5, 24),
                "domain.md 1.5: Circular 55/2021: 6 months without registration",
            ),
            (date(2024, 1, 1), True, date(2027, 11, 24), "domain.md 1.5: Circular 66/2023: 1 year"),
            (ON, False, date(2027, 11, 24), "domain.md 1.5: Circular 66/2023: 1 year; since 2026-07-01 unverified"),
        ],
    )
    def test_how_long_it_is_good(self, filed_on: date, registered: bool, last: date, source: str) -> None:
        assert rules.last_day(ON, filed_on=filed_on, registered=registered) == last, source

    def test_nothing_is_to_be_paid(self, home: Household) -> None:
        assert all(no_fee(declared(home), channel, ON).amount.dong == 0 for channel in Channel)


class TestBeforeFiling:
    def test_who_is_proved_may_ask_for_himself(self, home: Household) -> None:
        checking.check(declared(home), home.reading)

    def test_who_is_not_proved_gets_nothing_confirmed(self) -> None:
        stranger = Household(a_person(), proved=False)
        with pytest.raises(NotInOrder) as refused:
            checking.check(declared(stranger), stranger.reading)
        assert refused.value.fields == {"subject": [rules.NotProved.template()]}

    def test_for_others_a_paper_shows_that_one_may_ask_unless_the_register_knows_it(self, home: Household) -> None:
        for standing, known, needed in (
            ("authorised", False, {"authorisation"}),
            ("household_member", False, {"authorisation"}),
            ("household_member", True, set()),
            ("guardian", False, {"representation"}),
        ):
            application = declared(home, subject={"standing": standing, "represents": known})
            required = {document.key for document, must in PROCEDURE.documents_for(application) if must}
            assert required == needed, (standing, known)


class TestConfirmed:
    def test_where_one_lives_and_since_when(self, home: Household) -> None:
        paper = confirmed(home, "present")
        assert (paper.permanent, paper.temporary, paper.current) == (HOME, "", HOME)
        assert paper.further == (f"Đăng ký thường trú tại {HOME} từ ngày 01/01/2020",)
        assert (paper.ethnicity, paper.religion) == ("Kinh", "")

    def test_what_was_not_asked_for_stays_empty(self, home: Household) -> None:
        present, household = confirmed(home, "present"), confirmed(home, "household")
        assert (present.householder, present.relation, present.members) == ("", "", ())
        assert (household.permanent, household.current, household.further) == ("", "", ())

    def test_the_household_with_what_each_is_to_its_head(self, home: Household, wife: PersonCard) -> None:
        paper = confirmed(home, "household")
        assert (paper.householder, paper.relation, paper.householder_pin) == (
            "Nguyễn Văn An", "Chủ hộ", str(home.person.pin),
        )  # fmt: skip
        assert [(each.name, each.relation, each.pin) for each in paper.members] == [
            ("Trần Thị Bình", "Vợ", str(wife.pin))
        ]

    def test_a_member_asks_about_another_by_standing_for_him(self, home: Household, wife: PersonCard) -> None:
        paper = confirmed(home, "household", subject={"name": wife.name.full, "pin": str(wife.pin), "sex": "female"})
        assert (paper.name, paper.relation, paper.requester) == ("Trần Thị Bình", "Vợ", "Nguyễn Văn An")
        assert [each.name for each in paper.members] == ["Nguyễn Văn An"]

    def test_where_one_lived_before_and_when(self, home: Household) -> None:
        far = a_commune("Xã Tân Hưng", code="26743", province=a_province("Cà Mau", code="96"), kind=Kind.COMMUNE)
        commands.register_permanent(
            joining=[Joining(home.person.id, Relation.HEAD)],
            place=Address(far.id, "Ấp 1"),
            since=date(2024, 5, 1),
            ground=Ground.OWN_DWELLING,
            new_heads={home_id(home): home_wife(home)},
            by=SYSTEM,
            at=NOW,
        )
        paper = confirmed(home, "former")
        assert paper.further == (f"Đăng ký thường trú tại {HOME} từ ngày 01/01/2020 đến hết ngày 30/04/2024",)
        assert paper.permanent == ""

    def test_a_temporary_residence_is_where_one_lives_now(self, home: Household) -> None:
        a_temporary_residence(home.person, since=date(2026, 1, 1), until=date(2027, 1, 1), unit=home.place)
        paper = confirmed(home, "present")
        assert paper.temporary == paper.current == "Số 9 phố Huế, Phường Hoàn Kiếm, Thành phố Hà Nội"
        assert "từ ngày 01/01/2026 đến hết ngày 31/12/2026" in paper.further[0]

    def test_of_who_is_registered_nowhere_that_is_confirmed(self) -> None:
        nowhere = Household(a_person())
        paper = confirmed(nowhere, *Content)
        assert (paper.permanent, paper.current, paper.members, paper.further) == ("", "", (), ())

    def test_it_is_the_result_and_changes_no_register(self) -> None:
        assert PROCEDURE.workflow.results == ("CT07",)
        assert set(PROCEDURE.papers) == {"CT01", "CT04", "CT05", "CT06", "CT07", "CT10"}


def home_id(home: Household) -> int:
    found = queries.household_of(person=home.person.id, on=SINCE, **READ)
    assert found is not None
    return found.id


def home_wife(home: Household) -> int:
    members = queries.list_members(household=home_id(home), on=SINCE, **READ)
    return next(each.person.id for each in members if each.relation is Relation.WIFE)


def test_the_officer_sees_what_there_is_to_confirm(home: Household) -> None:
    rows = {row.label: row for row in compare(declared(home), OFFICER)}
    assert rows["permanent"].registered == HOME
    assert not any(row.blocking for row in rows.values())


VERSIONS = [
    (date(2021, 7, 1), "30 ngày", "Điều 17 Thông tư số 55/2021/TT-BCA", "domain.md 1.1, 1.5"),
    (date(2024, 1, 1), "01 năm", "Điều 17 Thông tư số 55/2021/TT-BCA", "domain.md 1.5: Circular 66/2023"),
    (date(2025, 1, 10), "01 năm", "Điều 17 Thông tư số 55/2021/TT-BCA", "domain.md section 0: Decree 154/2024"),
    (date(2025, 7, 1), "01 năm", "Điều 17 Thông tư số 55/2021/TT-BCA", "domain.md section 0: two levels"),
    (date(2026, 3, 15), "01 năm", "Điều 17 Thông tư số 55/2021/TT-BCA", "domain.md section 0: Decree 58/2026"),
    (date(2026, 7, 1), "01 năm", "Thông tư số 116/2026/TT-BCA", "domain.md section 0; article unverified"),
]


@pytest.mark.parametrize(("since", "good_for", "provision", "source"), VERSIONS, ids=[str(row[0]) for row in VERSIONS])
def test_a_version_says_what_holds_from_its_day(since: date, good_for: str, provision: str, source: str) -> None:
    version = next(each for each in PROCEDURES if each.since == since)
    assert good_for in version.texts("guidance.about"), source
    assert version.texts("provisions.confirmation").startswith(provision), source
    assert ("validity" in version.unverified) is (since >= date(2026, 7, 1))
    assert len(PROCEDURES) == len(VERSIONS)
