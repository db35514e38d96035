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
    POPULATION = "population"
    REPORTS = "reports"
    ADMINISTRATION = "administration"


class Function(StrEnum):
    RECEPTION = "reception"
    PROCESSING = "processing"
    APPROVAL = "approval"
    RESULTS = "results"
    PERSONS = "persons"
    PERSONS_BEYOND = "persons_beyond"
    INTAKES = "intakes"
    CARDS = "cards"
    DUPLICATES = "duplicates"
    DOSSIER_REPORTS = "dossier_reports"
    ACCOUNTS = "accounts"
    AUDIT = "audit"
    MESSAGES = "messages"
    PERMISSIONS = "permissions"
    OFFICERS = "officers"
    AGENCIES = "agencies"
    CODE_LISTS = "code_lists"
    RETENTION = "retention"


class Action(StrEnum):
    """In the order of the guide's columns."""

    MENU = "menu"
    ADD = "add"
    VIEW = "view"
    UPDATE = "update"
    SEARCH = "search"
    CHECK = "check"
    DELETE = "delete"
    PROCESS = "process"
    APPROVE = "approve"
    RECEIVE = "receive"
    EXPORT = "export"


@dataclass(frozen=True, slots=True, order=True)
class Right:
    """One box of the matrix; a procedure names its subsystem by the plain text."""

    subsystem: str
    function: Function
    action: Action


