"""Who gets a dossier in hand: the chief assigns, the receiver forwards, a colleague hands over, and who may not is refused."""

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act

from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.commands import releasing
from dancu.casework.domain.duty import InHand, NotInYourHands, OwnProposal
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import GIVING, Action, RightMissing
from dancu.casework.models import Dossier, JournalEntry
from dancu.notices.models import Message
from dancu.offices.domain.rights import Function
from dancu.offices.models import Officer
from dancu.offices.queries import colleagues

pytestmark = pytest.mark.django_db


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def chief(filer: Filer) -> Desk:
    return build.an_officer(filer.place, Function.APPROVAL)


@pytest.fixture
def worker(filer: Filer) -> Desk:
    return build.an_officer(filer.place, Function.PROCESSING)


@pytest.fixture
def receiver(filer: Filer) -> Desk:
    return build.an_officer(filer.place, Function.RECEPTION)


def received(filer: Filer, receiver: Desk, **changes: object) -> str:
    code = filer.a_dossier(**changes)
    act(receiver, Action.RECEIVE, code)
    return code


def holder(code: str) -> int | None:
    return Dossier.objects.get(code=code).assignee_id


def test_the_chief_assigns_what_was_received_and_assigns_it_anew(
    filer: Filer, receiver: Desk, chief: Desk, worker: Desk
) -> None:
    code, other = received(filer, receiver), build.an_officer(filer.place, Function.PROCESSING)
    told = Message.objects.count()
    for chosen in (worker, other):
        assert act(chief, Action.ASSIGN, code, assignee=chosen.officer.id) is State.PROCESSING
        assert holder(code) == chosen.officer.id
    given = JournalEntry.objects.filter(action="assign").order_by("revision").values_list("officer", "assignee")
    assert list(given) == [(chief.officer.id, worker.officer.id), (chief.officer.id, other.officer.id)]
    assert Message.objects.count() == told


def test_the_applicant_reads_that_work_began_and_not_who_has_it_in_hand(
    filer: Filer, receiver: Desk, chief: Desk, worker: Desk
) -> None:
    code = received(filer, receiver)
    act(chief, Action.ASSIGN, code, assignee=worker.officer.id)
    act(chief, Action.ASSIGN, code, assignee=build.an_officer(filer.place, Function.PROCESSING).officer.id)
    lines = queries.get_own_dossier(code, by=filer.citizen, at=NOW).timeline
    assert [(line.action, line.assignee, line.note) for line in lines if line.action in GIVING] == [("assign", "", "")]
    course = queries.get_dossier(code, officer=chief.officer, by=chief.actor, at=NOW).journal
    assert next(line.assignee for line in course if line.action == "assign") == worker.officer.full_name


def test_the_receiver_forwards_to_an_officer_of_his_choice(filer: Filer, receiver: Desk, worker: Desk) -> None:
    code = filer.a_dossier()
    moved = casework.receive_and_forward(
        code=code,
        by=receiver.actor,
        at=NOW,
        officer=receiver.officer,
        note="",
        received=casework.Received(provision="article_1"),
        assignee=worker.officer.id,
        seen=1,
    )
    assert (moved.state, holder(code)) == (State.PROCESSING, worker.officer.id)
    with pytest.raises(RightMissing):
        act(receiver, Action.ASSIGN, code, assignee=worker.officer.id)


def test_only_who_has_it_hands_it_over_and_says_why(filer: Filer, receiver: Desk, worker: Desk) -> None:
    code, other = received(filer, receiver), build.an_officer(filer.place, Function.PROCESSING)
    act(worker, Action.TAKE, code)
    with pytest.raises(NotInYourHands):
        act(other, Action.HAND_OVER, code, assignee=other.officer.id)
    with pytest.raises(casework.NoteMissing):
        act(worker, Action.HAND_OVER, code, assignee=other.officer.id, note=" ")
    act(worker, Action.HAND_OVER, code, assignee=other.officer.id, note="Nghỉ phép")
    assert holder(code) == other.officer.id


def test_what_a_colleague_has_in_hand_is_not_taken_and_what_nobody_has_is(
    filer: Filer, receiver: Desk, worker: Desk
) -> None:
    code, other = received(filer, receiver), build.an_officer(filer.place, Function.PROCESSING)
    act(worker, Action.TAKE, code)
    with pytest.raises(InHand):
        act(other, Action.TAKE, code)
    releasing.release(officer_id=worker.officer.id, agency_id=filer.place.id, at=NOW)
    act(other, Action.TAKE, code)
    assert holder(code) == other.officer.id


