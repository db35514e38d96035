"""What each status is called and how it is toned, the same for citizen and officer."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from dancu.casework.domain.states import PublicStatus, State
from dancu.documents.domain.scans import Scan


@dataclass(frozen=True, slots=True)
class Look:
    label: Any
    tone: str
    """good, news, warn, bad, or empty for plain."""


PUBLIC = {
    PublicStatus.NEW: Look(_("Newly filed"), "news"),
    PublicStatus.RECEIVED: Look(_("Received by the agency"), "news"),
    PublicStatus.NOT_RECEIVED: Look(_("Not received"), "bad"),
    PublicStatus.IN_PROGRESS: Look(_("In progress"), "news"),
    PublicStatus.SUPPLEMENT_ASKED: Look(_("Further papers asked for"), "warn"),
    PublicStatus.PAYMENT_ASKED: Look(_("Payment asked for"), "warn"),
    PublicStatus.WITHDRAWAL_ASKED: Look(_("Asked to withdraw"), ""),
    PublicStatus.STOPPED: Look(_("Processing stopped"), "warn"),
    PublicStatus.FINISHED: Look(_("Processing finished"), "good"),
    PublicStatus.DELIVERED: Look(_("Result delivered"), "good"),
}

INTERNAL = {
    State.SUBMITTED: Look(_("Waiting for reception"), "news"),
    State.RESUBMITTED: Look(_("Supplemented, waiting for reception"), "news"),
    State.AWAITING_SUPPLEMENT: Look(_("Waiting for supplement"), "warn"),
    State.AWAITING_SUPPLEMENT_IN_PROCESS: Look(_("Waiting for supplement (in processing)"), "warn"),
    State.RECEIVED: Look(_("Received, waiting for processing"), "news"),
    State.PROCESSING: Look(_("In progress"), "news"),
    State.SUSPENDED: Look(_("Suspended before processing"), "warn"),
    State.SUSPENDED_IN_PROCESS: Look(_("Processing suspended"), "warn"),
    State.PROPOSED: Look(_("Waiting for approval"), "news"),
    State.DECIDED: Look(_("Approved, result not yet delivered"), "good"),
    State.REJECTED: Look(_("Rejected, result not yet delivered"), "bad"),
    State.REFUSED: Look(_("Refused"), "bad"),
    State.WITHDRAWN: Look(_("Withdrawn"), ""),
    State.DROPPED: Look(_("Ended without a change"), ""),
    State.DELIVERED: Look(_("Result delivered"), "good"),
}

SCANS = {
    Scan.NOT_SCANNED: Look(_("Not scanned for malware"), ""),
    Scan.CLEAN: Look(_("No malware found"), "good"),
    Scan.INFECTED: Look(_("Holds malware"), "bad"),
    Scan.OURS: Look(_("Written by this system"), ""),
}


def look(status: object) -> Look:
    """Return the look of a public status, of an internal state (or its code), of a scan, or of any other word, untoned."""
    match status:
        case PublicStatus():
            return PUBLIC[status]
        case State():
            return INTERNAL[status]
        case Scan():
            return SCANS[status]
        case str() if status in set(State):
            return INTERNAL[State(status)]
        case _:
            return Look(status, "")