_LOOK = (Action.MENU, Action.VIEW, Action.SEARCH)
_OF_DOSSIERS = {
    Function.RECEPTION: (*_LOOK, Action.CHECK, Action.RECEIVE, Action.EXPORT),
    Function.PROCESSING: (*_LOOK, Action.CHECK, Action.PROCESS, Action.EXPORT),
    Function.APPROVAL: (*_LOOK, Action.APPROVE),
    Function.RESULTS: (*_LOOK, Action.PROCESS),
}
_MATRIX: dict[Subsystem, dict[Function, tuple[Action, ...]]] = {
    Subsystem.PERMANENT_RESIDENCE: _OF_DOSSIERS,
    Subsystem.TEMPORARY_RESIDENCE: _OF_DOSSIERS,
    Subsystem.TEMPORARY_ABSENCE: _OF_DOSSIERS,
    Subsystem.STAYS: _OF_DOSSIERS,
    Subsystem.POPULATION: {
        Function.PERSONS: _LOOK,
        Function.PERSONS_BEYOND: (Action.SEARCH,),
        Function.INTAKES: (Action.MENU, Action.VIEW, Action.ADD, Action.APPROVE),
        Function.CARDS: (Action.PROCESS,),
        Function.DUPLICATES: (Action.MENU, Action.VIEW, Action.PROCESS, Action.APPROVE),
    },
    Subsystem.REPORTS: {Function.DOSSIER_REPORTS: (Action.MENU, Action.VIEW)},
    Subsystem.ADMINISTRATION: {
        Function.ACCOUNTS: (*_LOOK, Action.CHECK),
        Function.AUDIT: (Action.MENU, Action.SEARCH),
        Function.MESSAGES: (Action.MENU, Action.VIEW, Action.PROCESS),
        Function.PERMISSIONS: (*_LOOK, Action.ADD, Action.UPDATE, Action.DELETE),
        Function.OFFICERS: (*_LOOK, Action.ADD, Action.UPDATE, Action.APPROVE),
        Function.AGENCIES: (*_LOOK, Action.ADD, Action.UPDATE, Action.PROCESS),
        Function.CODE_LISTS: (Action.MENU, Action.VIEW, Action.UPDATE),
        Function.RETENTION: (Action.MENU, Action.VIEW, Action.PROCESS, Action.APPROVE),
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

SEE_REPORTS = Right(Subsystem.REPORTS, Function.DOSSIER_REPORTS, Action.VIEW)
"""Read how many dossiers of one's jurisdiction were received, decided in time and late, and what lies on whose desk."""

SEE_GROUPS = Right(Subsystem.ADMINISTRATION, Function.PERMISSIONS, Action.VIEW)
"""See which permission groups there are, and which boxes of the matrix each has."""

OPEN_GROUPS = Right(Subsystem.ADMINISTRATION, Function.PERMISSIONS, Action.ADD)
"""Open permission groups of one's own agency."""

CHANGE_GROUPS = Right(Subsystem.ADMINISTRATION, Function.PERMISSIONS, Action.UPDATE)
"""Give and take rights: of the groups of one's own agency, and of those rights that one holds."""

CLOSE_GROUPS = Right(Subsystem.ADMINISTRATION, Function.PERMISSIONS, Action.DELETE)
"""Delete groups of one's own agency that nobody belongs to."""

SEE_OFFICERS = Right(Subsystem.ADMINISTRATION, Function.OFFICERS, Action.VIEW)
"""See who works in one's jurisdiction, with which groups."""

APPOINT_OFFICERS = Right(Subsystem.ADMINISTRATION, Function.OFFICERS, Action.ADD)
"""Appoint officers in one's jurisdiction."""

CHANGE_OFFICERS = Right(Subsystem.ADMINISTRATION, Function.OFFICERS, Action.UPDATE)
"""Change and transfer them, dismiss them, and ask for a new second factor for one who lost his."""

RESET_SECOND_FACTORS = Right(Subsystem.ADMINISTRATION, Function.OFFICERS, Action.APPROVE)
"""Grant the new second factor that a colleague asked for."""

SEE_CODE_LISTS = Right(Subsystem.ADMINISTRATION, Function.CODE_LISTS, Action.VIEW)
"""See what code lists hold, held and will hold."""

CHANGE_CODE_LISTS = Right(Subsystem.ADMINISTRATION, Function.CODE_LISTS, Action.UPDATE)
"""Write down what a code means from a day to come; only for the centre's officers."""

SEE_RETENTION = Right(Subsystem.ADMINISTRATION, Function.RETENTION, Action.VIEW)
"""See which dossiers of one's agency are due for the archive or for erasure, and why others are held back."""

PROPOSE_RETENTION = Right(Subsystem.ADMINISTRATION, Function.RETENTION, Action.PROCESS)
"""Archive them, propose their erasure, and hold dossiers of one's jurisdiction back."""

DECIDE_RETENTION = Right(Subsystem.ADMINISTRATION, Function.RETENTION, Action.APPROVE)
"""Decide on an erasure that a colleague proposed."""

SEE_AGENCIES = Right(Subsystem.ADMINISTRATION, Function.AGENCIES, Action.VIEW)
"""See the agencies of one's jurisdiction, closed ones too."""

OPEN_AGENCIES = Right(Subsystem.ADMINISTRATION, Function.AGENCIES, Action.ADD)
"""Open agencies below one's own."""

CHANGE_AGENCIES = Right(Subsystem.ADMINISTRATION, Function.AGENCIES, Action.UPDATE)
"""Give them another name or telephone."""

MERGE_AGENCIES = Right(Subsystem.ADMINISTRATION, Function.AGENCIES, Action.PROCESS)
"""Close one of them: its work goes to another one."""

SEE_DEPARTURES = Right(Subsystem.PERMANENT_RESIDENCE, Function.RECEPTION, Action.VIEW)
"""Read who of the agency's commune was registered permanently elsewhere."""

SEE_GUESTS = Right(Subsystem.STAYS, Function.RECEPTION, Action.VIEW)
"""Read who stays in the communes of one's jurisdiction."""

WRITE_DOWN_NOTICES = Right(Subsystem.STAYS, Function.RECEPTION, Action.RECEIVE)
"""Write down lodging notices that came by telephone or on paper, and correct what was written down."""

SEE_TEMPORARY_RESIDENTS = Right(Subsystem.TEMPORARY_RESIDENCE, Function.RECEPTION, Action.VIEW)
"""Read whose temporary residence there is about to end."""

SEE_ABSENT = Right(Subsystem.TEMPORARY_ABSENCE, Function.RECEPTION, Action.VIEW)
"""Read who of them is declared absent."""

SEARCH_PERSONS = Right(Subsystem.POPULATION, Function.PERSONS, Action.SEARCH)
"""Look people up: anybody by a number, those who live in one's jurisdiction by what is known of them."""

SEARCH_PERSONS_BEYOND = Right(Subsystem.POPULATION, Function.PERSONS_BEYOND, Action.SEARCH)
"""Look people up in the whole country by what is known of them."""

MANAGE_CARDS = Right(Subsystem.POPULATION, Function.CARDS, Action.PROCESS)
"""Enter the cards of whom one looked up, and what became of them."""

SEE_PERSONS = Right(Subsystem.POPULATION, Function.PERSONS, Action.VIEW)
"""Open the records of whom one looked up, and their households."""

SEE_INTAKES = Right(Subsystem.POPULATION, Function.INTAKES, Action.VIEW)
"""See the files of persons that one's agency sent, and what stands against their lines."""

SEND_INTAKES = Right(Subsystem.POPULATION, Function.INTAKES, Action.ADD)
"""Send such a file, and have it checked."""

CONFIRM_INTAKES = Right(Subsystem.POPULATION, Function.INTAKES, Action.APPROVE)
"""Have what was checked entered into the register."""


SEE_DUPLICATES = Right(Subsystem.POPULATION, Function.DUPLICATES, Action.VIEW)
"""Compare records that may be one person's; only for the centre's officers."""

PROPOSE_DUPLICATES = Right(Subsystem.POPULATION, Function.DUPLICATES, Action.PROCESS)
"""Propose that two records are one person's, or are not."""

DECIDE_DUPLICATES = Right(Subsystem.POPULATION, Function.DUPLICATES, Action.APPROVE)
"""Decide on what a colleague proposed of two records."""


def functions_of(subsystem: str) -> tuple[Function, ...]:
    """Return the rows of a subsystem's matrix; raise KeyError where there is no such subsystem."""
    return tuple(_MATRIX[Subsystem(subsystem)])


def boxes_of(subsystem: str) -> frozenset[Right]:
    """Return the boxes of a subsystem's matrix."""
    return frozenset(right for right in ALL if right.subsystem == subsystem)


def receives(rights: frozenset[Right]) -> bool:
    """Tell whether these rights let somebody receive dossiers of any subsystem."""
    return any(right.function is Function.RECEPTION and right.action is Action.RECEIVE for right in rights)


def processes(rights: frozenset[Right]) -> bool:
    """Tell whether these rights let somebody work on dossiers of any subsystem."""
    return any(right.function is Function.PROCESSING and right.action is Action.PROCESS for right in rights)


def of(*functions: Function) -> frozenset[Right]:
    """Return every right of these functions, in all subsystems that have them."""
    return frozenset(right for right in ALL if right.function in functions)
