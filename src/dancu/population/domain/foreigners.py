"""Foreigners with residence, and people of Vietnamese origin whose nationality is not determined, as values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex
from dancu.population.domain.civil import Problem, Where
from dancu.population.domain.person import PlaceOf


class Standing(StrEnum):
    FOREIGNER = "foreigner"
    UNDETERMINED = "undetermined"
    """Of Vietnamese origin, of no nationality that is determined (Identification Law 26/2023/QH15 art. 30)."""


class CardKind(StrEnum):
    """Of the residence card."""

    PERMANENT = "permanent"
    """Thẻ thường trú."""
    TEMPORARY = "temporary"
    """Thẻ tạm trú."""


class Outcome(StrEnum):
    ENTERED = "entered"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Foreigner:
    number: str
    standing: Standing
    name: str
    born: PartialDate
    sex: Sex
    nationality: str
    passport_number: str
    passport_until: date | None
    card_kind: CardKind | None
    card_number: str
    card_since: date | None
    card_until: date | None
    left_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignerRecord(_Foreigner):
    id: int
    lives: PlaceOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(_Foreigner):
    """What the immigration authority tells of somebody."""

    on: date
    act: str
    lives: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a word."""

    number: str
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
