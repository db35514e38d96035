"""Entries in the population register by the authority's own motion: four eyes, what is deleted with them, who is told."""

from datetime import date, datetime
from typing import Any

import pytest
from tests.builders.casework import Desk, a_file
from tests.builders.desks import at_the_desk
from tests.builders.identity import a_verified_account, acting
from tests.builders.offices import NOW, a_commune_agency, an_officer
from tests.builders.own_motion import a_draft, act, boxes, decided, opened
from tests.builders.places import a_commune
from tests.builders.population import a_person
from tests.builders.residence import READ, a_household, a_temporary_residence

from dancu.casework import commands as casework
from dancu.casework.commands.signing import sign_papers
from dancu.casework.domain.duty import OwnProposal
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier, Paper
from dancu.casework.procedures import Reading, catalogue
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.notices.models import Message
from dancu.offices.domain.rights import Function, of
from dancu.offices.queries import OfficerView
from dancu.population import commands as entered
from dancu.population import queries as population
from dancu.population.domain.person import EventKind, Life, MaritalStatus, NationalityLoss, PersonCard
from dancu.population.models import PersonEvent
from dancu.procedures.population_entry import concluding, telling
from dancu.residence import commands
from dancu.residence import queries as register
from dancu.residence.domain.relations import Relation
from dancu.residence.models import ResidenceEvent

pytestmark = pytest.mark.django_db

ENTRY = "own.26"
PAPER = {"ground": "Trích lục khai tử số 7/TLKT", **boxes("registered_on", "20/11/2026"), "finding": "Đã đối chiếu"}
DEATH = {"case": "death", **PAPER, **boxes("happened_on", "18/11/2026")}
LOSS = (
    {"case": "nationality_lost", "lost_by": "renounced", "nationality": "KOR"}
    | PAPER
    | boxes("happened_on", "18/11/2026")
)
CIVIL = {"case": "civil_status", "way": "rectified", "proof": "extract"} | PAPER


@pytest.fixture
def officer() -> OfficerView:
    return an_officer(a_commune_agency())


@pytest.fixture
def leader() -> OfficerView:
    return an_officer(a_commune_agency(), rights=of(Function.APPROVAL), full_name="Đặng Hoàng Nam")


@pytest.fixture
def person() -> PersonCard:
    person = a_person("Nguyễn Văn An")
    a_household(person)
    return person


def an_entry(officer: OfficerView, person: PersonCard, said: dict[str, Any]) -> Any:
    draft = a_draft(officer, ENTRY, ("person", {"pin": str(person.pin)}), ("change", said))
    facts: dict[str, Any] = {"file_id": a_file().pk, "name": "trich-luc.pdf", "officer": officer}
    casework.attach(draft_id=draft, document="proof", by=acting(officer), at=NOW, **facts)
    return draft


def refused(officer: OfficerView, person: PersonCard, **said: Any) -> str:
    """Return what the form says against it."""
    with pytest.raises(AssertionError) as found:
        a_draft(officer, ENTRY, ("person", {"pin": str(person.pin)}), ("change", {**DEATH, **said}))
    return str(found.value)


def record(person: PersonCard) -> Any:
    return population.get_person(id=person.id, **READ)


