"""What a residence and a household are to others."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dancu.population.domain.person import PersonCard
from dancu.residence.domain.relations import Relation


class Kind(StrEnum):
    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    CURRENT = "current"
    """Art. 19: where somebody lives who has neither of the two."""


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
    NO_REGISTRATION = "no_registration"
    """Art. 19: the conditions for permanent and temporary registration are not met."""
    INTAKE = "intake"
    """As it stood when the register was first filled."""


class EndGround(StrEnum):
    """Why a period ended or was superseded, or a household closed."""

    MOVED = "moved"
    """Art. 22: registered permanently elsewhere."""
    PERMANENT_HERE = "permanent_here"
    """Art. 29.1 đ: registered permanently at the place of temporary residence."""
    TEMPORARY_ELSEWHERE = "temporary_elsewhere"
    """Art. 27: registered temporarily at another place; nobody has two temporary residences."""
    REGISTERED = "registered"
    """Art. 19: a current residence, until the person is registered."""
    EXTENDED = "extended"
    """Art. 27.2: the period that follows begins on the day on which this one ends."""
    EXPIRED = "expired"
    """Art. 27.2: its last day is over."""
    EMPTY = "empty"
    """Nobody is left in the household; of a period: it goes on without the household."""


class EventKind(StrEnum):
    HOUSEHOLD_OPENED = "household_opened"
    HOUSEHOLD_CLOSED = "household_closed"
    HEAD_CHANGED = "head_changed"
    RELATION_CHANGED = "relation_changed"
    PERIOD_OPENED = "period_opened"
    PERIOD_EXTENDED = "period_extended"
    PERIOD_ENDED = "period_ended"
    PERIOD_SUPERSEDED = "period_superseded"
    TAKEN_IN = "taken_in"


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody who is to live in a household, and what he is to its head; without a relation he lives in none."""

    person: int
    relation: Relation | None = None


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
    end_ground: EndGround | None = None
    """Why it ended before its time or goes on as another period; None while it runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdView:
    id: int
    code: str
    kind: Kind
    """How its members live there; others may live with it temporarily, as guests of a permanent household do."""
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
class Resident:
    """Somebody who lives at a place, as its police list him."""

    person: PersonCard
    residence: Residence


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
    """What a registration did: the household joined or opened, and which periods ended for it."""

    household_id: int | None
    """None where people were registered temporarily without a household."""
    household_code: str
    former: tuple[Residence, ...]
    closed_households: tuple[int, ...]
