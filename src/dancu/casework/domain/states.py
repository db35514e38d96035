"""States of a dossier, and the ten statuses that the national portal shows the public."""

from enum import IntEnum, StrEnum


class State(StrEnum):
    SUBMITTED = "submitted"
    RESUBMITTED = "resubmitted"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    RECEIVED = "received"
    PROCESSING = "processing"
    AWAITING_SUPPLEMENT_IN_PROCESS = "awaiting_supplement_in_process"
    SUSPENDED = "suspended"
    SUSPENDED_IN_PROCESS = "suspended_in_process"
    PROPOSED = "proposed"
    DECIDED = "decided"
    REJECTED = "rejected"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"
    """What the authority began of its own motion it does not do."""
    DELIVERED = "delivered"


class PublicStatus(IntEnum):
    """Statuses of the national public service portal, by their numbers (dossier synchronisation message)."""

    NEW = 1
    RECEIVED = 2
    NOT_RECEIVED = 3
    IN_PROGRESS = 4
    SUPPLEMENT_ASKED = 5
    PAYMENT_ASKED = 6
    WITHDRAWAL_ASKED = 7
    STOPPED = 8
    FINISHED = 9
    DELIVERED = 10


_PUBLIC = {
    State.SUBMITTED: PublicStatus.NEW,
    State.RESUBMITTED: PublicStatus.NEW,
    State.AWAITING_SUPPLEMENT: PublicStatus.SUPPLEMENT_ASKED,
    State.RECEIVED: PublicStatus.RECEIVED,
    State.PROCESSING: PublicStatus.IN_PROGRESS,
    State.AWAITING_SUPPLEMENT_IN_PROCESS: PublicStatus.SUPPLEMENT_ASKED,
    State.SUSPENDED: PublicStatus.STOPPED,
    State.SUSPENDED_IN_PROCESS: PublicStatus.STOPPED,
    State.PROPOSED: PublicStatus.IN_PROGRESS,
    State.DECIDED: PublicStatus.FINISHED,
    State.REJECTED: PublicStatus.FINISHED,
    State.REFUSED: PublicStatus.NOT_RECEIVED,
    State.WITHDRAWN: PublicStatus.WITHDRAWAL_ASKED,
    State.DROPPED: PublicStatus.FINISHED,
    State.DELIVERED: PublicStatus.DELIVERED,
}

AWAITING_APPLICANT = frozenset({State.AWAITING_SUPPLEMENT, State.AWAITING_SUPPLEMENT_IN_PROCESS})
BEFORE_RECEPTION = frozenset({State.SUBMITTED, State.RESUBMITTED, State.AWAITING_SUPPLEMENT})
IN_PROCESS = frozenset({State.PROCESSING, State.SUSPENDED_IN_PROCESS})
"""In which other agencies are asked what the one that processes it cannot know."""
IN_HAND = IN_PROCESS | {State.AWAITING_SUPPLEMENT_IN_PROCESS}
"""In which an officer has a dossier in hand, or a colleague takes it who finds that nobody has."""
SUSPENDED = frozenset({State.SUSPENDED, State.SUSPENDED_IN_PROCESS})
_AT_WORK = frozenset({State.RECEIVED, State.PROCESSING, State.PROPOSED})


class Stage(StrEnum):
    """What an open dossier waits for."""

    RECEPTION = "reception"
    PROCESSING = "processing"
    DECISION = "decision"
    APPLICANT = "applicant"
    DELIVERY = "delivery"


STAGES: dict[Stage, frozenset[State]] = {
    Stage.RECEPTION: frozenset({State.SUBMITTED, State.RESUBMITTED}),
    Stage.PROCESSING: SUSPENDED | {State.RECEIVED, State.PROCESSING},
    Stage.DECISION: frozenset({State.PROPOSED}),
    Stage.APPLICANT: AWAITING_APPLICANT,
    Stage.DELIVERY: frozenset({State.DECIDED, State.REJECTED}),
}
"""A dossier is in one of them until it is over."""


def public_status(state: State, *, withdrawal_asked: bool = False, payment_due: bool = False) -> PublicStatus:
    """Return what the public is told of a dossier in this state."""
    if withdrawal_asked and state not in FINISHED:
        return PublicStatus.WITHDRAWAL_ASKED
    if payment_due and state in _AT_WORK:
        return PublicStatus.PAYMENT_ASKED
    return _PUBLIC[state]


FINISHED = frozenset({State.DECIDED, State.REJECTED, State.REFUSED, State.WITHDRAWN, State.DROPPED, State.DELIVERED})
"""States in which the authority owes no further decision."""
