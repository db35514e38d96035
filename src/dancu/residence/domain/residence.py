"""What a residence and a household are to others."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dancu.population.domain.person import PersonCard
from dancu.residence.domain.absence import Category
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
    """Why a period ended or was superseded, or a household closed; `deletion` says which of them are grounds of deletion."""

    MOVED = "moved"
    """Art. 22: registered permanently elsewhere."""
    DEAD_OR_MISSING = "dead_or_missing"
    """Arts. 24.1 a, 29.1 a: died, or declared missing or dead by a court."""
    SETTLED_ABROAD = "settled_abroad"
    """Art. 24.1 b."""
    CANCELLED = "cancelled"
    """Arts. 24.1 c, 29.1 b: the registration was cancelled (art. 35)."""
    AWAY = "away"
    """Arts. 24.1 d, 29.1 c: away for 12 months, or 6, without registration elsewhere."""
    NATIONALITY_LOST = "nationality_lost"
    """Arts. 24.1 đ, 29.1 d."""
    LEASE_ENDED = "lease_ended"
    """Arts. 24.1 e, 29.1 e: rent, loan or stay with others ended."""
    DWELLING_TRANSFERRED = "dwelling_transferred"
    """Arts. 24.1 g, 29.1 g: the dwelling has another owner."""
    OWNER_REFUSES = "owner_refuses"
    """Art. 24.1 h: the lease ended or the dwelling changed hands, and who owns it does not let him stay registered."""
    DWELLING_GONE = "dwelling_gone"
    """Arts. 24.1 i, 29.1 h: demolished, confiscated, or a vehicle struck off."""
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
    LIVES_ELSEWHERE = "lives_elsewhere"
    """Art. 19: the current residence is another one."""
    SPLIT = "split"
    """Art. 25: goes on in another household of the same dwelling."""
    RETURNED = "returned"
    """Art. 31: came back before the absence was to end."""
    EMPTY = "empty"
    """Nobody is left in the household; of a period: it goes on without the household."""


class EventKind(StrEnum):
    HOUSEHOLD_OPENED = "household_opened"
    HOUSEHOLD_CLOSED = "household_closed"
    HEAD_CHANGED = "head_changed"
    RELATION_CHANGED = "relation_changed"
    ADDRESSES_CHANGED = "addresses_changed"
    """Streets renamed, houses renumbered, or a unit replaced: all that is registered there says so from a day on."""
    PERIOD_OPENED = "period_opened"
    PERIOD_EXTENDED = "period_extended"
    PERIOD_EXPIRED = "period_expired"
    RENEWAL_OPENED = "renewal_opened"
    PERIOD_RESTORED = "period_restored"
    ABSENCE_RESTORED = "absence_restored"
    HOUSEHOLD_RESTORED = "household_restored"
    CANCELLED = "cancelled"
    """An act was cancelled (art. 35), which `after` names; what was restored for it bears the number of this one."""
    DELETED = "deleted"
    """Why a registration was deleted; the periods that ended for it follow."""
    PERIOD_ENDED = "period_ended"
    PERIOD_SUPERSEDED = "period_superseded"
    ABSENCE_OPENED = "absence_opened"
    ABSENCE_ENDED = "absence_ended"
    ABSENCE_SUPERSEDED = "absence_superseded"
    STAYS_NOTIFIED = "stays_notified"
    STAY_CORRECTED = "stay_corrected"
    STAY_ENDED = "stay_ended"
    STAY_WITHDRAWN = "stay_withdrawn"
    """Notice should not have been given of a guest."""
    CLASSIFIED = "classified"
    """Special categories were entered, by which somebody is managed apart."""
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
    has_guardian: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceView:
    """A declared absence: where somebody went, a place in the country or a country abroad."""

    person: int
    category: Category
    unit_id: int | None
    address_line: str
    country: str
    """ISO 3166-1 alpha-3; empty within the country."""
    reason: str
    since: date
    until: date
    end_ground: EndGround | None
    dossier_id: int | None


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
    withdrawn: bool
    """The registration elsewhere was cancelled: he did not leave, and that too is taken note of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """What a deletion did: which periods ended, and which households nobody is left in."""

    former: tuple[Residence, ...]
    closed_households: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """What a cancellation did: which periods it took away, and which stand again."""

    taken_away: tuple[Residence, ...]
    restored: tuple[Residence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What a registration did: the household joined or opened, and which periods ended for it."""

    household_id: int | None
    """None where people were registered temporarily without a household."""
    household_code: str
    former: tuple[Residence, ...]
    closed_households: tuple[int, ...]
