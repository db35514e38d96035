"""A workflow is a table of arrows: which act leads a dossier from which state to which, by whose right.

`options` gives the buttons, `step` the arrow or a named refusal; both read the same table, so a page never offers what
would be refused. The table of the ordinary course follows Circular 55/2021 as the officers' guide describes it; what the
authority does of its own motion is not received, and nobody withdraws it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from dancu.casework.domain.states import IN_HAND, IN_PROCESS, State
from dancu.kernel.errors import Conflict, Denied


class Action(StrEnum):
    RECEIVE = "receive"
    RETURN_FOR_SUPPLEMENT = "return_for_supplement"
    RESUBMIT = "resubmit"
    REFUSE = "refuse"
    ASK_PAYMENT = "ask_payment"
    RECORD_PAYMENT = "record_payment"
    REFUND = "refund"
    TAKE = "take"
    FORWARD = "forward"
    ASSIGN = "assign"
    HAND_OVER = "hand_over"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    REJECT = "reject"
    DROP = "drop"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    DELIVER = "deliver"
    ASK_WITHDRAWAL = "ask_withdrawal"
    GRANT_WITHDRAWAL = "grant_withdrawal"
    DECLINE_WITHDRAWAL = "decline_withdrawal"


GIVING = frozenset({Action.FORWARD, Action.ASSIGN, Action.HAND_OVER})
"""Acts that put a dossier into the hands of an officer who is chosen."""


AT_COUNTER = frozenset(
    {
        Action.RECEIVE,
        Action.RETURN_FOR_SUPPLEMENT,
        Action.RESUBMIT,
        Action.RECORD_PAYMENT,
        Action.DELIVER,
        Action.ASK_WITHDRAWAL,
    }
)
"""What the counter does that took a dossier for another agency, with the applicant before it; all else is for that agency."""


class Right(StrEnum):
    """What an arrow asks of the one who follows it; officers' rights are held per subsystem."""

    APPLICANT = "applicant"
    RECEIVE = "receive"
    PROCESS = "process"
    APPROVE = "approve"
    DELIVER = "deliver"


class Clock(StrEnum):
    """What an arrow does to the legal time limit."""

    UNTOUCHED = "untouched"
    STARTS = "starts"
    STOPS = "stops"
    GOES_ON = "goes_on"
    ENDS = "ends"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    action: Action
    source: State
    target: State
    right: Right
    clock: Clock = Clock.UNTOUCHED
    papers: tuple[str, ...] = ()
    """The forms that the act issues (CT04 ...)."""
    note_required: bool = False
    note_public: bool = True
    """Whether the applicant reads the note that comes with the act."""


class ActNotPossible(Conflict):
    """This dossier is no longer where that can be done. Look at its course below and choose again."""

    code = "casework.act_not_possible"


class RightMissing(Denied):
    """Your permissions do not include this act."""

    code = "casework.right_missing"


@dataclass(frozen=True, slots=True)
class Workflow:
    arrows: tuple[Arrow, ...]
    begins: State = State.SUBMITTED
    """Where a dossier stands once it is opened."""

    def __post_init__(self) -> None:
        keys = [(arrow.action, arrow.source) for arrow in self.arrows]
        if len(keys) != len(set(keys)):
            raise ValueError("one act leads from one state to one state only")

    def options(self, state: State, rights: Collection[Right]) -> tuple[Arrow, ...]:
        """Return the arrows that somebody with these rights may follow from `state`, in the table's order."""
        return tuple(arrow for arrow in self.arrows if arrow.source is state and arrow.right in rights)

    def step(self, state: State, action: Action, rights: Collection[Right]) -> Arrow:
        """Return the arrow of this act; raise ActNotPossible in the wrong state, RightMissing without the right."""
        arrow = next((arrow for arrow in self.arrows if arrow.source is state and arrow.action is action), None)
        if arrow is None:
            raise ActNotPossible
        if arrow.right not in rights:
            raise RightMissing
        return arrow

    def resulting_in(self, *papers: str) -> "Workflow":
        """Return the same course with other forms as what an approval issues."""
        given = (replace(arrow, papers=papers) if arrow.action is Action.APPROVE else arrow for arrow in self.arrows)
        return replace(self, arrows=tuple(given))

    def extendable(self) -> "Workflow":
        """Return the same course, in which the authority may take the longer limit that the law grants a complex case."""
        work = (State.RECEIVED, State.PROCESSING)
        extending = arrows(Action.EXTEND, work, None, Right.PROCESS, note_required=True)
        return replace(self, arrows=(*self.arrows, *extending))

    @property
    def results(self) -> tuple[str, ...]:
        """The forms that an approval issues."""
        return next((arrow.papers for arrow in self.arrows if arrow.action is Action.APPROVE), ())

    @property
    def final_states(self) -> frozenset[State]:
        """The states that no arrow leaves."""
        return frozenset({arrow.target for arrow in self.arrows} - {arrow.source for arrow in self.arrows})


def arrows(
    action: Action,
    sources: Iterable[State],
    target: State | None,
    right: Right,
    clock: Clock = Clock.UNTOUCHED,
    *,
    papers: tuple[str, ...] = (),
    note_required: bool = False,
    note_public: bool = True,
) -> tuple[Arrow, ...]:
    """Return one arrow for each source; without a target the state stays."""
    return tuple(
        Arrow(
            action=action,
            source=source,
            target=target or source,
            right=right,
            clock=clock,
            papers=papers,
            note_required=note_required,
            note_public=note_public,
        )
        for source in sources
    )


_UNRECEIVED = (State.SUBMITTED, State.RESUBMITTED)
_WITHDRAWABLE = (
    *_UNRECEIVED,
    State.AWAITING_SUPPLEMENT,
    State.RECEIVED,
    State.PROCESSING,
    State.AWAITING_SUPPLEMENT_IN_PROCESS,
)

