"""Dossiers that an officer enters for somebody who stands at his counter."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, act
from tests.builders.walk_ins import DECLARER, a_walk_in, begin, fill_in, hand_in, submit

from dancu.audit import queries as audit
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.authorisation import MayNotEnter, NoSuchDossier
from dancu.casework.domain.duty import OwnDossier
from dancu.casework.domain.filing import Presented
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action, ActNotPossible
from dancu.casework.holding import HeldByColleague
from dancu.casework.models import Dossier, Draft
from dancu.casework.queries import NoSuchDraft
from dancu.kernel.errors import DomainError
from dancu.notices.models import Message
from dancu.offices.domain.rights import Function
from dancu.offices.queries import AgencyView

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> AgencyView:
    return build.an_agency()


@pytest.fixture
def desk(place: AgencyView) -> Desk:
    return build.an_officer(place, Function.RECEPTION)


def test_a_walk_in_dossier_belongs_to_nobodys_account_and_is_received_like_any_other(desk: Desk) -> None:
    code = a_walk_in(desk)
    dossier = Dossier.objects.get(code=code)
    assert (dossier.account_id, dossier.channel, dossier.declarer_pin) == (None, "counter", DECLARER.pin)
    assert act(desk, Action.RECEIVE, code) is State.RECEIVED
    assert [paper.form for paper in dossier.papers.order_by("pk")] == ["CT01", "CT04"]


def test_the_course_says_who_entered_it(desk: Desk) -> None:
    code = a_walk_in(desk)
    found = queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW)
    assert (found.journal[0].action, found.journal[0].officer) == ("submit", desk.officer.full_name)


def test_only_who_may_receive_enters(place: AgencyView) -> None:
    with pytest.raises(MayNotEnter):
        begin(build.an_officer(place, Function.PROCESSING))


def test_nobody_enters_for_his_own_household(place: AgencyView) -> None:
    relative = build.an_officer(place, pin="001080000077")
    with pytest.raises(OwnDossier):
        begin(relative, concerned_pins={DECLARER.pin, "001080000077"})


def test_nobody_submits_what_turns_out_to_concern_himself(place: AgencyView) -> None:
    desk = build.an_officer(place, pin="001080000077")
    draft = fill_in(desk, begin(desk), pin="001080000077")
    with pytest.raises(OwnDossier):
        submit(desk, draft)
    assert not Dossier.objects.exists()


def test_a_province_enters_for_its_communes(place: AgencyView) -> None:
    assert place.parent_id
    province = build.an_officer(build.agency(place.parent_id))
    draft = fill_in(province, begin(province), agency=place.id)
    assert submit(province, draft).startswith(place.code)


def test_a_draft_of_the_counter_is_nobody_elses(desk: Desk) -> None:
    draft = begin(desk)
    for stranger in (
        build.an_officer(build.an_agency(commune="00097")),
        build.an_officer(desk.officer.agency, Function.RESULTS),
    ):
        with pytest.raises((NoSuchDraft, MayNotEnter)):
            queries.get_draft(draft, officer=stranger.officer, by=stranger.actor, at=NOW)
        with pytest.raises((NoSuchDraft, MayNotEnter)):
            casework.take_over(draft_id=draft, officer=stranger.officer, by=stranger.actor, at=NOW)
    with pytest.raises(NoSuchDraft):
        queries.get_draft(draft, by=build.a_citizen(), at=NOW)


def test_a_colleague_takes_a_draft_over_and_the_first_is_told(desk: Desk) -> None:
    draft, colleague = begin(desk), build.an_officer(desk.officer.agency, Function.RECEPTION)
    with pytest.raises(HeldByColleague):
        queries.get_draft(draft, officer=colleague.officer, by=colleague.actor, at=NOW)
    casework.take_over(draft_id=draft, officer=colleague.officer, by=colleague.actor, at=NOW)
    assert queries.get_draft(draft, officer=colleague.officer, by=colleague.actor, at=NOW).declarer == DECLARER
    with pytest.raises(HeldByColleague) as told:
        fill_in(desk, draft)
    assert told.value.facts == {"officer": colleague.officer.full_name}


def test_the_list_holds_what_the_agency_enters_but_not_ones_own_household(desk: Desk) -> None:
    draft = begin(desk)
    relative = build.an_officer(desk.officer.agency, pin=DECLARER.pin)
    elsewhere = build.an_officer(build.an_agency(commune="00097"))
    mine = queries.list_counter_drafts(officer=desk.officer, by=desk.actor, at=NOW)
    assert [(each.id, each.mine, each.declarer) for each in mine] == [(draft, True, DECLARER.name)]
    for other in (relative, elsewhere):
        assert queries.list_counter_drafts(officer=other.officer, by=other.actor, at=NOW) == ()


def test_a_draft_has_an_account_or_an_officer_and_never_both(desk: Desk) -> None:
    draft = begin(desk)
    with pytest.raises(IntegrityError, match="draft_belongs_to_an_account_or_to_an_officer"):
        Draft.objects.filter(pk=draft).update(account_id=build.a_citizen().account_id)


def test_a_paper_handed_in_stands_for_a_file_and_is_counted(desk: Desk) -> None:
    draft = fill_in(desk, begin(desk))
    hand_in(desk, draft, Presented.COPY, 2)
    code = submit(desk, draft)
    found = queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW)
    assert [(each.document, each.presented, each.copies) for each in found.handed_in] == [("registration", "copy", 2)]


def test_a_required_paper_that_was_struck_out_is_missing(desk: Desk) -> None:
    draft = fill_in(desk, begin(desk))
    casework.strike_handed_in(draft_id=draft, document="registration", officer=desk.officer, by=desk.actor, at=NOW)
    with pytest.raises(casework.Incomplete):
        submit(desk, draft)


def test_no_copies_are_not_a_paper(desk: Desk) -> None:
    with pytest.raises(casework.WrongCopies):
        hand_in(desk, begin(desk), copies=0)


def test_who_has_an_account_is_told_in_its_inbox_and_sees_the_dossier(desk: Desk) -> None:
    citizen = build.a_citizen()
    code = submit(desk, fill_in(desk, begin(desk)), account_id=citizen.account_id)
    assert [each.code for each in queries.list_own_dossiers(by=citizen, at=NOW)] == [code]
    assert Message.objects.filter(account_id=citizen.account_id, notice="dossier_submit").exists()


def test_who_has_none_gets_no_inbox_message(desk: Desk) -> None:
    a_walk_in(desk)
    assert not Message.objects.filter(way="inbox").exists()


def test_an_account_proved_later_gets_what_was_declared_before(desk: Desk) -> None:
    code, citizen = a_walk_in(desk), build.a_citizen()
    assert citizen.account_id
    casework.give_to_account(declarer_numbers=[DECLARER.pin], account_id=citizen.account_id, by=desk.actor, at=NOW)
    assert [each.code for each in queries.list_own_dossiers(by=citizen, at=NOW)] == [code]
    assert audit.list_about("dossier", code)[0].act == "casework.given_to_account"


def test_nobody_without_an_account_finds_a_dossier_without_one(desk: Desk) -> None:
    a_walk_in(desk)
    assert queries.list_own_dossiers(by=build.a_citizen(), at=NOW) == ()
    with pytest.raises(NoSuchDossier):
        queries.get_own_dossier(Dossier.objects.get().code, by=build.a_citizen(), at=NOW)


def test_what_was_returned_is_supplemented_at_the_counter(desk: Desk) -> None:
    code = a_walk_in(desk)
    act(desk, Action.RETURN_FOR_SUPPLEMENT, code)
    draft = casework.begin_supplement(code=code, officer=desk.officer, by=desk.actor, at=NOW)
    view = queries.get_draft(draft, officer=desk.officer, by=desk.actor, at=NOW)
    assert (view.supplements, view.declarer, list(view.handed_in)) == (code, DECLARER, ["registration"])
    assert submit(desk, draft) == code
    assert Dossier.objects.get().state == State.RESUBMITTED


def test_a_dossier_of_the_portal_is_not_supplemented_at_the_counter(desk: Desk) -> None:
    code = build.Filer(desk.officer.agency).a_dossier()
    act(desk, Action.RETURN_FOR_SUPPLEMENT, code)
    with pytest.raises(DomainError):
        casework.begin_supplement(code=code, officer=desk.officer, by=desk.actor, at=NOW)


def test_nobody_sends_a_supplement_without_one(desk: Desk) -> None:
    code = a_walk_in(desk)
    act(desk, Action.RETURN_FOR_SUPPLEMENT, code)
    with pytest.raises(ActNotPossible):
        act(desk, Action.RESUBMIT, code)


def test_a_walk_in_applicant_asks_for_withdrawal_at_the_counter(desk: Desk) -> None:
    code = a_walk_in(desk)
    act(desk, Action.ASK_WITHDRAWAL, code)
    assert act(desk, Action.GRANT_WITHDRAWAL, code) is State.WITHDRAWN


@pytest.mark.django_db(transaction=True)
def test_a_draft_sent_in_many_windows_at_once_is_one_dossier(desk: Desk) -> None:
    draft = fill_in(desk, begin(desk))

    def send(_: int) -> str:
        try:
            return submit(desk, draft)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        codes = set(pool.map(send, range(8)))
    assert codes == {Dossier.objects.get().code}


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_submit_one_draft_make_one_dossier_and_the_other_is_told(desk: Desk) -> None:
    colleague = build.an_officer(desk.officer.agency, Function.RECEPTION)
    draft = fill_in(desk, begin(desk))

    def send(who: Desk) -> object:
        try:
            if who is colleague:
                casework.take_over(draft_id=draft, officer=who.officer, by=who.actor, at=NOW)
            return submit(who, draft)
        except DomainError as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(send, [desk, colleague]))
    code = Dossier.objects.get().code
    assert code in said
    assert set(said) <= {code, HeldByColleague, NoSuchDraft}
