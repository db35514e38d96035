"""Where people live, were born, and who lives there: the units in force, with proportions of our own."""

from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from dancu.places.domain.directory import Directory
from dancu.places.domain.units import Kind, Unit
from dancu.platform import codelists
from dancu.population.synthetic import tables
from dancu.population.synthetic.naming import Rest, Surname, in_thousandths, naming, pool, weighted

NOW = date(2026, 7, 1)
"""The day whose country is made up; fixed, so that a seed means the same people on every day."""
OLD = date(2025, 6, 30)
"""The last day of the 63 provinces; whoever was born by it bears one of their codes."""
SHOWN = ("00070", "26743", "31078")
"""Communes whose police take part in the demonstration: each has this share of all households."""
SHOWN_SHARE = 0.015

# People by kind of commune; a ward has more of them, a special zone is an island.
_CROWDED = {Kind.WARD: 2.2, Kind.COMMUNE: 1.0, Kind.SPECIAL_ZONE: 0.5}


class Origin(NamedTuple):
    """Where a birth was registered: the province code of the PIN and the unit's id."""

    province: str
    unit: str


class People(NamedTuple):
    """One of the 54 peoples, as it is here."""

    code: str
    surnames: tuple[tuple[Surname, ...], ...]
    rests: tuple[tuple[tuple[Rest, ...], ...], ...]
    passes_on: bool
    faiths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commune:
    unit: str
    code: str
    births: tuple[Origin, ...]
    """Where those born here before the reform were registered."""
    birth_now: Origin
    peoples: tuple[People, ...]
    urban: bool
    south: bool


class Country:
    """All communes of today, drawn by how many people live there."""

    def __init__(self, directory: Directory) -> None:
        self._codes = {row["name"]: row["code"] for row in codelists.rows("ethnic_groups")}
        births = _births(directory)
        everywhere = [origin for origins in births.values() for origin in origins]
        communes, weights = [], []
        for province in directory.provinces(NOW):
            units = directory.children(province, NOW)
            crowd = sum(_CROWDED[unit.kind] for unit in units)
            peoples = self._peoples(province)
            for unit in units:
                origins = births.get(unit.id) or everywhere[:1]
                communes.append(self._commune(unit, province, tuple(origins), peoples))
                weights.append(tables.PROVINCES[province.code][0] * _CROWDED[unit.kind] / crowd)
        shown = SHOWN_SHARE * sum(weights)
        weights = [
            shown if commune.code in SHOWN else weight for commune, weight in zip(communes, weights, strict=True)
        ]
        self.communes = tuple(communes)
        self._ends = list(accumulate(weights))

    def draw(self, chance: float) -> Commune:
        """Return the commune that a number from 0 to 1 falls on."""
        return self.communes[bisect(self._ends, chance * self._ends[-1], hi=len(self._ends) - 1)]

    def _commune(self, unit: Unit, province: Unit, births: tuple[Origin, ...], peoples: tuple[People, ...]) -> Commune:
        return Commune(
            unit=str(unit.id),
            code=unit.code,
            births=births,
            birth_now=Origin(f"0{province.code}", str(unit.id)),
            peoples=peoples,
            urban=unit.kind is Kind.WARD,
            south=province.code >= tables.SOUTH_FROM,
        )

    def _peoples(self, province: Unit) -> tuple[People, ...]:
        minorities = weighted(tables.PROVINCES[province.code][1])
        kinh = 1000 - sum(weight for _, weight in minorities)
        south = province.code >= tables.SOUTH_FROM
        return pool(
            [(self._people(name, province.code, south), weight) for name, weight in [("Kinh", kinh), *minorities]]
        )

    def _people(self, name: str, province: str, south: bool) -> People:
        how = naming(name, south=south)
        kinhs = tables.FAITHS_OF.get(province, tables.FAITHS_OF[""])
        faiths = kinhs if name == "Kinh" else tables.FAITHS_OF_PEOPLES.get(name, "01 10")
        return People(self._codes[name], how.surnames, how.rests, how.passes_on, in_thousandths(faiths, rest=""))


def _births(directory: Directory) -> dict[int, list[Origin]]:
    """Return for each commune of today the communes of before that lay, wholly or partly, where it is."""
    births: dict[int, list[Origin]] = defaultdict(list)
    for old in directory.communes(OLD):
        origin = Origin(f"0{directory.province(old).code}", str(old.id))
        for new in _today(directory, old):
            births[new.id].append(origin)
    return births


def _today(directory: Directory, old: Unit) -> tuple[Unit, ...]:
    found = directory.today(old, NOW)
    return getattr(found, "candidates", None) or ((found.unit,) if hasattr(found, "unit") else ())
