"""Change the register of persons; each change is an event, audited."""

from dancu.population.commands.intake import copy_people, list_numbers, note_intake, reserve_ids
from dancu.population.commands.numbers import NumbersExhausted, allocate_pin
from dancu.population.commands.persons import (
    NOBODY,
    AlreadyDead,
    AlreadyGuardian,
    KinOf,
    appoint_guardian,
    hold_people,
    record_death,
    register_person,
)

__all__ = [
    "NOBODY",
    "AlreadyDead",
    "AlreadyGuardian",
    "KinOf",
    "NumbersExhausted",
    "allocate_pin",
    "appoint_guardian",
    "copy_people",
    "hold_people",
    "list_numbers",
    "note_intake",
    "record_death",
    "register_person",
    "reserve_ids",
]
