"""Verify accounts, give a number back to its owner, correct what is not verified yet."""

from dancu.identity.commands.declaring import (
    CheckedDeclarer,
    MayNotReceive,
    NoLivingPerson,
    NotThisName,
    check_declarer,
)
from dancu.identity.commands.demo import DemoCitizen, load_demo_citizens
from dancu.identity.commands.verifying import (
    AlreadyVerified,
    CardFromTheFuture,
    CardNotInForce,
    FactsAreVerified,
    NotTheSamePerson,
    NotThisCard,
    OwnAccount,
    VerifiedIsKept,
    close_after_death,
    correct_facts,
    reclaim_number,
    verify_at_counter,
)

__all__ = [
    "AlreadyVerified",
    "CardFromTheFuture",
    "CardNotInForce",
    "CheckedDeclarer",
    "DemoCitizen",
    "FactsAreVerified",
    "MayNotReceive",
    "NoLivingPerson",
    "NotTheSamePerson",
    "NotThisCard",
    "NotThisName",
    "OwnAccount",
    "VerifiedIsKept",
    "check_declarer",
    "close_after_death",
    "correct_facts",
    "load_demo_citizens",
    "reclaim_number",
    "verify_at_counter",
]
