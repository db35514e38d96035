"""Pools to draw from: names, each ready with its search and sort keys, and whatever else comes in proportions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeVar

from dancu.kernel.names import PersonName, fold, sort_key
from dancu.kernel.sex import Sex
from dancu.population.synthetic import tables

T = TypeVar("T")
POOL = 2048
"""Entries of a pool: whatever the weights, a draw is one index, eleven random bits."""
MALE, FEMALE = 0, 1
"""Places in a pair: members of an enumeration are too slow to look millions of things up by."""
_SEXES = (Sex.MALE, Sex.FEMALE)
_STRIDE = 797  # shares no factor with POOL, so every middle name is met, far from its neighbours


class Surname(NamedTuple):
    text: str
    folded: str
    key: str


class Rest(NamedTuple):
    """Middle and given name."""

    columns: str
    """Both, parted by a tab."""
    folded: str
    given_key: str
    middle_key: str


@dataclass(frozen=True, slots=True)
class Naming:
    """How one people name themselves."""

    surnames: tuple[tuple[Surname, ...], ...]
    """Those of men, those of women."""
    rests: tuple[tuple[tuple[Rest, ...], ...], ...]
    """By sex, then by generation."""
    passes_on: bool
    """Whether children bear their father's surname."""


def octets(text: str) -> str:
    """Return the bytes of a text, each as one character: millions of lines made of such are joined and sent as they lie."""
    return text.encode().decode("latin-1")


def weighted(line: str) -> list[tuple[str, int]]:
    """Read `value weight, value weight`."""
    pairs = (entry.rsplit(" ", 1) for entry in line.split(", "))
    return [(value, int(weight)) for value, weight in pairs]


def pool(values: Sequence[tuple[T, int]]) -> tuple[T, ...]:
    """Return POOL entries in which each value stands as often as its weight says."""
    whole = sum(weight for _, weight in values)
    entries: list[T] = []
    owed = 0.0
    for value, weight in values:
        owed += POOL * weight / whole
        entries += [value] * (round(owed) - len(entries))
    return tuple(entries)


def in_thousandths(line: str, *, rest: str) -> tuple[str, ...]:
    """Return a pool of values whose weights are thousandths; `rest` has what is left."""
    parts = weighted(line)
    return pool([*parts, (rest, 1000 - sum(weight for _, weight in parts))])


def generation(year: int) -> int:
    """Return which generation's names somebody born in a year bears."""
    return sum(year >= until for until in tables.GENERATIONS)


@cache
def naming(people: str, *, south: bool) -> Naming:
    """Return how a people name themselves; the Kinh differ by region."""
    givens = tables.FOLLOWS.get(people, people)
    own = tables.SURNAMES.get(people)
    surnames = weighted(own or (tables.KINH_SOUTH if south else tables.KINH_NORTH))
    by_sex = people in tables.ONLY_FOR_AMONG
    return Naming(
        surnames=tuple(
            pool(
                [
                    (_surname(text), weight)
                    for text, weight in surnames
                    if not by_sex or tables.ONLY_FOR.get(text, sex) is sex
                ]
            )
            for sex in _SEXES
        ),
        rests=tuple(_rests(givens if givens in tables.OTHER_GIVENS else "", sex) for sex in _SEXES),
        passes_on=not by_sex,
    )


def words() -> frozenset[str]:
    """Return every folded word of the names that people are given here."""
    everybody = [naming(people, south=south) for people in ("Kinh", *tables.SURNAMES) for south in (False, True)]
    surnames = {name.folded for how in everybody for each in how.surnames for name in each}
    rests = {name.folded for how in everybody for sexes in how.rests for each in sexes for name in each}
    return frozenset(word for name in surnames | rests for word in name.split())


@cache
def _rests(people: str, sex: Sex) -> tuple[tuple[Rest, ...], ...]:
    count = len(tables.GENERATIONS) + 1
    if people:
        whole = [(" " + text).rpartition(" ") for text, _ in weighted(tables.OTHER_GIVENS[people][sex])]
        weights = [weight for _, weight in weighted(tables.OTHER_GIVENS[people][sex])]
        one = pool(
            [(_rest(middle.strip(), given), weight) for (middle, _, given), weight in zip(whole, weights, strict=True)]
        )
        return (one,) * count
    return tuple(
        _mixed(pool(weighted(tables.MIDDLES[sex][which])), pool(weighted(tables.GIVENS[sex][which])))
        for which in range(count)
    )


def _mixed(middles: Sequence[str], givens: Sequence[str]) -> tuple[Rest, ...]:
    pairs = ((middles[place * _STRIDE % POOL], given) for place, given in enumerate(givens))
    return tuple(_rest("" if middle.endswith(given) else middle, given) for middle, given in pairs)


@cache
def _surname(text: str) -> Surname:
    return Surname(octets(text), fold(text), _key(text))


@cache
def _rest(middle: str, given: str) -> Rest:
    return Rest(octets(f"{middle}\t{given}"), fold(f"{middle} {given}"), _key(given), _key(middle))


def _key(part: str) -> str:
    return sort_key(PersonName("", "", part)).rstrip(" ")
