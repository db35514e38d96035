"""What an officer may do: an action on a function of a subsystem, the boxes of the permission matrix (guide, part II.1).

Only boxes with something behind them are listed. Returning and refusing a dossier are part of receiving it, delivering
a result and verifying an account are the processing and the check that their functions are about.
"""

from dataclasses import dataclass
from enum import StrEnum


class Subsystem(StrEnum):
    """Of the guide, part II.1; the first four are those in which dossiers are settled, and procedures belong to them."""

    PERMANENT_RESIDENCE = "permanent_residence"
    TEMPORARY_RESIDENCE = "temporary_residence"
    TEMPORARY_ABSENCE = "temporary_absence"
    STAYS = "stays"
    ADMINISTRATION = "administration"


class Function(StrEnum):
    RECEPTION = "reception"
    PROCESSING = "processing"
    APPROVAL = "approval"
    RESULTS = "results"
    ACCOUNTS = "accounts"
    AUDIT = "audit"
    MESSAGES = "messages"


class Action(StrEnum):
    MENU = "menu"
    VIEW = "view"
    SEARCH = "search"
    CHECK = "check"
    RECEIVE = "receive"
    PROCESS = "process"
    APPROVE = "approve"


@dataclass(frozen=True, slots=True, order=True)
class Right:
    """One box of the matrix; a procedure names its subsystem by the plain text."""

    subsystem: str
    function: Function
    action: Action


_LOOK = (Action.MENU, Action.VIEW, Action.SEARCH)
_OF_DOSSIERS = {
    Function.RECEPTION: (*_LOOK, Action.CHECK, Action.RECEIVE),
    Function.PROCESSING: (*_LOOK, Action.CHECK, Action.PROCESS),
    Function.APPROVAL: (*_LOOK, Action.APPROVE),
    Function.RESULTS: (*_LOOK, Action.PROCESS),
}
_MATRIX: dict[Subsystem, dict[Function, tuple[Action, ...]]] = {
    Subsystem.PERMANENT_RESIDENCE: _OF_DOSSIERS,
    Subsystem.TEMPORARY_RESIDENCE: _OF_DOSSIERS,
    Subsystem.TEMPORARY_ABSENCE: _OF_DOSSIERS,
    Subsystem.STAYS: _OF_DOSSIERS,
    Subsystem.ADMINISTRATION: {
        Function.ACCOUNTS: (*_LOOK, Action.CHECK),
        Function.AUDIT: (Action.MENU, Action.SEARCH),
        Function.MESSAGES: (Action.MENU, Action.VIEW, Action.PROCESS),
    },
}

ALL = tuple(
    Right(subsystem, function, action)
    for subsystem, functions in _MATRIX.items()
    for function, actions in functions.items()
    for action in actions
)
"""Every box that exists, in the order of the matrix."""

VERIFY_ACCOUNTS = Right(Subsystem.ADMINISTRATION, Function.ACCOUNTS, Action.CHECK)
"""Confirm at the counter that an account belongs to the person with the card."""

SEARCH_AUDIT = Right(Subsystem.ADMINISTRATION, Function.AUDIT, Action.SEARCH)
"""Look up who saw or did what in one's jurisdiction."""

SEE_MESSAGES = Right(Subsystem.ADMINISTRATION, Function.MESSAGES, Action.VIEW)
"""See which messages of the system never arrived, without whom they were for, and what every message says."""

SEND_MESSAGES_AGAIN = Right(Subsystem.ADMINISTRATION, Function.MESSAGES, Action.PROCESS)
"""Send them again."""

SEE_DEPARTURES = Right(Subsystem.PERMANENT_RESIDENCE, Function.RECEPTION, Action.VIEW)
"""Read who of the agency's commune was registered permanently elsewhere."""


def receives(rights: frozenset[Right]) -> bool:
    """Tell whether these rights let somebody receive dossiers of any subsystem."""
    return any(right.function is Function.RECEPTION and right.action is Action.RECEIVE for right in rights)


def processes(rights: frozenset[Right]) -> bool:
    """Tell whether these rights let somebody work on dossiers of any subsystem."""
    return any(right.function is Function.PROCESSING and right.action is Action.PROCESS for right in rights)


def of(*functions: Function) -> frozenset[Right]:
    """Return every right of these functions, in all subsystems that have them."""
    return frozenset(right for right in ALL if right.function in functions)
