"""Cancellation of a registration that should not have been made (Residence Law art. 35)."""

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
