"""What a residence and a household are to others."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dancu.population.domain.person import PersonCard
from dancu.residence.domain.relations import Relation


class Kind(StrEnum):
    PERMANENT = "permanent"
    TEMPORARY = "temporary"


class Ground(StrEnum):
    """Why a period began; articles of the Residence Law 68/2020/QH14."""

    OWN_DWELLING = "own_dwelling"
    """Art. 20.1."""
    WITH_KIN = "with_kin"
    """Art. 20.2."""
    RENTED_OR_LENT = "rented_or_lent"
    """Art. 20.3."""
    RELIGIOUS_PLACE = "religious_place"
    """Art. 20.4."""
    CARE = "care"
    """Art. 20.5."""
    VEHICLE = "vehicle"
    """Art. 20.6."""
    BARRACKS = "barracks"
    TEMPORARY_STAY = "temporary_stay"
    """Art. 27."""
    INTAKE = "intake"
    """As it stood when the register was first filled."""


class EndGround(StrEnum):
    """Why a period ended or was superseded, or a household closed."""

    MOVED = "moved"
    """Art. 22: registered permanently elsewhere."""
    PERMANENT_HERE = "permanent_here"
    """Art. 29.1 đ: registered permanently at the place of temporary residence."""
    EMPTY = "empty"


class EventKind(StrEnum):
    HOUSEHOLD_OPENED = "household_opened"
    HOUSEHOLD_CLOSED = "household_closed"
    HEAD_CHANGED = "head_changed"
    RELATION_CHANGED = "relation_changed"
    PERIOD_OPENED = "period_opened"
    PERIOD_ENDED = "period_ended"
    PERIOD_SUPERSEDED = "period_superseded"
    TAKEN_IN = "taken_in"


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody who is to live in a household, and what he is to its head."""

    person: int
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence:
    person: int
    kind: Kind
    household_id: int | None
    household_code: str
    unit_id: int
    address_line: str
    relation: Relation | None
    since: date
    until: date | None
    ground: Ground
    dossier_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdView:
    id: int
    code: str
    unit_id: int
    address_line: str
    head: int
    opened_on: date
    closed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    person: PersonCard
    relation: Relation
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where somebody is permanently registered, and with whom."""

    residence: Residence
    household: HouseholdView | None
    members: tuple[Member, ...]
    """The head first, then as they joined, himself among them; empty without a household."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departed:
    """Somebody who left a commune, as its police are told of him."""

    id: int
    person: PersonCard
    unit_id: int
    address_line: str
    to_unit_id: int
    to_address_line: str
    on: date
    dossier_code: str
    """The dossier that he was registered by; empty where the register was changed without one."""
    noted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What a permanent registration did: the household joined or opened, and where each person came from."""

    household_id: int
    household_code: str
    former: tuple[Residence, ...]
    closed_households: tuple[int, ...]
