"""What other packages may hear of residence."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidenceOpened:
    """A person's permanent residence began; `former_unit` is the commune he left, whose police are to be told."""

    person: int
    household: int
    unit: int
    since: date
    former_unit: int | None
    dossier: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PermanentResidenceEnded:
    """A person is no longer registered permanently at a place from a day on; `ground` is an EndGround."""

    person: int
    unit: int
    on: date
    ground: str
    dossier: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporaryResidenceOpened:
    """A person was registered temporarily, or once more when `extends` is true: then from the end of the period before."""

    person: int
    household: int | None
    unit: int
    since: date
    until: date
    extends: bool
    dossier: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporaryResidenceEnded:
    """A person is no longer registered temporarily from a day on; `ground` is an EndGround."""

    person: int
    unit: int
    on: date
    ground: str
    dossier: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentResidenceDeclared:
    """A person who is registered nowhere lives at a place of `unit`."""

    person: int
    unit: int
    since: date
    dossier: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalOpened:
    """A person's temporary residence may be extended from now on and ends on `until`; `dossier` registered it."""

    person: int
    unit: int
    until: date
    dossier: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceDeclared:
    """A person is away between two days: at a place in the country by `unit`, or in `country`."""

    person: int
    unit: int | None
    country: str
    since: date
    until: date
    dossier: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEnded:
    """A person is no longer away from a day on; `ground` is an EndGround."""

    person: int
    on: date
    ground: str
    dossier: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StaysNotified:
    """Notice was given of so many guests of a place in `unit`, `late` of them too late."""

    notice: int
    unit: int
    guests: int
    late: int
    dossier: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationCancelled:
    """Something that was registered of a person was cancelled (art. 35), and what stood before stands again."""

    person: int
    on: date
    dossier: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdOpened:
    household: int
    head: int
    unit: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdClosed:
    household: int
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdSplit:
    """People of a household belong to another one at the same address from a day on, which is new or was there."""

    household: int
    into: int
    on: date
    dossier: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressesChanged:
    """In so many periods of a unit the address was renamed, renumbered, or lies in `to_unit` now."""

    unit: int
    to_unit: int
    periods: int
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadChanged:
    """Another member heads a household; `by_rule` where nobody could be asked and the register let him stand in."""

    household: int
    former_head: int
    head: int
    by_rule: bool
    at: datetime
