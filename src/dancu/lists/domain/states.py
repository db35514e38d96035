"""What a list can be."""

from enum import StrEnum


class ListState(StrEnum):
    BEING_TAKEN_UP = "being_taken_up"
    DONE = "done"
    """Every row was judged."""
    CANCELLED = "cancelled"
    """Its sender stopped it; what was taken up until then stands."""


class RowState(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    REFUSED = "refused"
