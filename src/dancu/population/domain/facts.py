"""The civil-status facts of a person: what they fill in his record, and how the record read at another time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import Invalid
from dancu.kernel.names import PersonName, fold, sort_key
from dancu.kernel.pin import FIRST_CENTURY
from dancu.kernel.sex import Sex
from dancu.population.domain.person import EventKind, MaritalStatus, PlaceOf

KEYS = frozenset({"search_key", "sort_key"})
"""What a record is found and sorted by: it follows from the name, and no event says it."""


class Way(StrEnum):
    """How a fact comes to be another (Civil Status Law 60/2014/QH13 art. 4)."""

    CHANGED = "changed"
    """Thay đổi: it was true, and is another from a day on."""
    RECTIFIED = "rectified"
    """Cải chính, xác định lại, bổ sung: what was written was wrong or missing, from the beginning."""


WAYS = {
    EventKind.CHANGED: Way.CHANGED,
    EventKind.RECTIFIED: Way.RECTIFIED,
    EventKind.PIN_CHANGED: Way.CHANGED,
    EventKind.SPOUSE_LINKED: Way.CHANGED,
    EventKind.MARRIED: Way.CHANGED,
    EventKind.DIVORCED: Way.CHANGED,
    EventKind.MARRIAGE_ANNULLED: Way.CHANGED,
    EventKind.WIDOWED: Way.CHANGED,
    # Who is recognised as a parent has been one since the birth.
    EventKind.PARENT_RECOGNISED: Way.RECTIFIED,
    EventKind.NATIONALITY_LOST: Way.CHANGED,
    EventKind.NATIONALITY_REGAINED: Way.CHANGED,
    EventKind.OTHER_NATIONALITY: Way.CHANGED,
    EventKind.DETAILS_ENTERED: Way.CHANGED,
    EventKind.DIED: Way.CHANGED,
    EventKind.DECLARED_MISSING: Way.CHANGED,
    EventKind.DECLARED_DEAD: Way.CHANGED,
    EventKind.RETURNED: Way.CHANGED,
    EventKind.MERGED: Way.CHANGED,
    EventKind.PARTED: Way.CHANGED,
}
"""Events that say of columns of the record what stood before and after."""


@dataclass(frozen=True, slots=True)
class KinOf:
    """A parent or spouse: by id when in the register, else by name and number."""

    id: int | None = None
    name: str = ""
    number: str = ""


NOBODY = KinOf()


class BornTooEarly(Invalid):
    """Personal numbers are for people born from 1900 on. Check the year of birth."""

    code = "population.born_too_early"


def check_born(born: PartialDate) -> None:
    """Raise BornTooEarly."""
    if born.year < FIRST_CENTURY:
        raise BornTooEarly


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Facts that are to be entered; None leaves what the record says."""

    name: PersonName | None = None
    other_name: str | None = None
    born: PartialDate | None = None
    sex: Sex | None = None
    birth_place: PlaceOf | None = None
    birth_registration_unit: int | None = None
    home_town: PlaceOf | None = None
    ethnicity: str | None = None
    religion: str | None = None
    marital_status: MaritalStatus | None = None
    father: KinOf | None = None
    mother: KinOf | None = None
    spouse: KinOf | None = None


def columns(facts: Facts) -> dict[str, object]:
    """Return the columns of a record that facts fill, those it is found by among them."""
    filled: dict[str, object] = {}
    if facts.name:
        filled |= {"surname": facts.name.surname, "middle": facts.name.middle, "given": facts.name.given}
        filled |= {"search_key": fold(facts.name.full), "sort_key": sort_key(facts.name)}
    if facts.born:
        filled |= {"birth_year": facts.born.year, "birth_month": facts.born.month, "birth_day": facts.born.day}
    for where, place in (("birth_place", facts.birth_place), ("home_town", facts.home_town)):
        if place:
            filled |= {f"{where}_unit_id": place.unit_id, f"{where}_line": place.line}
    for role, kin in (("father", facts.father), ("mother", facts.mother), ("spouse", facts.spouse)):
        if kin:
            filled |= {f"{role}_id": kin.id, f"{role}_name": kin.name, f"{role}_number": kin.number}
    plain = {
        "other_name": facts.other_name,
        "sex": facts.sex,
        "birth_registration_unit_id": facts.birth_registration_unit,
        "ethnicity": facts.ethnicity,
        "religion": facts.religion,
        "marital_status": facts.marital_status,
    }
    return filled | {column: value for column, value in plain.items() if value is not None}


def said(values: Mapping[str, object]) -> dict[str, object]:
    """Return the columns that an event says of those that are filled."""
    return {name: value for name, value in values.items() if name not in KEYS}


def told(values: Mapping[str, object]) -> dict[str, object]:
    """Return the same with days as JSON writes them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in said(values).items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An event by which columns of a record came to say something else."""

    on: date
    at: datetime
    way: Way
    before: Mapping[str, object]
    after: Mapping[str, object]


def as_of(now: Mapping[str, object], turns: Iterable[Turn], *, on: date, known_at: datetime) -> dict[str, object]:
    """Return what a record says of a day, as known at an instant, from what it says now and what happened, in order.

    A change holds from its day on. What was rectified holds on all days on which the record would say what was wrong.
    """
    happened = list(turns)
    said = dict(now)
    for turn in reversed(happened):
        said |= turn.before
    for turn in happened:
        if turn.at > known_at:
            break
        if turn.way is Way.CHANGED:
            said |= turn.after if turn.on <= on else {}
        else:
            said |= {name: value for name, value in turn.after.items() if said.get(name) == turn.before.get(name)}
    return said
