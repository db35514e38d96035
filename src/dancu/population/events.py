"""What other packages may hear of the register of persons."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered:
    person: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsTakenIn:
    """Many persons entered at once: their ids run from `first` to `last`."""

    first: int
    last: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsMerged:
    """A record ended and leads to another one of the same person."""

    person: int
    into: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsParted:
    """Two records that had been merged stand each for itself again."""

    person: int
    survivor: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDied:
    person: int
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMissing:
    """A court declared a person missing."""

    person: int
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalityLost:
    """A person is no Vietnamese citizen any more."""

    person: int
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCorrected:
    """Facts of a person's civil status are others; who needs them reads them."""

    person: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PinChanged:
    """A person bears another number; the former one leads to it."""

    person: int
    former: str
    pin: str
    at: datetime
