"""Cancellation of a registration (Residence Law art. 35): four eyes, competence, what it restores, its papers, two at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders.casework import Desk
from tests.builders.desks import at_the_desk
from tests.builders.identity import a_verified_account, acting
from tests.builders.offices import NOW, a_commune_agency, a_province_agency, an_officer
from tests.builders.own_motion import (
    CANCELLATION,
    LINE,
    a_cancellation,
    a_draft,
    act,
    decided,
    filled_in,
    opened,
    registered_by,
)
from tests.builders.places import a_commune, a_province
from tests.builders.population import a_person
from tests.builders.residence import READ, a_household
from tests.builders.threads import at_once

from dancu.audit.models import AuditRow
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.authorisation import MayNotEnter, NoSuchDossier
from dancu.casework.commands import signing
from dancu.casework.domain.duty import OwnDossier, OwnProposal
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action, ActNotPossible
from dancu.casework.models import Dossier, Paper
from dancu.casework.procedures import NoSuchProcedure, catalogue
from dancu.casework.queries import verify_file
from dancu.declarations.checking import NotInOrder
from dancu.declarations.domain.own_motion import NotCompetent
from dancu.documents import queries as documents
from dancu.kernel.actor import Actor, ActorKind
from dancu.notices.models import Message
from dancu.offices.domain.rights import Function, of
from dancu.offices.queries import OfficerView
from dancu.places.domain.units import Unit
from dancu.population.domain.person import PersonCard
from dancu.residence import commands as residence
from dancu.residence import queries as register
from dancu.residence.domain.cancellation import CancelGround
from dancu.residence.domain.deletion import Basis
from dancu.residence.domain.residence import EndGround
from dancu.residence.models import Departure, ResidenceEvent

pytestmark = pytest.mark.django_db


def ben_thanh() -> Unit:
    return a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))


@pytest.fixture
def officer() -> OfficerView:
    """Who works where somebody was registered against the law."""
    return an_officer(a_commune_agency(ben_thanh()))


@pytest.fixture
def leader() -> OfficerView:
    return an_officer(a_commune_agency(ben_thanh()), rights=of(Function.APPROVAL), full_name="Đặng Hoàng Nam")


@pytest.fixture
def person() -> PersonCard:
    """Somebody who lived in Hoàn Kiếm."""
    person = a_person("Nguyễn Văn An")
    a_household(person)
    return person


def lives_at(person: PersonCard) -> str:
    home = register.find_permanent_residence(person=person.id, on=NOW.date(), **READ)
    assert home is not None
    return home.address_line


def goes_abroad(person: PersonCard, officer: OfficerView) -> None:
    residence.delete_permanent(
        people=[person.id],
        ground=EndGround.SETTLED_ABROAD,
        basis=Basis.DECLARED,
        on=NOW.date(),
        by=acting(officer),
        at=NOW,
    )


def browser(officer: OfficerView) -> Client:
    return at_the_desk(Desk(officer, acting(officer)))


class TestDeciding:
    def test_what_one_proposes_another_decides_and_the_register_says_what_it_said_before(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        draft = a_cancellation(officer, person, registered_by(officer, person))
        assert lives_at(person) == LINE
        code = decided(officer, leader, draft)
        assert lives_at(person) == "Số 1 phố Hàng Bạc"
        cancelled = ResidenceEvent.objects.get(kind="cancelled", person=person.id)
        assert (cancelled.ground, cancelled.officer_id) == (CancelGround.WRONG_CONDITIONS, leader.id)
        assert cancelled.dossier_id == Dossier.objects.get(code=code).pk

    def test_who_proposed_it_does_not_decide(self, officer: OfficerView, person: PersonCard) -> None:
        code = opened(officer, a_cancellation(officer, person, registered_by(officer, person)))
        assert act(officer, Action.PROPOSE, code) is State.PROPOSED
        with pytest.raises(OwnProposal):
            act(officer, Action.APPROVE, code)
        assert lives_at(person) == LINE

    def test_a_leader_may_end_it_without_a_change_and_the_person_is_told(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        draft, account = a_cancellation(officer, person, registered_by(officer, person)), a_verified_account(person)
        code = opened(officer, draft, account=account)
        act(officer, Action.PROPOSE, code)
        assert act(leader, Action.DROP, code) is State.DROPPED
        assert lives_at(person) == LINE
        assert set(Message.objects.filter(account=account).values_list("notice", flat=True)) >= {
            "dossier_open",
            "dossier_drop",
        }

    def test_its_day_of_work_begins_when_it_is_opened(self, officer: OfficerView, person: PersonCard) -> None:
        code = opened(officer, a_cancellation(officer, person, registered_by(officer, person)))
        row = Dossier.objects.get(code=code)
        assert (row.state, row.channel, row.assignee_id) == (State.PROCESSING, Channel.OWN_MOTION, officer.id)
        assert (row.provision, row.received_at, row.fee_dong) == ("wrong_conditions", NOW, 0)
        assert not Paper.objects.exists()


class TestCompetence:
    def test_another_communes_officer_cancels_nothing(self, officer: OfficerView, person: PersonCard) -> None:
        done, stranger = registered_by(officer, person), an_officer(a_commune_agency())
        person_step = filled_in(CANCELLATION, "person", {"pin": str(person.pin)}, {}, acting(stranger))
        assert person_step["name"] == person.name.full
        with pytest.raises(AssertionError, match="cơ quan khác"):
            a_cancellation(stranger, person, done)

    def test_nor_by_sending_the_answers_of_somebody_competent(self, officer: OfficerView, person: PersonCard) -> None:
        draft = a_cancellation(officer, person, registered_by(officer, person))
        answers = queries.get_draft(draft, by=acting(officer), officer=officer, at=NOW).answers
        stranger = an_officer(a_commune_agency())
        by = acting(stranger)
        own = casework.begin_own_motion(procedure_code=CANCELLATION, officer=stranger, by=by, at=NOW)
        for step, said in answers.items():
            said = {**said, "agency": stranger.agency.id} if step == "act" else said
            casework.save_step(
                draft_id=own, step=step, typed={}, answers=said, revision=None, officer=stranger, by=by, at=NOW
            )
        with pytest.raises(NotCompetent):
            opened(stranger, own)

    def test_the_level_above_cancels_what_a_commune_registered(self, officer: OfficerView, person: PersonCard) -> None:
        province = a_province_agency(a_province("Hồ Chí Minh", code="79"))
        above, chief = an_officer(province), an_officer(province, rights=of(Function.APPROVAL))
        code = decided(above, chief, a_cancellation(above, person, registered_by(officer, person)))
        assert lives_at(person) == "Số 1 phố Hàng Bạc"
        assert code.startswith(province.code)

    def test_the_commune_does_not_see_what_the_level_above_examines(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        above = an_officer(a_province_agency(a_province("Hồ Chí Minh", code="79")))
        code = opened(above, a_cancellation(above, person, registered_by(officer, person)))
        with pytest.raises(NoSuchDossier):
            queries.get_dossier(code, officer=leader, by=acting(leader), at=NOW)

    def test_it_takes_the_right_to_process(self, person: PersonCard) -> None:
        receiver = an_officer(a_commune_agency(ben_thanh()), rights=of(Function.RECEPTION))
        with pytest.raises(MayNotEnter):
            a_draft(receiver, CANCELLATION)
        assert browser(receiver).get("/own-motion").status_code == 403

    def test_nobody_examines_his_own_household(self, officer: OfficerView, person: PersonCard) -> None:
        registered_by(officer, person)
        own = an_officer(officer.agency, pin=str(person.pin))
        with pytest.raises(AssertionError, match="gia đình bạn"):
            filled_in(CANCELLATION, "person", {"pin": str(person.pin)}, {}, acting(own))
        draft = a_cancellation(officer, person, ResidenceEvent.objects.filter(person=person.id).latest("id").act)  # type: ignore[arg-type]
        code = opened(officer, draft)
        with pytest.raises(OwnDossier):
            queries.get_dossier(code, officer=own, by=acting(own), at=NOW)

    def test_nobody_files_it(self, person: PersonCard) -> None:
        with pytest.raises(NoSuchProcedure):
            casework.begin_draft(procedure_code=CANCELLATION, by=acting(an_officer()), at=NOW)
        assert CANCELLATION not in {each.code for each in catalogue().listed(NOW.date())}


class TestWhatStandsInTheWay:
    def test_what_rests_on_it_is_named_before_it_is_opened(self, officer: OfficerView, person: PersonCard) -> None:
        first = registered_by(officer, person)
        draft = a_cancellation(officer, person, first)
        goes_abroad(person, officer)
        with pytest.raises(residence.ChangedSince):
            opened(officer, draft)

    def test_a_rehearsal_leaves_nothing_but_that_it_was_looked_at(
        self, officer: OfficerView, person: PersonCard
    ) -> None:
        done = registered_by(officer, person)
        before = ResidenceEvent.objects.count()
        seen = residence.rehearse_cancelling(act=done, ground=CancelGround.WRONG_SUBJECT, by=acting(officer), at=NOW)
        assert [each.address_line for each in seen.taken_away] == [LINE]
        assert [each.address_line for each in seen.restored] == ["Số 1 phố Hàng Bạc"]
        assert ResidenceEvent.objects.count() == before
        assert lives_at(person) == LINE
        assert not AuditRow.objects.filter(act="residence.cancelled").exists()
        assert AuditRow.objects.filter(act="residence.read", subject_id=str(person.id)).exists()

    def test_opening_writes_no_row_of_what_was_only_rehearsed(self, officer: OfficerView, person: PersonCard) -> None:
        opened(officer, a_cancellation(officer, person, registered_by(officer, person)))
        assert not AuditRow.objects.filter(act="residence.cancelled").exists()

    def test_what_was_cancelled_meanwhile_is_opened_no_more(self, officer: OfficerView, person: PersonCard) -> None:
        done = registered_by(officer, person)
        draft = a_cancellation(officer, person, done)
        residence.cancel_registration(
            act=done, ground=CancelGround.WRONG_SUBJECT, on=NOW.date(), by=acting(officer), at=NOW
        )
        with pytest.raises(NotInOrder):
            opened(officer, draft)

    def test_an_act_of_somebody_else_is_not_offered(self, officer: OfficerView, person: PersonCard) -> None:
        registered_by(officer, person)
        with pytest.raises(AssertionError):
            a_cancellation(officer, person, uuid4())


class TestPapersAndMessages:
    def test_the_decision_and_the_notice_are_signed_and_can_be_verified(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        code = decided(officer, leader, a_cancellation(officer, person, registered_by(officer, person)))
        dossier = Dossier.objects.get(code=code)
        signing.sign_papers(dossier_id=dossier.pk, at=NOW)
        papers = {paper.form: paper for paper in Paper.objects.filter(dossier=dossier)}
        assert set(papers) == {"CT08", "CT09"}
        facts = papers["CT09"].facts
        assert (facts["name"], facts["finding"]) == ("Nguyễn Văn An", "Hợp đồng thuê nhà không có thật")
        assert "12 Lê Lợi, Phường Bến Thành" in facts["cancelled"]
        assert "Số 1 phố Hàng Bạc" in facts["restored"][0]
        assert facts["signatory"] == "Đặng Hoàng Nam"
        assert papers["CT09"].file_id is not None
        genuine = verify_file(documents.content_of(papers["CT09"].file_id))
        assert (genuine.form, genuine.dossier, genuine.agency) == ("CT09", code, officer.agency.name)

    def test_the_person_is_told_and_reads_it_in_his_account(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        account = a_verified_account(person)
        code = decided(
            officer, leader, a_cancellation(officer, person, registered_by(officer, person)), account=account
        )
        notices = list(Message.objects.filter(account=account, way="inbox").values_list("notice", flat=True))
        assert notices.count("dossier_open") == notices.count("dossier_decide") == 1
        assert "dossier_approve" not in notices
        view = queries.get_own_dossier(code, by=Actor(kind=ActorKind.CITIZEN, account_id=account), at=NOW)
        assert {paper.form for paper in view.papers} == {"CT08", "CT09"}

    def test_the_former_commune_is_told_again_though_it_had_taken_note(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        done = registered_by(officer, person)
        former = browser(an_officer(a_commune_agency()))
        row = Departure.objects.get()
        former.post(f"/departures/{row.pk}/note")
        assert f"/departures/{row.pk}/note" not in former.get("/departures").content.decode()
        decided(officer, leader, a_cancellation(officer, person, done))
        page = former.get("/departures").content.decode()
        assert "được khôi phục đăng ký tại đây" in page
        # Who has the page of yesterday before him took note of a departure, not of this.
        assert former.post(f"/departures/{row.pk}/note").status_code == 409
        assert former.post(f"/departures/{row.pk}/note", {"withdrawn": "1"}).status_code == 302
        assert Departure.objects.get().noted_at is not None


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_of_two_leaders_one_cancels_and_the_other_is_told(self, officer: OfficerView, person: PersonCard) -> None:
        code = opened(officer, a_cancellation(officer, person, registered_by(officer, person)))
        act(officer, Action.PROPOSE, code)
        leaders = [an_officer(officer.agency, rights=of(Function.APPROVAL)) for _ in range(2)]
        pairs = zip(leaders, (Action.APPROVE, Action.DROP), strict=True)
        results = at_once([lambda each=each, do=do: act(each, do, code) for each, do in pairs])
        assert sorted(type(each).__name__ for each in results) == ["ActNotPossible", "State"]
        assert ActNotPossible in {type(each) for each in results}
        assert lives_at(person) == ("Số 1 phố Hàng Bạc" if State.DECIDED in results else LINE)

    def test_of_two_dossiers_about_the_same_act_one_is_decided(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        done, colleague = registered_by(officer, person), an_officer(officer.agency)
        codes = [opened(each, a_cancellation(each, person, done)) for each in (officer, colleague)]
        for each, code in zip((officer, colleague), codes, strict=True):
            act(each, Action.PROPOSE, code)
        results = at_once([lambda code=code: act(leader, Action.APPROVE, code) for code in codes])
        assert sorted(type(each).__name__ for each in results) == ["AlreadyCancelled", "State"]
        assert ResidenceEvent.objects.filter(kind="cancelled", person=person.id).count() == 1

    def test_who_moves_on_at_the_same_moment_is_not_sent_back_behind_it(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        code = opened(officer, a_cancellation(officer, person, registered_by(officer, person)))
        act(officer, Action.PROPOSE, code)
        results = at_once([lambda: act(leader, Action.APPROVE, code), lambda: goes_abroad(person, leader)])
        assert results[0] is State.DECIDED or isinstance(results[0], residence.ChangedSince)
        assert results[1] is None
        tomorrow = NOW.date() + timedelta(days=1)
        assert register.find_permanent_residence(person=person.id, on=tomorrow, **READ) is None
