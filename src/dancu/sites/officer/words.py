"""What queues, acts and papers are called on the officers' pages."""

from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dancu.casework.commands import ActedMeanwhile
from dancu.casework.domain.duty import Outcome, Payment
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.retention import Fate
from dancu.casework.domain.workflow import Action
from dancu.casework.queries import Queue
from dancu.codelists.domain import CodeList
from dancu.intake.domain.states import Form
from dancu.kernel.actor import ActorKind, Purpose
from dancu.kernel.errors import DomainError
from dancu.notices.domain import Way
from dancu.notices.domain.failures import Reason
from dancu.offices.domain import rights
from dancu.offices.domain.rights import Function
from dancu.platform import problems
from dancu.population.domain.reviewing import Outcome as PairOutcome
from dancu.population.domain.reviewing import PairState
from dancu.residence.texts import FORMS

QUEUES: dict[Queue, Any] = {
    Queue.RECEPTION: _("To receive"),
    Queue.MINE: _("Mine"),
    Queue.UNASSIGNED: _("Unassigned"),
    Queue.TO_PROCESS: _("In processing"),
    Queue.TO_DECIDE: _("To approve"),
    Queue.AWAITING_OTHERS: _("Waiting for others"),
    Queue.AWAITING_APPLICANT: _("With applicants"),
    Queue.SOON_DUE: _("Due soon"),
    Queue.OVERDUE: _("Overdue"),
    Queue.TO_DELIVER: _("To deliver"),
    Queue.TAKEN_HERE: _("Taken here for others"),
    Queue.OF_AGENCY: _("My agency"),
    Queue.ALL: _("All dossiers"),
}

ACTS: dict[Action, Any] = {
    Action.RECEIVE: _("Receive"),
    Action.RETURN_FOR_SUPPLEMENT: _("Return for further papers"),
    Action.REFUSE: _("Refuse reception"),
    Action.ASK_PAYMENT: _("Ask for payment"),
    Action.RECORD_PAYMENT: _("Write down a receipt"),
    Action.REFUND: _("Pay back"),
    Action.TAKE: _("Take up"),
    Action.FORWARD: _("Forward for processing"),
    Action.ASSIGN: _("Assign"),
    Action.HAND_OVER: _("Hand over"),
    Action.PROPOSE: _("Propose"),
    Action.SEND_BACK: _("Send back to work"),
    Action.APPROVE: _("Approve"),
    Action.REJECT: _("Reject"),
    Action.DROP: _("End it without a change"),
    Action.SUSPEND: _("Suspend"),
    Action.RESUME: _("Resume"),
    Action.EXTEND: _("Extend the time limit"),
    Action.DELIVER: _("Deliver the result"),
    Action.RESUBMIT: _("Supplement the dossier"),
    Action.ASK_WITHDRAWAL: _("Withdraw this dossier"),
    Action.GRANT_WITHDRAWAL: _("Grant the withdrawal"),
    Action.DECLINE_WITHDRAWAL: _("Decline the withdrawal"),
}
"""Names of the buttons."""

TOGETHER: dict[Action, Any] = {
    Action.ASSIGN: _("Assign those that are ticked"),
    Action.HAND_OVER: _("Hand over those that are ticked"),
    Action.APPROVE: _("Approve those that are ticked"),
}
"""The same where they are done to many dossiers."""

DONE: dict[str, Any] = {
    "submit": _("Dossier filed"),
    "open": _("Opened of the authority's own motion"),
    "move": _("Taken over by the succeeding agency"),
    Action.RECEIVE: _("Received"),
    Action.RETURN_FOR_SUPPLEMENT: _("Returned for further papers"),
    Action.RESUBMIT: _("Further papers sent"),
    Action.REFUSE: _("Reception refused"),
    Action.ASK_PAYMENT: _("Asked to pay the fee"),
    Action.RECORD_PAYMENT: _("Fee paid, receipt given"),
    Action.REFUND: _("Money paid back"),
    Action.TAKE: _("Processing begun"),
    Action.FORWARD: _("Forwarded for processing"),
    Action.ASSIGN: _("Assigned for processing"),
    Action.HAND_OVER: _("Handed over"),
    Action.PROPOSE: _("Decision proposed"),
    Action.SEND_BACK: _("Sent back to work"),
    Action.APPROVE: _("Approved, register changed"),
    Action.REJECT: _("Rejected"),
    Action.DROP: _("Ended without a change"),
    Action.SUSPEND: _("Suspended"),
    Action.RESUME: _("Resumed"),
    Action.EXTEND: _("Time limit extended"),
    Action.DELIVER: _("Result delivered"),
    Action.ASK_WITHDRAWAL: _("Withdrawal asked for"),
    Action.GRANT_WITHDRAWAL: _("Withdrawal granted"),
    Action.DECLINE_WITHDRAWAL: _("Withdrawal declined"),
    Fate.ARCHIVE: _("Put into the archive"),
    Fate.ERASE: _("Erased as its time was over"),
}
"""Lines of the course, and what is said once an act is done."""