class TestDeath:
    def test_a_second_officer_decides_and_what_is_registered_is_deleted_with_it(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        a_temporary_residence(
            person, since=date(2026, 1, 1), until=date(2027, 1, 1), unit=a_commune("Phường Cửa Nam", code="00082")
        )
        code = decided(officer, leader, an_entry(officer, person, DEATH))
        assert (record(person).life, record(person).died_on) == (Life.DEAD, date(2026, 11, 18))
        for find in (register.find_permanent_residence, register.find_temporary_residence):
            assert find(person=person.id, on=NOW.date(), **READ) is None
        event = PersonEvent.objects.get(person=person.id, kind=EventKind.DIED)
        assert (event.ground, event.dossier_code) == (PAPER["ground"], code)
        ended = ResidenceEvent.objects.filter(person=person.id, kind="period_ended")
        assert {each.dossier_id for each in ended} == {Dossier.objects.get(code=code).pk}

    def test_the_notice_goes_to_the_household_and_says_what_was_deleted(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        decided(officer, leader, an_entry(officer, person, DEATH))
        facts = Paper.objects.get(form="CT08").facts
        assert facts["addressee"] == "Hộ gia đình của Nguyễn Văn An"
        assert "chết ngày 18/11/2026 theo Trích lục khai tử số 7/TLKT ngày 20/11/2026" in facts["result"]
        assert facts["provision"] == "Điểm a khoản 1 Điều 24, điểm a khoản 1 Điều 29 Luật Cư trú"

    def test_who_proposed_it_does_not_decide(self, officer: OfficerView, person: PersonCard) -> None:
        code = opened(officer, an_entry(officer, person, DEATH))
        act(officer, Action.PROPOSE, code)
        with pytest.raises(OwnProposal):
            act(officer, Action.APPROVE, code)
        assert record(person).life is Life.ALIVE

    def test_without_the_paper_it_is_not_opened(self, officer: OfficerView, person: PersonCard) -> None:
        with pytest.raises(casework.Incomplete):
            opened(officer, a_draft(officer, ENTRY, ("person", {"pin": str(person.pin)}), ("change", DEATH)))

    def test_the_adults_who_stay_are_told_and_nobody_else(self, person: PersonCard) -> None:
        wife, child = a_person("Trần Thị Bình"), a_person("Nguyễn Văn Con", born="01/01/2015")
        home = a_household(a_person("Lê Văn Chủ"), (wife, Relation.GUEST), (child, Relation.GUEST), line="Số 3 phố Huế")
        accounts = {each.id: a_verified_account(each) for each in (wife, person)}
        dies = register.get_household(id=home.household_id, **READ).head
        telling.tell_household(person=dies, on="2026-11-18", at=NOW.isoformat())
        told = Message.objects.filter(notice="household_member_deleted").values_list("account_id", flat=True)
        assert set(told) == {accounts[wife.id]}

    def test_before_the_decree_nobody_is(self, person: PersonCard) -> None:
        wife = a_person()
        home = a_household(a_person(), (wife, Relation.WIFE), line="Số 3 phố Huế")
        a_verified_account(wife)
        dies = register.get_household(id=home.household_id, **READ).head
        telling.tell_household(person=dies, on="2026-03-01", at=datetime(2026, 3, 2, tzinfo=NOW.tzinfo).isoformat())
        assert not Message.objects.filter(notice="household_member_deleted").exists()


class TestLossOfNationality:
    def test_it_is_entered_with_the_present_one_and_the_registration_deleted(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        account = a_verified_account(person)
        decided(officer, leader, an_entry(officer, person, LOSS), account=account)
        assert (record(person).nationality, record(person).nationality_lost_on) == ("KOR", date(2026, 11, 18))
        assert register.find_permanent_residence(person=person.id, on=NOW.date(), **READ) is None
        assert Paper.objects.get(form="CT08").facts["addressee"] == "Nguyễn Văn An"
        assert "dossier_decide" in Message.objects.filter(account=account).values_list("notice", flat=True)


class TestOutsideADossier:
    ON = date(2026, 11, 18)

    def died(self, person: PersonCard) -> None:
        entered.record_death(person=person.id, on=self.ON, ground="Trích lục khai tử số 7/TLKT", by=SYSTEM, at=NOW)

    def conclude(self, person: PersonCard, at: datetime = NOW) -> None:
        concluding.conclude_death(person=person.id, on=self.ON.isoformat(), at=at.isoformat())

    @pytest.mark.parametrize("deleted_before", [False, True])
    def test_the_authority_in_charge_has_a_decided_dossier_with_the_notice(
        self, officer: OfficerView, person: PersonCard, deleted_before: bool
    ) -> None:
        self.died(person)
        if deleted_before:
            commands.delete_after_death(person=person.id, on=self.ON, by=SYSTEM, at=NOW)
        self.conclude(person)
        self.conclude(person)
        dossier = Dossier.objects.get(procedure_code=ENTRY)
        assert (dossier.agency_id, dossier.state, dossier.case) == (officer.agency.id, "decided", "death")
        assert register.find_permanent_residence(person=person.id, on=NOW.date(), **READ) is None
        paper = Paper.objects.get(dossier=dossier)
        assert (paper.form, paper.facts["addressee"]) == ("CT08", "Hộ gia đình của Nguyễn Văn An")
        assert "theo Trích lục khai tử số 7/TLKT; đăng ký thường trú" in paper.facts["result"]
        assert (
            act(an_officer(a_commune_agency(), rights=of(Function.RESULTS)), Action.DELIVER, dossier.code)
            == "delivered"
        )

    def test_officers_read_that_their_authority_did_it_and_miss_no_paper(
        self, officer: OfficerView, person: PersonCard
    ) -> None:
        self.died(person)
        self.conclude(person)
        code = Dossier.objects.get(procedure_code=ENTRY).code
        page = at_the_desk(Desk(officer, acting(officer))).get(f"/dossiers/{code}").content.decode()
        course = page[page.index("Quá trình giải quyết hồ sơ") :]
        assert officer.agency.name in course
        assert "Người nộp hồ sơ ·" not in course
        assert "Bắt buộc nhưng chưa nộp" not in page
        assert "Đã được cập nhật" in page

    def test_what_is_deleted_bears_the_dossier(self, officer: OfficerView, person: PersonCard) -> None:
        self.died(person)
        self.conclude(person)
        ended = ResidenceEvent.objects.get(person=person.id, kind="period_ended")
        assert ended.dossier_id == Dossier.objects.get(procedure_code=ENTRY).pk

    def test_the_notice_is_signed_for_the_authority(self, officer: OfficerView, person: PersonCard) -> None:
        self.died(person)
        self.conclude(person)
        sign_papers(dossier_id=Dossier.objects.get(procedure_code=ENTRY).pk, at=NOW)
        assert Paper.objects.get(form="CT08").file_id is not None

    def test_what_a_dossier_entered_gets_no_second_one(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        decided(officer, leader, an_entry(officer, person, DEATH))
        self.conclude(person)
        assert Dossier.objects.filter(procedure_code=ENTRY).count() == 1

    def test_of_who_was_registered_nowhere_there_is_nothing_to_tell(self, officer: OfficerView) -> None:
        person = a_person()
        self.died(person)
        self.conclude(person)
        assert not Dossier.objects.exists()

    def test_before_the_decree_people_declare_it(self, officer: OfficerView, person: PersonCard) -> None:
        self.died(person)
        self.conclude(person, datetime(2026, 3, 1, tzinfo=NOW.tzinfo))
        assert not Dossier.objects.exists()

    def test_who_lost_the_nationality_is_told_in_the_account(self, officer: OfficerView, person: PersonCard) -> None:
        account = a_verified_account(person)
        entered.record_nationality_loss(
            person=person.id,
            way=NationalityLoss.RENOUNCED,
            on=self.ON,
            nationality="KOR",
            ground="QĐ 5",
            by=SYSTEM,
            at=NOW,
        )
        concluding.conclude_nationality_loss(person=person.id, on=self.ON.isoformat(), at=NOW.isoformat())
        dossier = Dossier.objects.get(procedure_code=ENTRY)
        assert (dossier.account_id, dossier.case) == (account, "nationality_lost")
        assert Paper.objects.get(dossier=dossier).facts["addressee"] == "Nguyễn Văn An"
        assert Message.objects.filter(account=account, notice="dossier_decide").exists()


class TestCivilStatus:
    def test_a_fact_is_corrected_directly_with_ground_and_second_pair_of_eyes(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        said = CIVIL | {"new_name": "Nguyễn Văn Ân", "new_marital_status": "divorced"}
        code = decided(officer, leader, an_entry(officer, person, said))
        assert record(person).name.full == "Nguyễn Văn Ân"
        assert record(person).marital_status is MaritalStatus.DIVORCED
        event = PersonEvent.objects.get(person=person.id, kind=EventKind.RECTIFIED)
        assert (event.before["given"], event.after["given"], event.dossier_code) == ("An", "Ân", code)
        result = Paper.objects.get(form="CT08").facts["result"]
        assert "Họ, chữ đệm và tên khai sinh: Nguyễn Văn Ân; Tình trạng hôn nhân: Đã ly hôn" in result
        assert register.find_permanent_residence(person=person.id, on=NOW.date(), **READ)


class TestRefusals:
    @pytest.mark.parametrize(
        ("said", "because"),
        [
            (boxes("happened_on", "25/11/2026"), "chưa đến"),
            (boxes("happened_on", "21/11/2026"), "trước ngày xảy ra"),
            (boxes("happened_on", "01/01/1980"), "trước ngày sinh"),
            (boxes("registered_on", "25/11/2026"), "chưa tới"),
            (
                {"case": "civil_status", "way": "rectified", "proof": "extract", "new_name": "Nguyễn Văn An"},
                "đã có các thông tin",
            ),
            ({"ground": ""}, "ground"),
        ],
    )
    def test_what_cannot_be(self, officer: OfficerView, person: PersonCard, said: dict[str, Any], because: str) -> None:
        assert because in refused(officer, person, **said)

    def test_another_communes_resident(self, person: PersonCard) -> None:
        elsewhere = an_officer(a_commune_agency(a_commune("Phường Cửa Nam", code="00082")))
        assert "cơ quan khác" in refused(elsewhere, person).lower()

    def test_who_is_dead_already(self, officer: OfficerView, leader: OfficerView, person: PersonCard) -> None:
        decided(officer, leader, an_entry(officer, person, DEATH))
        assert "đã được ghi" in refused(officer, person)

    def test_of_the_officers_own_household(self, person: PersonCard) -> None:
        me = an_officer(a_commune_agency(), pin=str(person.pin))
        with pytest.raises(AssertionError, match="pin"):
            a_draft(me, ENTRY, ("person", {"pin": str(person.pin)}))


def test_the_officer_who_decides_sees_what_will_be_deleted(officer: OfficerView, person: PersonCard) -> None:
    code = opened(officer, an_entry(officer, person, DEATH))
    dossier = Dossier.objects.get(code=code)
    procedure: Any = catalogue().current(ENTRY, NOW.date())
    application = procedure.read(dossier.submissions.get().answers, NOW.date())
    rows = procedure.compare(application, Reading(by=acting(officer), purpose=Purpose.DOSSIER, at=NOW))
    assert [row.label for row in rows] == ["deleted", "lasting"]
    assert "Số 1 phố Hàng Bạc" in rows[0].declared
