"""Take files in, check their lines, and enter them."""

from dancu.intake.commands.batches import (
    KEPT,
    AlreadyTakenIn,
    LineNotDoubtful,
    MayNotTakeIn,
    NotChecked,
    ReasonMissing,
    admit,
    begin,
    cancel,
    confirm,
    sweep,
)
from dancu.intake.commands.checking import check
from dancu.intake.commands.entering import enter
from dancu.intake.commands.sending import send
from dancu.intake.commands.staging import digest_of, stage

__all__ = [
    "KEPT",
    "AlreadyTakenIn",
    "LineNotDoubtful",
    "MayNotTakeIn",
    "NotChecked",
    "ReasonMissing",
    "admit",
    "begin",
    "cancel",
    "check",
    "confirm",
    "digest_of",
    "enter",
    "send",
    "stage",
    "sweep",
]
