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
class PersonDied:
    person: int
    on: date
    at: datetime
