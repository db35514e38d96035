"""Cancellation of a registration that should not have been made (Residence Law art. 35)."""

from collections.abc import Collection
from enum import StrEnum

from dancu.residence.domain.residence import EventKind


class CancelGround(StrEnum):
    """What was wrong with it."""

    WRONG_AUTHORITY = "wrong_authority"
    WRONG_SUBJECT = "wrong_subject"
    WRONG_CONDITIONS = "wrong_conditions"


CANCELLABLE = frozenset(
    {
        EventKind.HOUSEHOLD_OPENED,
        EventKind.HOUSEHOLD_CLOSED,
        EventKind.HEAD_CHANGED,
        EventKind.RELATION_CHANGED,
        EventKind.PERIOD_OPENED,
        EventKind.PERIOD_ENDED,
        EventKind.PERIOD_SUPERSEDED,
        EventKind.PERIOD_EXTENDED,
        EventKind.DELETED,
        EventKind.ABSENCE_OPENED,
        EventKind.ABSENCE_ENDED,
        EventKind.ABSENCE_SUPERSEDED,
    }
)
"""What an act consists of that can be taken back; an intake, a change of addresses and what the calendar did are none."""


class Done(StrEnum):
    """What an act was, as people call it."""

    DELETION = "deletion"
    EXTENSION = "extension"
    REGISTRATION = "registration"
    ABSENCE = "absence"
    RETURN = "return"
    HEAD_CHANGE = "head_change"
    RELATION_CHANGE = "relation_change"
    CLASSIFICATION = "classification"
    OTHER = "other"


_TELLING = {
    EventKind.DELETED: Done.DELETION,
    EventKind.PERIOD_EXTENDED: Done.EXTENSION,
    EventKind.PERIOD_OPENED: Done.REGISTRATION,
    EventKind.ABSENCE_OPENED: Done.ABSENCE,
    EventKind.ABSENCE_ENDED: Done.RETURN,
    EventKind.HEAD_CHANGED: Done.HEAD_CHANGE,
    EventKind.RELATION_CHANGED: Done.RELATION_CHANGE,
    EventKind.CLASSIFIED: Done.CLASSIFICATION,
}
"""By the event that tells most of an act; what comes first here decides."""


def what_was_done(kinds: Collection[EventKind]) -> Done:
    """Return what an act of these events was."""
    return next((done for kind, done in _TELLING.items() if kind in kinds), Done.OTHER)


def is_cancellable(kinds: Collection[EventKind]) -> bool:
    """Tell whether an act consists of nothing but what can be taken back."""
    return CANCELLABLE.issuperset(kinds)