NOTES: dict[Action, Any] = {
    Action.RECEIVE: _("Opinion on reception"),
    Action.RETURN_FOR_SUPPLEMENT: _("What is to be added or corrected"),
    Action.REFUSE: _("Reason for refusing"),
    Action.ASK_PAYMENT: _("Where and how to pay"),
    Action.REFUND: _("Why it is paid back"),
    Action.FORWARD: _("Note to the officer"),
    Action.ASSIGN: _("Note to the officer"),
    Action.HAND_OVER: _("Why it is handed over, and how it stands"),
    Action.PROPOSE: _("Ground of the proposal"),
    Action.SEND_BACK: _("What is still to be done"),
    Action.REJECT: _("Reason for rejecting"),
    Action.DROP: _("Why nothing is changed"),
    Action.SUSPEND: _("Reason for suspending"),
    Action.EXTEND: _("Why the case is complex"),
    Action.ASK_WITHDRAWAL: _("What the applicant says"),
    Action.DECLINE_WITHDRAWAL: _("Reason for declining"),
}
"""Label of the note where it has a name of its own."""

OUTCOMES: dict[Outcome, Any] = {
    Outcome.APPROVE: _("Approve the request"),
    Outcome.REJECT: _("Reject the request"),
}

PAYMENTS: dict[Payment, Any] = {
    Payment.NONE: _("Free of charge"),
    Payment.NOT_ASKED: _("not asked for yet"),
    Payment.DUE: _("asked for, not paid"),
    Payment.PAID: _("paid"),
}

CHANNELS: dict[Channel, Any] = {
    Channel.PORTAL: _("Through the portal"),
    Channel.COUNTER: _("At the counter"),
    Channel.OWN_MOTION: _("Of the authority's own motion"),
}

PURPOSES: dict[Purpose, Any] = {
    Purpose.OWN_DATA: _("Own data"),
    Purpose.FILING: _("Filing"),
    Purpose.DOSSIER: _("Work on a dossier"),
    Purpose.IDENTITY_CHECK: _("Check of identity"),
    Purpose.REGISTER_CHANGE: _("Change of the register"),
    Purpose.OPERATIONS: _("Operation of the system"),
    Purpose.RESIDENCE_MANAGEMENT: _("Management of residence in the area"),
    Purpose.AUTHORITY_REQUEST: _("Written request of another authority"),
    Purpose.AUDIT: _("Audit"),
}

WAYS: dict[Way, Any] = {
    Way.INBOX: _("Inbox"),
    Way.EMAIL: _("Email"),
    Way.SMS: _("Text message"),
}

REASONS: dict[Reason, Any] = {
    Reason.EXPIRED: _("What it says was no longer valid when its turn came."),
    Reason.NO_SUCH_ADDRESS: _("The mail server knows no such mailbox, or the mailbox takes nothing more."),
    Reason.REFUSED: _("The mail server takes no such message. Ask whoever runs it why."),
    Reason.BUSY: _("The server asked to come back later, every time."),
    Reason.NOT_SIGNED_IN: _("The server did not accept our name and password. Check both in the settings."),
    Reason.NOT_SECURE: _(
        "No secured connection came about. Check the server's certificate and the kind of security set."
    ),
    Reason.UNREACHABLE: _(
        "The server could not be reached, or hung up. Check that it runs and the network lets us through."
    ),
    Reason.TOO_SLOW: _("The server did not answer in time."),
    Reason.UNDELIVERABLE: _("The carrier took the message and reported that it did not reach the telephone."),
    Reason.FAULT: _("A fault of this system; the worker's log says more."),
}
"""Why a message was given up, and what to do about it."""

