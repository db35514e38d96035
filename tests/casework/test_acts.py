"""Officers lead a dossier through its course; who may not is refused; two at once never both win."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act
from tests.fakes.parking_permit import REGISTRY, PlateTaken

from dancu.audit.models import AuditRow
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.domain.duty import LeadersRound, OwnDossier, OwnProposal, ProposedOtherwise
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action, ActNotPossible, RightMissing
from dancu.casework.models import JournalEntry, Paper
from dancu.casework.queries import DossierFilters, Queue
from dancu.kernel.errors import DomainError
from dancu.offices.domain.rights import Function

pytestmark = pytest.mark.django_db
ARTICLE_1 = casework.Received(provision="article_1")


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def desk(filer: Filer) -> Desk:
    return build.an_officer(filer.place)


def proposed(filer: Filer, desk: Desk, *, outcome: str = "approve", **changes: object) -> str:
    code = filer.a_dossier(**changes)
    act(desk, Action.RECEIVE, code)
    act(desk, Action.TAKE, code)
    act(desk, Action.PROPOSE, code, outcome=outcome)
    return code


def test_the_whole_course_changes_the_registry_and_issues_the_papers(filer: Filer, desk: Desk) -> None:
    code = proposed(filer, desk, plate="30A-12345")
    leader = build.an_officer(filer.place, Function.APPROVAL)
    assert act(leader, Action.APPROVE, code) is State.DECIDED
    assert REGISTRY.permits == {"30A-12345": code}
    assert act(desk, Action.DELIVER, code) is State.DELIVERED
    assert list(Paper.objects.order_by("pk").values_list("form", flat=True)) == ["CT01", "CT04", "CT08"]
    actions = ["submit", "receive", "take", "propose", "approve", "deliver"]
    assert list(JournalEntry.objects.order_by("pk").values_list("action", flat=True)) == actions
    assert AuditRow.objects.filter(act="casework.approve", subject_id=code).count() == 1


def test_an_effect_that_is_refused_leaves_everything_as_it_was(filer: Filer, desk: Desk) -> None:
    code = proposed(filer, desk, plate="30A-12345")
    REGISTRY.permits["30A-12345"] = "somebody else's"
    leader = build.an_officer(filer.place, Function.APPROVAL)
    with pytest.raises(PlateTaken):
        act(leader, Action.APPROVE, code)
    assert queries.get_dossier(code, officer=leader.officer, by=leader.actor, at=NOW).state is State.PROPOSED
    assert not Paper.objects.filter(form="CT08").exists()


def test_the_limit_runs_from_reception_without_its_day(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    act(desk, Action.RECEIVE, code)
    due = queries.get_own_dossier(code, by=filer.citizen, at=NOW).due_at
    assert timezone.localtime(due).isoformat() == "2026-12-03T17:00:00+07:00"  # seven working days after 24 November


def test_the_limit_stands_still_while_the_applicant_supplements(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    act(desk, Action.RECEIVE, code)
    act(desk, Action.TAKE, code)
    act(desk, Action.RETURN_FOR_SUPPLEMENT, code, at=NOW + timedelta(days=1))
    draft = casework.begin_supplement(code=code, by=filer.citizen, at=NOW + timedelta(days=1))
    back = NOW + timedelta(days=3)  # Friday: two working days later
    casework.submit(draft_id=draft, channel=build.Channel.PORTAL, by=filer.citizen, at=back)
    view = queries.get_own_dossier(code, by=filer.citizen, at=back)
    assert view.state is State.PROCESSING
    assert timezone.localtime(view.due_at).isoformat() == "2026-12-07T17:00:00+07:00"


def test_reception_stops_at_a_mismatch_with_the_register(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier(mismatch=True)
    with pytest.raises(casework.Mismatched):
        act(desk, Action.RECEIVE, code)
    assert act(desk, Action.RETURN_FOR_SUPPLEMENT, code) is State.AWAITING_SUPPLEMENT


def test_reception_names_the_provision(filer: Filer, desk: Desk) -> None:
    with pytest.raises(casework.ProvisionMissing):
        act(desk, Action.RECEIVE, filer.a_dossier(), provision="")


def test_a_refusal_needs_its_reason(filer: Filer, desk: Desk) -> None:
    with pytest.raises(casework.NoteMissing):
        act(desk, Action.REFUSE, filer.a_dossier(), note="  ")


def test_receiving_and_going_on_needs_both_rights_or_somebody_else_or_does_neither(filer: Filer, desk: Desk) -> None:
    code, receiver = filer.a_dossier(), build.an_officer(filer.place, Function.RECEPTION)
    more = {"code": code, "at": NOW, "note": "", "received": ARTICLE_1, "seen": None}
    with pytest.raises(casework.AssigneeMissing):
        casework.receive_and_forward(by=receiver.actor, officer=receiver.officer, **more)  # type: ignore[arg-type]
    assert queries.get_own_dossier(code, by=filer.citizen, at=NOW).state is State.SUBMITTED
    moved = casework.receive_and_forward(by=desk.actor, officer=desk.officer, **more)  # type: ignore[arg-type]
    assert moved.state is State.PROCESSING


def test_who_proposes_does_not_approve(filer: Filer, desk: Desk) -> None:
    code = proposed(filer, desk)
    with pytest.raises(OwnProposal):
        act(desk, Action.APPROVE, code)


def test_a_proposed_rejection_can_be_rejected_or_sent_back_only(filer: Filer, desk: Desk) -> None:
    code, leader = proposed(filer, desk, outcome="reject"), build.an_officer(filer.place, Function.APPROVAL)
    with pytest.raises(ProposedOtherwise):
        act(leader, Action.APPROVE, code)
    shown = queries.get_dossier(code, officer=leader.officer, by=leader.actor, at=NOW).options
    assert [arrow.action for arrow in shown] == [Action.REJECT, Action.SEND_BACK]
    assert act(leader, Action.REJECT, code) is State.REJECTED


def test_nobody_sees_or_handles_a_dossier_of_his_own_household(filer: Filer) -> None:
    code, own = filer.a_dossier(pin="001199000001"), build.an_officer(filer.place, pin="001199000001")
    with pytest.raises(OwnDossier):
        queries.get_dossier(code, officer=own.officer, by=own.actor, at=NOW)
    with pytest.raises(OwnDossier):
        act(own, Action.RECEIVE, code)
    assert search(own) == []


def test_another_communes_officer_does_not_learn_that_a_dossier_exists(filer: Filer) -> None:
    code, stranger = filer.a_dossier(), build.an_officer(build.an_agency("79", "26743"))
    with pytest.raises(NoSuchDossier):
        queries.get_dossier(code, officer=stranger.officer, by=stranger.actor, at=NOW)
    with pytest.raises(NoSuchDossier):
        act(stranger, Action.RECEIVE, code)
    assert search(stranger) == []


def test_a_right_that_no_group_gives_is_missing(filer: Filer) -> None:
    code, processor = filer.a_dossier(), build.an_officer(filer.place, Function.PROCESSING)
    with pytest.raises(RightMissing):
        act(processor, Action.RECEIVE, code)
    assert queries.get_dossier(code, officer=processor.officer, by=processor.actor, at=NOW).options == ()


def test_a_second_return_is_left_to_who_may_approve(filer: Filer) -> None:
    code, receiver = filer.a_dossier(), build.an_officer(filer.place, Function.RECEPTION)
    act(receiver, Action.RETURN_FOR_SUPPLEMENT, code)
    draft = casework.begin_supplement(code=code, by=filer.citizen, at=NOW)
    casework.submit(draft_id=draft, channel=build.Channel.PORTAL, by=filer.citizen, at=NOW)
    with pytest.raises(LeadersRound):
        act(receiver, Action.RETURN_FOR_SUPPLEMENT, code)
    assert act(build.an_officer(filer.place), Action.RETURN_FOR_SUPPLEMENT, code) is State.AWAITING_SUPPLEMENT


def test_a_withdrawal_is_asked_once_and_granted(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    casework.perform(Action.ASK_WITHDRAWAL, code=code, by=filer.citizen, at=NOW)
    with pytest.raises(DomainError):
        casework.perform(Action.ASK_WITHDRAWAL, code=code, by=filer.citizen, at=NOW)
    assert act(desk, Action.GRANT_WITHDRAWAL, code) is State.WITHDRAWN


def test_a_stale_page_is_told_who_acted_and_when(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    seen = queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW).revision
    act(desk, Action.RECEIVE, code)
    with pytest.raises(casework.ActedMeanwhile) as refused:
        act(build.an_officer(filer.place), Action.REFUSE, code, seen=seen)
    assert refused.value.facts == {"agency": filer.place.name, "at": "09:00 24/11/2026", "action": "receive"}


def test_the_applicant_reads_no_internal_note(filer: Filer, desk: Desk) -> None:
    code = proposed(filer, desk)
    assert all(line.note != "Theo quy định" for line in own_timeline(filer, code) if line.action == "propose")
    assert all(not line.officer for line in own_timeline(filer, code))


def own_timeline(filer: Filer, code: str) -> tuple[queries.JournalLine, ...]:
    return queries.get_own_dossier(code, by=filer.citizen, at=NOW).timeline


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_exactly_one_wins(filer: Filer) -> None:
    desks = [build.an_officer(filer.place), build.an_officer(filer.place)]
    codes = [filer.a_dossier() for _ in range(10)]

    def race(turn: tuple[Desk, Action, str]) -> str:
        desk, action, code = turn
        try:
            return act(desk, action, code, seen=1)
        except (casework.ActedMeanwhile, ActNotPossible) as refused:
            return refused.code
        finally:
            connection.close()

    turns = [turn for code in codes for turn in ((desks[0], Action.RECEIVE, code), (desks[1], Action.REFUSE, code))]
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(race, turns))
    for first, second in zip(outcomes[::2], outcomes[1::2], strict=True):
        assert (first == State.RECEIVED) != (second == State.REFUSED)


def search(desk: Desk, after: str = "", **filters: object) -> list[str]:
    found = queries.search_dossiers(
        officer=desk.officer,
        filters=DossierFilters(**filters),
        after=after,
        by=desk.actor,
        at=NOW,  # type: ignore[arg-type]
    )
    return [row.code for row in found.rows]


def test_search_finds_by_code_name_without_accents_and_number(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier(name="Đặng Thị Hòa", pin="001199000777")
    filer.a_dossier(name="Trần Văn Bình")
    assert search(desk, code=code.lower()) == [code]
    assert search(desk, name="dang thi hoà") == [code]
    assert search(desk, number="001 199 000777") == [code]
    assert search(desk, name="nobody") == []


def test_queues_hold_what_waits_and_their_counts_agree(filer: Filer, desk: Desk) -> None:
    waiting = filer.a_dossier()
    mine = filer.a_dossier()
    act(desk, Action.RECEIVE, mine)
    act(desk, Action.TAKE, mine)
    counts = queries.count_queues(officer=desk.officer, at=NOW)
    assert search(desk, queue=Queue.RECEPTION) == [waiting]
    assert search(desk, queue=Queue.MINE) == [mine]
    assert {queue: count.states for queue, count in counts.items() if count.all} == {
        Queue.RECEPTION: {State.SUBMITTED: 1},
        Queue.MINE: {State.PROCESSING: 1},
        Queue.TO_PROCESS: {State.PROCESSING: 1},
        Queue.OF_AGENCY: {State.SUBMITTED: 1, State.PROCESSING: 1},
    }


def test_overdue_means_past_due_while_the_authority_must_act(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    later = NOW + timedelta(days=30)
    found = queries.search_dossiers(
        officer=desk.officer, filters=DossierFilters(overdue=True), after="", by=desk.actor, at=later
    )
    assert [row.code for row in found.rows] == [code]
    assert found.rows[0].overdue
    assert search(desk, overdue=True) == []


def test_pages_follow_each_other_without_gap(filer: Filer, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dancu.casework.queries.search.PAGE", 2)
    codes = [filer.a_dossier() for _ in range(5)]
    seen, after = [], ""
    while True:
        page = queries.search_dossiers(
            officer=desk.officer, filters=DossierFilters(), after=after, by=desk.actor, at=NOW
        )
        seen += [row.code for row in page.rows]
        after = page.after
        if not after:
            break
    assert seen == codes[::-1]
