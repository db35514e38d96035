"""A person as others may see him: the card, the record, the kin."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName
from dancu.kernel.pin import Pin
from dancu.kernel.sex import Sex

ADULT_AT = 18
"""Civil Code 91/2015/QH13, art. 20."""


class Life(StrEnum):
    ALIVE = "alive"
    MISSING = "missing"
    DEAD = "dead"


class MaritalStatus(StrEnum):
    UNKNOWN = ""
    SINGLE = "single"
    MARRIED = "married"
    DIVORCED = "divorced"
    WIDOWED = "widowed"


class BloodGroup(StrEnum):
    UNKNOWN = ""
    A = "A"
    B = "B"
    AB = "AB"
    O = "O"  # noqa: E741


class RecordStatus(StrEnum):
    IN_FORCE = "in_force"
    ANNULLED = "annulled"


VIETNAM = "VNM"


class NationalityLoss(StrEnum):
    """By what somebody lost Vietnamese nationality (Residence Law arts. 24.1 đ, 29.1 d)."""

    RENOUNCED = "renounced"
    DEPRIVED = "deprived"
    NATURALISATION_ANNULLED = "naturalisation_annulled"


class EventKind(StrEnum):
    REGISTERED = "registered"
    TAKEN_IN = "taken_in"
    """Many persons at once; the event names the first and the last of them."""
    DIED = "died"
    WIDOWED = "widowed"
    DECLARED_MISSING = "declared_missing"
    DECLARED_DEAD = "declared_dead"
    RETURNED = "returned"
    """A court took back its decision that somebody is missing or dead (Civil Code 91/2015/QH13 arts. 70, 73)."""
    NATIONALITY_LOST = "nationality_lost"
    NATIONALITY_REGAINED = "nationality_regained"
    OTHER_NATIONALITY = "other_nationality"
    """A nationality beside the first one was entered, or ended."""
    DETAILS_ENTERED = "details_entered"
    """What is no civil status: blood group, occupation, education, passport, telephone, email."""
    CHANGED = "changed"
    """A fact of civil status is another from a day on."""
    RECTIFIED = "rectified"
    """A fact of civil status was wrong or missing from the beginning."""
    PIN_CHANGED = "pin_changed"
    MARRIED = "married"
    DIVORCED = "divorced"
    MARRIAGE_ANNULLED = "marriage_annulled"
    """A court ended a marriage that was against the law."""
    PARENT_RECOGNISED = "parent_recognised"
    CHILD_BORN = "child_born"
    """A birth named this person as a parent; it fills nothing in this record."""
    SPOUSE_LINKED = "spouse_linked"
    """Somebody was entered as this person's spouse."""
    MERGED = "merged"
    """Two records were one person's: one ended and leads to the other."""
    PARTED = "parted"
    """They were two persons' all the same, and stand as they stood."""
    KIN_FOLLOWED = "kin_followed"
    """A parent or spouse is named by the record that goes on."""
    GUARDIAN_APPOINTED = "guardian_appointed"
    GUARDIANSHIP_ENDED = "guardianship_ended"
    ADOPTED = "adopted"
    ADOPTION_ENDED = "adoption_ended"


class KinRole(StrEnum):
    """What the other one is to the person."""

    FATHER = "father"
    MOTHER = "mother"
    ADOPTIVE_PARENT = "adoptive_parent"
    SPOUSE = "spouse"
    CHILD = "child"
    ADOPTED_CHILD = "adopted_child"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    GUARDIAN = "guardian"
    WARD = "ward"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherNationality:
    """A nationality beside the first one, and between which days; an unknown day is None."""

    country: str
    """ISO 3166-1 alpha-3."""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """Where something was or comes from; the unit is of its time, and None when not recorded."""

    unit_id: int | None = None
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """The least that tells one person from another."""

    id: int
    pin: Pin
    name: PersonName
    born: PartialDate
    sex: Sex
    life: Life
    status: RecordStatus
    nationality_lost_on: date | None
    """Since when he is no Vietnamese citizen any more."""

    def is_adult(self, on: date) -> bool:
        return self.born.age_on(on) >= ADULT_AT


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """One of the kin: in the register by `person_id`, or by the name and number that were recorded."""

    role: KinRole
    person: PersonCard | None = None
    name: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord(PersonCard):
    """All that the register says of a person, Identification Law 26/2023/QH15 art. 9."""

    other_name: str
    birth_place: PlaceOf
    birth_registration_unit_id: int | None
    home_town: PlaceOf
    ethnicity: str
    """Code of `data/ethnic_groups.csv`."""
    religion: str
    """Code of `data/religions.csv`; empty for none."""
    nationality: str
    """ISO 3166-1 alpha-3; empty for who lost the Vietnamese one and has none that is known."""
    marital_status: MaritalStatus
    blood_group: BloodGroup
    old_id_number: str
    occupation: str
    workplace: str
    education: str
    passport_number: str
    passport_until: date | None
    phone: str
    email: str
    other_nationalities: tuple[OtherNationality, ...]
    died_on: date | None
    declared_dead_on: date | None
    """The day of the court's decision, where no more is known of the death."""
    missing_since: date | None
    synthetic: bool
