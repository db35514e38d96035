"""Acts of casework, one transaction each: drafts are filled in, submitted, and dossiers led to their result."""

from dancu.casework.commands.acts import (
    ActedMeanwhile,
    Mismatched,
    Moved,
    NoteMissing,
    OutcomeMissing,
    PaidTooMuch,
    ProvisionMissing,
    ReceiptIncomplete,
    perform,
    receive_and_take,
)
from dancu.casework.commands.drafts import (
    StaleDraft,
    TooManyFiles,
    attach,
    begin_draft,
    begin_supplement,
    detach,
    discard_draft,
    save_step,
)
from dancu.casework.commands.submit import AgencyChanged, Incomplete, Submitted, submit

__all__ = [
    "ActedMeanwhile",
    "AgencyChanged",
    "Incomplete",
    "Mismatched",
    "Moved",
    "NoteMissing",
    "OutcomeMissing",
    "PaidTooMuch",
    "ProvisionMissing",
    "ReceiptIncomplete",
    "StaleDraft",
    "Submitted",
    "TooManyFiles",
    "attach",
    "begin_draft",
    "begin_supplement",
    "detach",
    "discard_draft",
    "perform",
    "receive_and_take",
    "save_step",
    "submit",
]
