"""What people are compared by: the traits of a person, in the words that a model knows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from dancu.kernel.names import PersonName, fold, sort_key
from dancu.places.domain.directory import Directory
from dancu.places.domain.units import Certain, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody as the register has him."""

    id: int
    name: PersonName
    year: int
    month: int | None
    day: int | None
    sex: str
    province: str
    """Of birth registration, as his number begins."""
    home_unit: int | None
    """Of his home town, in the units of its time."""
    old_number: str
    father: str
    mother: str


class Traits(NamedTuple):
    """One row of what is linked; None for what is not known."""

    id: int
    name: str
    """Letters and tones, wherever the tone was set."""
    folded: str
    surname: str
    given: str
    words: str
    """The words of the name in the order of the alphabet."""
    sex: str
    year: int
    month: int | None
    day: int | None
    province: str
    home: str | None
    """Code of the commune in which the home town lies today; None where that is not certain."""
    home_province: str | None
    old_number: str | None
    father: str | None
    mother: str | None


def traits_of(people: Iterable[Known], *, places: Directory, on: date) -> Iterator[Traits]:
    """Yield the traits of each; places stand in the units of `on`, whatever era they were written in."""

    @cache
    def today(unit: int | None) -> tuple[str | None, str | None]:
        return _today(unit, places, on)

    for each in people:
        folded = fold(each.name.full)
        words = folded.split() or [""]
        home, home_province = today(each.home_unit)
        yield Traits(
            id=each.id,
            name=sort_key(each.name),
            folded=folded,
            surname=words[0],
            given=words[-1],
            words=" ".join(sorted(words)),
            sex=each.sex,
            year=each.year,
            month=each.month,
            day=each.day,
            province=each.province,
            home=home,
            home_province=home_province,
            old_number=each.old_number or None,
            father=fold(each.father) or None,
            mother=fold(each.mother) or None,
        )


def _today(unit: int | None, places: Directory, on: date) -> tuple[str | None, str | None]:
    """Return the codes of commune and province in which a unit lies on a day, as far as they are certain."""
    if unit is None:
        return None, None
    match places.today(places.unit(unit), on):
        case Certain(now):
            return now.code if now.level is Level.COMMUNE else None, places.province(now).code
        case asked:
            provinces = {places.province(each).code for each in asked.candidates}
            return None, provinces.pop() if len(provinces) == 1 else None