_IN_HAND = tuple(sorted(IN_HAND))
_PAYABLE = (State.RECEIVED, State.PROCESSING, State.PROPOSED, State.DECIDED, State.REJECTED)

STANDARD = Workflow(
    (
        *arrows(Action.RECEIVE, _UNRECEIVED, State.RECEIVED, Right.RECEIVE, Clock.STARTS, papers=("CT04",)),
        *arrows(
            Action.RETURN_FOR_SUPPLEMENT,
            _UNRECEIVED,
            State.AWAITING_SUPPLEMENT,
            Right.RECEIVE,
            papers=("CT05",),
            note_required=True,
        ),
        *arrows(
            Action.REFUSE, _UNRECEIVED, State.REFUSED, Right.RECEIVE, Clock.ENDS, papers=("CT06",), note_required=True
        ),
        *arrows(Action.TAKE, [State.RECEIVED, State.PROCESSING], State.PROCESSING, Right.PROCESS, note_public=False),
        *arrows(Action.FORWARD, [State.RECEIVED], State.PROCESSING, Right.RECEIVE, note_public=False),
        *arrows(Action.ASSIGN, [State.RECEIVED], State.PROCESSING, Right.APPROVE, note_public=False),
        *arrows(Action.ASSIGN, _IN_HAND, None, Right.APPROVE, note_public=False),
        *arrows(Action.HAND_OVER, _IN_HAND, None, Right.PROCESS, note_required=True, note_public=False),
        *arrows(
            Action.PROPOSE, [State.PROCESSING], State.PROPOSED, Right.PROCESS, note_required=True, note_public=False
        ),
        *arrows(
            Action.RETURN_FOR_SUPPLEMENT,
            [State.PROCESSING],
            State.AWAITING_SUPPLEMENT_IN_PROCESS,
            Right.PROCESS,
            Clock.STOPS,
            papers=("CT05",),
            note_required=True,
        ),
        *arrows(Action.SUSPEND, [State.RECEIVED], State.SUSPENDED, Right.APPROVE, Clock.STOPS, note_required=True),
        *arrows(Action.RESUME, [State.SUSPENDED], State.RECEIVED, Right.APPROVE, Clock.GOES_ON),
        *arrows(
            Action.SUSPEND,
            [State.PROCESSING],
            State.SUSPENDED_IN_PROCESS,
            Right.APPROVE,
            Clock.STOPS,
            note_required=True,
        ),
        *arrows(Action.RESUME, [State.SUSPENDED_IN_PROCESS], State.PROCESSING, Right.APPROVE, Clock.GOES_ON),
        *arrows(
            Action.APPROVE,
            [State.PROPOSED],
            State.DECIDED,
            Right.APPROVE,
            Clock.ENDS,
            papers=("CT08",),
            note_public=False,
        ),
        *arrows(
            Action.REJECT,
            [State.PROPOSED],
            State.REJECTED,
            Right.APPROVE,
            Clock.ENDS,
            papers=("CT06",),
            note_required=True,
        ),
        *arrows(
            Action.SEND_BACK, [State.PROPOSED], State.PROCESSING, Right.APPROVE, note_required=True, note_public=False
        ),
        *arrows(Action.ASK_PAYMENT, [State.RECEIVED, State.PROCESSING], None, Right.RECEIVE),
        *arrows(Action.RECORD_PAYMENT, _PAYABLE, None, Right.RECEIVE),
        *arrows(Action.REFUND, _PAYABLE, None, Right.RECEIVE, note_required=True),
        *arrows(Action.DELIVER, [State.DECIDED, State.REJECTED], State.DELIVERED, Right.DELIVER),
        *arrows(Action.RESUBMIT, [State.AWAITING_SUPPLEMENT], State.RESUBMITTED, Right.APPLICANT),
        *arrows(
            Action.RESUBMIT, [State.AWAITING_SUPPLEMENT_IN_PROCESS], State.PROCESSING, Right.APPLICANT, Clock.GOES_ON
        ),
        *arrows(Action.ASK_WITHDRAWAL, _WITHDRAWABLE, None, Right.APPLICANT),
        *arrows(Action.GRANT_WITHDRAWAL, _WITHDRAWABLE, State.WITHDRAWN, Right.RECEIVE, Clock.ENDS),
        *arrows(Action.DECLINE_WITHDRAWAL, _WITHDRAWABLE, None, Right.RECEIVE, note_required=True),
    )
)

OWN_MOTION = Workflow(
    (
        *arrows(
            Action.PROPOSE, [State.PROCESSING], State.PROPOSED, Right.PROCESS, note_required=True, note_public=False
        ),
        *(
            arrow
            for arrow in STANDARD.arrows
            if arrow.source in IN_PROCESS and arrow.action in {Action.TAKE, Action.ASSIGN, Action.HAND_OVER}
        ),
        *(arrow for arrow in STANDARD.arrows if arrow.action is Action.SUSPEND and arrow.source is State.PROCESSING),
        *(arrow for arrow in STANDARD.arrows if arrow.action is Action.RESUME and arrow.target is State.PROCESSING),
        *(arrow for arrow in STANDARD.arrows if arrow.action in {Action.APPROVE, Action.SEND_BACK}),
        *arrows(
            Action.DROP,
            [State.PROCESSING, State.PROPOSED],
            State.DROPPED,
            Right.APPROVE,
            Clock.ENDS,
            note_required=True,
        ),
        *arrows(Action.DELIVER, [State.DECIDED], State.DELIVERED, Right.DELIVER),
    ),
    begins=State.PROCESSING,
)
"""The course of what the authority does of its own motion: one officer opens and proposes it, a leader decides."""