def test_what_a_colleague_has_in_hand_is_proposed_by_him_alone_unless_the_chief_assigns_it_anew(
    filer: Filer, receiver: Desk, chief: Desk, worker: Desk
) -> None:
    code, other = received(filer, receiver), build.an_officer(filer.place, Function.PROCESSING)
    act(worker, Action.TAKE, code)
    shown = queries.get_dossier(code, officer=other.officer, by=other.actor, at=NOW)
    assert Action.PROPOSE not in {option.action for option in shown.options}
    with pytest.raises(InHand) as told:
        act(other, Action.PROPOSE, code)
    assert told.value.facts == {"officer": worker.officer.full_name}
    act(chief, Action.ASSIGN, code, assignee=other.officer.id)
    with pytest.raises(InHand):
        act(worker, Action.PROPOSE, code)
    assert act(other, Action.PROPOSE, code) is State.PROPOSED


def test_what_nobody_has_in_hand_is_proposed_by_who_may_process_it(filer: Filer, receiver: Desk, worker: Desk) -> None:
    code, other = received(filer, receiver), build.an_officer(filer.place, Function.PROCESSING)
    act(worker, Action.TAKE, code)
    releasing.release(officer_id=worker.officer.id, agency_id=filer.place.id, at=NOW)
    act(other, Action.PROPOSE, code)
    assert holder(code) == other.officer.id


@pytest.mark.parametrize("whom", ["nobody", "unable", "elsewhere", "gone", "concerned", "the same"])
def test_who_may_not_have_it_is_not_given_it(
    filer: Filer, receiver: Desk, chief: Desk, worker: Desk, whom: str
) -> None:
    concerned = build.an_officer(filer.place, Function.PROCESSING, pin="001099000077")
    code = received(filer, receiver, pin="001099000077")
    act(chief, Action.ASSIGN, code, assignee=worker.officer.id)
    gone = build.an_officer(filer.place, Function.PROCESSING)
    Officer.objects.filter(pk=gone.officer.id).update(active=False)
    chosen, error = {
        "nobody": (None, casework.AssigneeMissing),
        "unable": (receiver.officer.id, casework.CannotProcess),
        "elsewhere": (build.an_officer(build.an_agency("79", "26740")).officer.id, casework.CannotProcess),
        "gone": (gone.officer.id, casework.CannotProcess),
        "concerned": (concerned.officer.id, casework.ConcernsAssignee),
        "the same": (worker.officer.id, casework.HasItAlready),
    }[whom]
    with pytest.raises(error):
        act(chief, Action.ASSIGN, code, assignee=chosen)
    assert holder(code) == worker.officer.id


def test_those_who_can_be_chosen_are_shown_with_what_they_have_in_hand(
    filer: Filer, receiver: Desk, chief: Desk, worker: Desk
) -> None:
    build.an_officer(filer.place, Function.PROCESSING, pin="001099000077")
    busy = build.an_officer(filer.place, Function.PROCESSING)
    act(chief, Action.ASSIGN, received(filer, receiver), assignee=busy.officer.id)
    code = received(filer, receiver, pin="001099000077")
    shown = queries.get_dossier(code, officer=chief.officer, by=chief.actor, at=NOW).assignable
    assert {each.id: each.in_hand for each in shown} == {worker.officer.id: 0, busy.officer.id: 1}
    onlooker = build.an_officer(filer.place, Function.RESULTS)
    assert queries.get_dossier(code, officer=onlooker.officer, by=onlooker.actor, at=NOW).assignable == ()


def test_who_gave_himself_a_dossier_and_proposed_does_not_approve(filer: Filer, receiver: Desk) -> None:
    chief, code = build.an_officer(filer.place), received(filer, receiver)
    act(chief, Action.ASSIGN, code, assignee=chief.officer.id)
    act(chief, Action.PROPOSE, code)
    with pytest.raises(OwnProposal):
        act(chief, Action.APPROVE, code)


def test_an_officer_is_held_by_one_row_however_many_groups_he_has(filer: Filer, worker: Desk) -> None:
    right = next(each for each in worker.officer.rights if each.action == "process")
    found = colleagues.list_able(agency_id=filer.place.id, right=right)
    assert [each.id for each in found] == [worker.officer.id]