FUNCTIONS: dict[Function, Any] = {
    Function.RECEPTION: _("Reception of dossiers from the portal and the counter"),
    Function.PROCESSING: _("Processing of dossiers"),
    Function.APPROVAL: _("Approval of dossiers"),
    Function.RESULTS: _("Delivery of results"),
    Function.PERSONS: _("Search and view of persons and households"),
    Function.DUPLICATES: _("Records that may be one person's"),
    Function.PERSONS_BEYOND: _("Search of persons beyond the jurisdiction"),
    Function.INTAKES: _("Intake of persons in files"),
    Function.CARDS: _("Entry of identity cards and of what becomes of them"),
    Function.DOSSIER_REPORTS: _("Reports on dossiers"),
    Function.ACCOUNTS: _("Verification of portal accounts"),
    Function.AUDIT: _("Audit"),
    Function.MESSAGES: _("Messages of the system"),
    Function.PERMISSIONS: _("Function permissions"),
    Function.OFFICERS: _("Officers"),
    Function.AGENCIES: _("Police agencies"),
    Function.CODE_LISTS: _("Code lists"),
    Function.RETENTION: _("Archiving and erasure of dossiers"),
}

BOXES: dict[rights.Action, Any] = {
    rights.Action.MENU: _("In the menu"),
    rights.Action.ADD: _("Add"),
    rights.Action.VIEW: _("View"),
    rights.Action.UPDATE: _("Update"),
    rights.Action.SEARCH: _("Search"),
    rights.Action.CHECK: _("Check"),
    rights.Action.DELETE: _("Delete"),
    rights.Action.PROCESS: _("Process"),
    rights.Action.APPROVE: _("Approve"),
    rights.Action.RECEIVE: _("Receive"),
    rights.Action.EXPORT: _("Export"),
}
"""Columns of the permission matrix (guide, part II.1)."""

CODE_LISTS: dict[CodeList, Any] = {
    CodeList.SPECIAL_CATEGORIES: _("Special categories of households and people"),
    CodeList.DAYS_OFF: _("Days off"),
    CodeList.DAYS_WORKED: _("Weekend days worked in exchange"),
    CodeList.LEGAL_PROVISIONS: _("Legal provisions"),
    CodeList.RETENTION: _("Retention of dossiers"),
}

ACTORS: dict[str, Any] = {
    ActorKind.CITIZEN: _("A citizen"),
    ActorKind.OFFICER: _("An officer"),
    ActorKind.SYSTEM: _("The system"),
}


def done(action: str) -> str:
    """Return what an act is called once it is done."""
    return str(DONE.get(action, action))


def procedure_and_case(title: str, case: str) -> str:
    """Return what a dossier is about; many cases name their procedure themselves."""
    return case if case.startswith(title) else f"{title} – {case}"


def sentence(refused: DomainError) -> str:
    """Return what a refusal says, with the words of this site for what was done meanwhile."""
    if isinstance(refused, ActedMeanwhile):
        refused.facts["action"] = done(str(refused.facts["action"]))
        refused.facts["agency"] = refused.facts["agency"] or gettext("The applicant")
    return problems.message(refused)


def paper(form: str) -> str:
    """Return the number and the title of a form."""
    return f"{form} – {FORMS[form]}" if form in FORMS else form


def said_by(error: type[DomainError]) -> Any:
    """Return what a refusal says, in the language in which it is read at last."""
    return lazystr(_Late(error))


class _Late:
    def __init__(self, error: type[DomainError]) -> None:
        self.error = error

    def __str__(self) -> str:
        return gettext(self.error.template())


DUE: dict[tuple[Fate, bool], Any] = {
    (Fate.ARCHIVE, False): _("Due for the archive"),
    (Fate.ARCHIVE, True): _("Held back from the archive"),
    (Fate.ERASE, False): _("Due for erasure"),
    (Fate.ERASE, True): _("Held back from erasure"),
}
"""Dossiers whose time is over, held back or not."""

PAIRS: dict[PairState, Any] = {
    PairState.WAITING: _("To be compared"),
    PairState.PROPOSED: _("Proposed"),
    PairState.APART: _("Two persons"),
    PairState.MERGED: _("Merged"),
}
"""Two records that may be one person's."""

OUTCOMES_OF_PAIRS: dict[PairOutcome, Any] = {
    PairOutcome.MERGE: _("They are one person: merge the records"),
    PairOutcome.APART: _("They are two persons"),
    PairOutcome.PART: _("The merge was wrong: part the records again"),
}

DISPOSITIONS: dict[Fate, Any] = {
    Fate.ARCHIVE: _("List of dossiers for the archive"),
    Fate.ERASE: _("List of dossiers to be erased"),
}

INTAKE_FORMS = {
    Form.DC01: _("Collection of population information (DC01)"),
    Form.DC02: _("Update and correction of population information (DC02)"),
}
