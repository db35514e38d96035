"""Change residences and households: each act one transaction, its events and audit rows with it."""

from dancu.residence.commands.absences import (
    AlreadyAbsent,
    NotAbsent,
    NowhereRegistered,
    declare_absence,
    end_absence,
)
from dancu.residence.commands.cancelling import (
    AlreadyCancelled,
    HeadsAnother,
    NotCancellable,
    OthersLiveThere,
    cancel_registration,
    rehearse_cancelling,
)
from dancu.residence.commands.categories import classify
from dancu.residence.commands.correcting import NotASuccessor, NothingRegisteredThere, change_addresses
from dancu.residence.commands.current import AlreadyLivesHere, AlreadyRegistered, declare_current
from dancu.residence.commands.deleting import (
    NotRecordedDead,
    NotRecordedLost,
    NotRegistered,
    delete_after_death,
    delete_after_nationality_loss,
    delete_permanent,
    delete_temporary,
    rehearse_deleting,
)
from dancu.residence.commands.demo import DemoFacility, load_demo_facility
from dancu.residence.commands.departures import CalledBack, note_departure
from dancu.residence.commands.expiry import end_expired, open_renewals
from dancu.residence.commands.facilities import (
    FacilityTaken,
    MayNotReclaim,
    change_facility,
    close_facility,
    open_with_account,
    reclaim_facility,
)
from dancu.residence.commands.heads import HouseholdClosed, NotAMember, change_head
from dancu.residence.commands.households import NeedsNewHead, PlaceNotGiven, TemporaryHousehold
from dancu.residence.commands.moving import (
    AlreadyHoused,
    register_permanent,
)
from dancu.residence.commands.periods import (
    BeforeFormerEnd,
    BeforePresentCurrent,
    BeforePresentPeriod,
    BeforePresentTemporary,
)
from dancu.residence.commands.restoring import ChangedSince
from dancu.residence.commands.splitting import (
    NobodyRemains,
    NotOfThisHousehold,
    NotSameDwelling,
    change_relations,
    split_household,
)
from dancu.residence.commands.staying import StayEnded, StayWithdrawn, correct_stay, end_stay, withdraw_stay
from dancu.residence.commands.stays import AlreadySent, notify_stays
from dancu.residence.commands.taking_in import AlreadyLivesSomewhere, Living, NoHouseholdThere, take_in_residences
from dancu.residence.commands.temporary import (
    AlreadyTemporaryHere,
    InOwnCommune,
    NotTemporary,
    extend_temporary,
    register_temporary,
)
from dancu.residence.commands.writing_down import follow_agency, write_down_notice

__all__ = [
    "AlreadyAbsent",
    "AlreadyCancelled",
    "AlreadyHoused",
    "AlreadyLivesHere",
    "AlreadyLivesSomewhere",
    "AlreadyRegistered",
    "AlreadySent",
    "AlreadyTemporaryHere",
    "BeforeFormerEnd",
    "BeforePresentCurrent",
    "BeforePresentPeriod",
    "BeforePresentTemporary",
    "CalledBack",
    "ChangedSince",
    "DemoFacility",
    "FacilityTaken",
    "HeadsAnother",
    "HouseholdClosed",
    "InOwnCommune",
    "Living",
    "MayNotReclaim",
    "NeedsNewHead",
    "NoHouseholdThere",
    "NobodyRemains",
    "NotAMember",
    "NotASuccessor",
    "NotAbsent",
    "NotCancellable",
    "NotOfThisHousehold",
    "NotRecordedDead",
    "NotRecordedLost",
    "NotRegistered",
    "NotSameDwelling",
    "NotTemporary",
    "NothingRegisteredThere",
    "NowhereRegistered",
    "OthersLiveThere",
    "PlaceNotGiven",
    "StayEnded",
    "StayWithdrawn",
    "TemporaryHousehold",
    "cancel_registration",
    "change_addresses",
    "change_facility",
    "change_head",
    "change_relations",
    "classify",
    "close_facility",
    "correct_stay",
    "declare_absence",
    "declare_current",
    "delete_after_death",
    "delete_after_nationality_loss",
    "delete_permanent",
    "delete_temporary",
    "end_absence",
    "end_expired",
    "end_stay",
    "extend_temporary",
    "follow_agency",
    "load_demo_facility",
    "note_departure",
    "notify_stays",
    "open_renewals",
    "open_with_account",
    "reclaim_facility",
    "register_permanent",
    "register_temporary",
    "rehearse_cancelling",
    "rehearse_deleting",
    "split_household",
    "take_in_residences",
    "withdraw_stay",
    "write_down_notice",
]
