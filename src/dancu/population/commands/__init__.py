"""Change the register of persons; each change is an event, audited."""

from dancu.population.commands.civil import Answer, receive
from dancu.population.commands.civil_status import (
    DiedBefore,
    MarriedToAnother,
    NotMarried,
    ParentTooYoung,
    SameParents,
    annul_marriage,
    recognise_parent,
    record_birth,
    record_divorce,
    record_marriage,
)
from dancu.population.commands.correcting import (
    NoLongerInForce,
    NothingToCorrect,
    NotYetSo,
    OwnParent,
    correct_person,
)
from dancu.population.commands.endings import (
    AlreadyDead,
    AlreadyLost,
    NotACitizen,
    StillACitizen,
    record_death,
    record_nationality_loss,
)
from dancu.population.commands.guarding import Another, PossibleDuplicate
from dancu.population.commands.intake import copy_people, learn_words, list_numbers, note_intake, reserve_ids
from dancu.population.commands.numbers import NumbersExhausted, allocate_pin
from dancu.population.commands.persons import (
    AlreadyGuardian,
    appoint_guardian,
    hold_people,
    hold_with_spouse,
    register_person,
)
from dancu.population.domain.facts import NOBODY, KinOf
from dancu.population.domain.marriage import AlreadyMarried, OwnSpouse, SpouseOfUnmarried

__all__ = [
    "NOBODY",
    "AlreadyDead",
    "AlreadyGuardian",
    "AlreadyLost",
    "AlreadyMarried",
    "Another",
    "Answer",
    "DiedBefore",
    "KinOf",
    "MarriedToAnother",
    "NoLongerInForce",
    "NotACitizen",
    "NotMarried",
    "NotYetSo",
    "NothingToCorrect",
    "NumbersExhausted",
    "OwnParent",
    "OwnSpouse",
    "ParentTooYoung",
    "PossibleDuplicate",
    "SameParents",
    "SpouseOfUnmarried",
    "StillACitizen",
    "allocate_pin",
    "annul_marriage",
    "appoint_guardian",
    "copy_people",
    "correct_person",
    "hold_people",
    "hold_with_spouse",
    "learn_words",
    "list_numbers",
    "note_intake",
    "receive",
    "recognise_parent",
    "record_birth",
    "record_death",
    "record_divorce",
    "record_marriage",
    "record_nationality_loss",
    "register_person",
    "reserve_ids",
]
