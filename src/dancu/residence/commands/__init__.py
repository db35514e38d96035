"""Change residences and households: each act one transaction, its events and audit rows with it."""

from dancu.residence.commands.departures import note_departure
from dancu.residence.commands.heads import HouseholdClosed, NotAMember, change_head
from dancu.residence.commands.moving import (
    AlreadyHoused,
    BeforePresentPeriod,
    NeedsNewHead,
    PlaceNotGiven,
    register_permanent,
)

__all__ = [
    "AlreadyHoused",
    "BeforePresentPeriod",
    "HouseholdClosed",
    "NeedsNewHead",
    "NotAMember",
    "PlaceNotGiven",
    "change_head",
    "note_departure",
    "register_permanent",
]
