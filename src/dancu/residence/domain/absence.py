"""Who declares an absence (Residence Law art. 31.1), each kind of people with the days between which the law says so of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dancu.kernel.dates import months_after
from dancu.kernel.errors import Conflict, Invalid
from dancu.kernel.period import Period


class Category(StrEnum):
    """For whom and why; the letters of art. 31.1."""

    ACCUSED_OR_CONVICTED = "accused_or_convicted"
    """A: accused at liberty, or sentenced without prison, with it deferred, suspended or remitted on conditions."""
    UNDER_MEASURES = "under_measures"
    """B: under education in the commune, or awaiting a compulsory measure."""
    BOUND_TO_SERVE = "bound_to_serve"
    """C: of the age of military service, or bound to the State by another duty."""
    OTHER = "other"
    """D: anybody else."""


class Area(StrEnum):
    """What somebody has to leave for his absence to be one."""

    COMMUNE = "commune"
    DISTRICT = "district"


class AbsentWithin(Conflict):
    """The place where this person goes is in the commune where he is registered. Check the place."""

    code = "residence.absent_within"


class PlaceOrCountry(Invalid):
    """Say either the place in the country or the country abroad."""

    code = "residence.place_or_country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Of one kind of people: from how long an absence on they have to declare it, between two days."""

    category: Category
    article: str
    leaves: Area
    days: int = 0
    months: int = 0
    needs_consent: bool = False
    """The body that supervises them agrees in writing."""
    held: Period
    unverified: str = ""
    """Why this is not certain; empty where it is."""


_LAW_2020, _NO_DISTRICTS, _LAW_118 = date(2021, 7, 1), date(2025, 7, 1), date(2026, 7, 1)
_TEXT_UNREAD = "The wording of art. 31 after Law 118/2025/QH15 was not read; the one before goes on."
_UNIT_UNREAD = "Districts were abolished; which unit has to be left since is not read, and the commune is taken."


A, B, C, D = Category
ABSENCES = (
    Absence(
        category=A, article="31.1 a", leaves=Area.COMMUNE, days=1, needs_consent=True, held=Period(_LAW_2020, _LAW_118)
    ),
    Absence(
        category=A, article="31.1 a", leaves=Area.COMMUNE, days=1, needs_consent=True, held=Period(_LAW_118),
        unverified=_TEXT_UNREAD,
    ),
    Absence(
        category=B, article="31.1 b", leaves=Area.COMMUNE, days=1, needs_consent=True, held=Period(_LAW_2020, _LAW_118)
    ),
    Absence(
        category=B, article="31.1 b", leaves=Area.COMMUNE, days=1, needs_consent=True, held=Period(_LAW_118),
        unverified=_TEXT_UNREAD,
    ),
    Absence(
        category=C, article="31.1 c", leaves=Area.DISTRICT, months=3, held=Period(_LAW_2020, _NO_DISTRICTS)
    ),
    Absence(
        category=C, article="31.1 c", leaves=Area.COMMUNE, months=3, held=Period(_NO_DISTRICTS, _LAW_118),
        unverified=_UNIT_UNREAD,
    ),
    Absence(
        category=C, article="31.1 c", leaves=Area.COMMUNE, months=3, held=Period(_LAW_118),
        unverified=f"{_UNIT_UNREAD} {_TEXT_UNREAD}",
    ),
    Absence(category=D, article="31.1 d", leaves=Area.COMMUNE, months=12, held=Period(_LAW_2020, _LAW_118)),
    Absence(
        category=D, article="31.1 d", leaves=Area.COMMUNE, months=12, held=Period(_LAW_118), unverified=_TEXT_UNREAD
    ),
)  # fmt: skip


def categories(on: date) -> tuple[Absence, ...]:
    """Return what holds of each kind of people on a day, in the order of the law."""
    return tuple(each for each in ABSENCES if on in each.held)


def must_declare(absence: Absence, since: date, until: date) -> bool:
    """Tell whether an absence is so long that it has to be declared; who need not may do so all the same."""
    return until >= months_after(since, absence.months) + timedelta(days=absence.days)
