"""The table of arrows, and who may not follow one although his rights would allow it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancu.casework.domain.codes import dossier_code, is_dossier_code
from dancu.casework.domain.duty import (
    LeadersRound,
    Outcome,
    OwnDossier,
    OwnProposal,
    Payment,
    ProposedOtherwise,
    Standing,
    WithdrawalFirst,
    WithdrawalNotAsked,
    refusal,
)
from dancu.casework.domain.states import FINISHED, PublicStatus, State, public_status
from dancu.casework.domain.workflow import STANDARD, Action, ActNotPossible, Arrow, Right, RightMissing, Workflow

EVERY_RIGHT = frozenset(Right)


def a_standing(**changes: object) -> Standing:
    facts: dict[str, object] = {
        "rounds": 1,
        "withdrawal_asked": False,
        "payment": Payment.NONE,
        "paid_online": False,
        "opinions_open": False,
        "extended": False,
        "assignee_id": None,
        "proposer_id": None,
        "proposed_outcome": "",
    }
    return Standing(**(facts | changes))  # type: ignore[arg-type]


def may(action: Action, standing: Standing, *, own: bool = False, may_approve: bool = False) -> object:
    return refusal(action, standing, officer_id=7, own=own, may_approve=may_approve)


def test_the_ordinary_course_leads_from_submission_to_delivery() -> None:
    state = State.SUBMITTED
    for action in (Action.RECEIVE, Action.TAKE, Action.PROPOSE, Action.APPROVE, Action.DELIVER):
        state = STANDARD.step(state, action, EVERY_RIGHT).target
    assert state is State.DELIVERED


def test_a_supplement_asked_at_reception_comes_back_to_reception() -> None:
    asked = STANDARD.step(State.SUBMITTED, Action.RETURN_FOR_SUPPLEMENT, EVERY_RIGHT).target
    assert STANDARD.step(asked, Action.RESUBMIT, EVERY_RIGHT).target is State.RESUBMITTED


def test_a_supplement_asked_while_processing_comes_back_to_processing() -> None:
    asked = STANDARD.step(State.PROCESSING, Action.RETURN_FOR_SUPPLEMENT, EVERY_RIGHT).target
    assert STANDARD.step(asked, Action.RESUBMIT, EVERY_RIGHT).target is State.PROCESSING


def test_the_final_states_are_those_that_no_act_leaves() -> None:
    assert STANDARD.final_states == {State.REFUSED, State.WITHDRAWN, State.DELIVERED}


@given(st.sampled_from(State), st.sets(st.sampled_from(Right)))
def test_every_button_is_an_act_that_works(state: State, rights: set[Right]) -> None:
    for arrow in STANDARD.options(state, rights):
        assert STANDARD.step(state, arrow.action, rights) == arrow


@given(st.sampled_from(State), st.sampled_from(Action))
def test_nobody_without_rights_can_do_anything(state: State, action: Action) -> None:
    with pytest.raises((ActNotPossible, RightMissing)):
        STANDARD.step(state, action, frozenset())


def test_an_act_in_the_wrong_state_is_refused_by_name() -> None:
    with pytest.raises(ActNotPossible):
        STANDARD.step(State.DECIDED, Action.RECEIVE, EVERY_RIGHT)


def test_a_workflow_cannot_lead_two_ways() -> None:
    arrow = Arrow(action=Action.TAKE, source=State.RECEIVED, target=State.PROCESSING, right=Right.PROCESS)
    with pytest.raises(ValueError, match="one state only"):
        Workflow((arrow, arrow))


def test_every_act_that_speaks_to_the_applicant_with_a_paper_of_refusal_needs_a_reason() -> None:
    assert all(arrow.note_required for arrow in STANDARD.arrows if {*arrow.papers} & {"CT05", "CT06"})


def test_a_course_may_result_in_another_form_and_is_the_same_otherwise() -> None:
    course = STANDARD.resulting_in("CT03")
    assert (course.results, STANDARD.results) == (("CT03",), ("CT08",))
    assert course.step(State.PROPOSED, Action.APPROVE, EVERY_RIGHT).target is State.DECIDED
    assert [arrow for arrow in course.arrows if arrow.action is not Action.APPROVE] == [
        arrow for arrow in STANDARD.arrows if arrow.action is not Action.APPROVE
    ]


def test_nobody_handles_a_dossier_about_himself() -> None:
    assert isinstance(may(Action.RECEIVE, a_standing(), own=True), OwnDossier)
    assert may(Action.RECEIVE, a_standing(), own=False) is None


def test_who_proposes_does_not_decide() -> None:
    own = a_standing(proposer_id=7, proposed_outcome=Outcome.APPROVE)
    for action in (Action.APPROVE, Action.REJECT, Action.SEND_BACK):
        assert isinstance(may(action, own), OwnProposal)
    assert may(Action.APPROVE, a_standing(proposer_id=8, proposed_outcome=Outcome.APPROVE)) is None


def test_a_proposed_rejection_is_not_approved() -> None:
    assert isinstance(
        may(Action.APPROVE, a_standing(proposer_id=8, proposed_outcome=Outcome.REJECT)), ProposedOtherwise
    )


def test_a_second_return_is_for_the_leader() -> None:
    assert isinstance(may(Action.RETURN_FOR_SUPPLEMENT, a_standing(rounds=2)), LeadersRound)
    assert may(Action.RETURN_FOR_SUPPLEMENT, a_standing(rounds=2), may_approve=True) is None
    assert may(Action.RETURN_FOR_SUPPLEMENT, a_standing(rounds=1)) is None


def test_a_withdrawal_is_granted_only_when_asked_for() -> None:
    assert isinstance(may(Action.GRANT_WITHDRAWAL, a_standing()), WithdrawalNotAsked)
    assert may(Action.GRANT_WITHDRAWAL, a_standing(withdrawal_asked=True)) is None


def test_nothing_is_proposed_while_a_withdrawal_waits_for_its_answer() -> None:
    assert isinstance(may(Action.PROPOSE, a_standing(withdrawal_asked=True)), WithdrawalFirst)
    assert may(Action.PROPOSE, a_standing()) is None


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (State.SUBMITTED, PublicStatus.NEW),
        (State.RECEIVED, PublicStatus.RECEIVED),
        (State.REFUSED, PublicStatus.NOT_RECEIVED),
        (State.PROPOSED, PublicStatus.IN_PROGRESS),
        (State.AWAITING_SUPPLEMENT, PublicStatus.SUPPLEMENT_ASKED),
        (State.SUSPENDED, PublicStatus.STOPPED),
        (State.DECIDED, PublicStatus.FINISHED),
        (State.DELIVERED, PublicStatus.DELIVERED),
    ],
)
def test_the_public_reads_the_national_status(state: State, status: PublicStatus) -> None:
    assert public_status(state) is status


def test_an_asked_withdrawal_shows_until_the_dossier_is_finished() -> None:
    assert public_status(State.PROCESSING, withdrawal_asked=True) is PublicStatus.WITHDRAWAL_ASKED
    assert all(public_status(state, withdrawal_asked=True) is public_status(state) for state in FINISHED)


def test_a_dossier_code_grows_past_four_digits() -> None:
    from datetime import date

    assert dossier_code(agency="G01.306.000.000", on=date(2022, 3, 8), number=17) == "G01.306.000.000-220308-0017"
    assert dossier_code(agency="G01.306.000.000", on=date(2022, 3, 8), number=10_000).endswith("-10000")
    assert is_dossier_code("G01.306.000.000-220308-0017")
    assert not is_dossier_code("G01.306.000-220308-0017")
