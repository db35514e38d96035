"""Whatever anybody does in whatever order, a dossier stays one that the workflow's table allows."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer
from tests.fakes.parking_permit import PROCEDURE

from dancu.casework import authorisation
from dancu.casework import commands as casework
from dancu.casework.domain.duty import Outcome
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.states import FINISHED, State
from dancu.casework.domain.workflow import Action, ActNotPossible, Clock, RightMissing
from dancu.casework.models import Dossier, Submission
from dancu.kernel.actor import Actor
from dancu.kernel.errors import Denied, DomainError
from dancu.offices.domain.rights import Function

pytestmark = pytest.mark.django_db

ARROWS = {(arrow.action.value, arrow.source.value): arrow for arrow in PROCEDURE.workflow.arrows}
STANDING_STILL = {arrow.target for arrow in PROCEDURE.workflow.arrows if arrow.clock is Clock.STOPS}
DECISIONS = {Action.APPROVE, Action.REJECT, Action.SEND_BACK}
EVERYBODY = (
    "receiver",
    "processor",
    "leader",
    "chief",
    "second chief",
    "neighbour",
    "outsider",
    "applicant",
    "stranger",
)


class AnyCourse(RuleBasedStateMachine):
    """One dossier, and everybody who might lay hands on it."""

    filer: Filer
    stranger: Actor
    desks: dict[str, Desk]

    @classmethod
    def meet(cls) -> None:
        """Let all of them be there, once for all courses."""
        place = build.an_agency()
        cls.filer, cls.stranger = Filer(place), build.a_citizen()
        cls.desks = {
            "receiver": build.an_officer(place, Function.RECEPTION),
            "processor": build.an_officer(place, Function.PROCESSING),
            "leader": build.an_officer(place, Function.APPROVAL),
            "chief": build.an_officer(place),
            "second chief": build.an_officer(place),
            "neighbour": build.an_officer(place, pin="001199000001"),
            "outsider": build.an_officer(build.an_agency("79", "26743")),
        }

    @initialize()
    def file(self) -> None:
        self.code = self.filer.a_dossier(pin="001199000001")

    @property
    def dossier(self) -> Dossier:
        return Dossier.objects.get(code=self.code)

    @rule(
        who=st.sampled_from(EVERYBODY),
        action=st.sampled_from(Action),
        note=st.sampled_from(["", "  ", "Theo quy định"]),
        outcome=st.sampled_from(["", *Outcome]),
    )
    def act(self, who: str, action: Action, note: str, outcome: str) -> None:
        """Try any act as anybody."""
        self._try(who, action, note, outcome)

    @rule(
        who=st.sampled_from(["chief", "second chief", "applicant"]),
        pick=st.integers(0, 20),
        outcome=st.sampled_from(Outcome),
    )
    def press_a_button(self, who: str, pick: int, outcome: Outcome) -> None:
        """Do something that the page offers: it is not refused for want of a right."""
        desk = self.desks.get(who)
        offered = authorisation.options(
            dossier=self.dossier, procedure=PROCEDURE, officer=desk.officer if desk else None
        )
        if not offered:
            return
        action = offered[pick % len(offered)].action
        if action is Action.RESUBMIT:
            self.supplement()
            return
        refused = self._try(who, action, "Theo quy định", outcome)
        assert not isinstance(refused, (ActNotPossible, RightMissing, Denied)), (action, refused)

    @rule()
    def supplement(self) -> None:
        before = self.dossier.revision
        try:
            draft = casework.begin_supplement(code=self.code, by=self.filer.citizen, at=NOW)
            casework.submit(draft_id=draft, channel=Channel.PORTAL, by=self.filer.citizen, at=NOW)
        except DomainError:
            assert self.dossier.revision == before

    def _try(self, who: str, action: Action, note: str, outcome: str) -> DomainError | None:
        before, desk = self.dossier, self.desks.get(who)
        by = desk.actor if desk else self.filer.citizen if who == "applicant" else self.stranger
        try:
            casework.perform(
                action,
                code=self.code,
                by=by,
                officer=desk.officer if desk else None,
                at=NOW,
                note=note,
                received=casework.Received(provision="article_1"),
                outcome=outcome,
                receipts=[build.a_receipt()],
            )
        except DomainError as refused:
            assert self.dossier.revision == before.revision
            return refused
        assert who not in {"neighbour", "outsider", "stranger"}
        if action in DECISIONS:
            assert desk
            assert desk.officer.id != before.proposer_id
        return None

    @invariant()
    def every_line_of_the_journal_is_an_arrow(self) -> None:
        dossier, state = self.dossier, ""
        lines = list(dossier.journal.order_by("revision"))
        assert [line.revision for line in lines] == list(range(1, dossier.revision + 1))
        for line in lines:
            if line.action == "submit":
                assert (state, line.target) == ("", State.SUBMITTED)
            else:
                assert ARROWS[line.action, state].target == line.target
            state = line.target
        assert state == dossier.state

    @invariant()
    def papers_match_acts(self) -> None:
        dossier, state = self.dossier, ""
        due = Counter({"CT01": dossier.rounds})
        for line in dossier.journal.order_by("revision"):
            due.update(ARROWS[line.action, state].papers if state else ())
            state = line.target
        assert Counter(dossier.papers.values_list("form", flat=True)) == due

    @invariant()
    def rounds_are_submissions(self) -> None:
        rounds = Submission.objects.filter(dossier=self.dossier).order_by("round").values_list("round", flat=True)
        assert list(rounds) == list(range(1, self.dossier.rounds + 1))
        assert self.dossier.journal.filter(action=Action.RESUBMIT).count() == self.dossier.rounds - 1

    @invariant()
    def the_clock_agrees_with_the_state(self) -> None:
        dossier = self.dossier
        if dossier.state not in FINISHED:
            assert (dossier.clock_stopped_at is not None) is (dossier.state in STANDING_STILL)
        assert (dossier.closed_at is not None) is (dossier.state in FINISHED)
        was_received = dossier.journal.filter(action=Action.RECEIVE).exists()
        assert (dossier.received_at is not None) is was_received
        assert 0 <= dossier.paid_dong <= dossier.fee_dong

    @invariant()
    def what_is_final_offers_nothing(self) -> None:
        if self.dossier.state in PROCEDURE.workflow.final_states:
            for desk in (*self.desks.values(), None):
                officer = desk.officer if desk else None
                assert not authorisation.options(dossier=self.dossier, procedure=PROCEDURE, officer=officer)


def test_no_course_of_acts_leaves_the_table() -> None:
    AnyCourse.meet()
    few = settings(
        max_examples=8,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    run_state_machine_as_test(AnyCourse, settings=few)
