"""Read an address as people write it on one line, in the two levels of today or the three from before the reform."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dancu.kernel.names import compare, fold, normalise
from dancu.places.domain.directory import Directory
from dancu.places.domain.units import Kind, Level, Unit

_PARTS = re.compile(r"\s*[,;]\s*")
_KINDS: dict[str, tuple[Kind, ...]] = {
    "thanh pho": (Kind.CENTRAL_CITY, Kind.PROVINCIAL_CITY),
    "tp": (Kind.CENTRAL_CITY, Kind.PROVINCIAL_CITY),
    "tinh": (Kind.PROVINCE, Kind.CENTRAL_CITY),
    "quan": (Kind.URBAN_DISTRICT,),
    "q": (Kind.URBAN_DISTRICT,),
    "huyen": (Kind.RURAL_DISTRICT,),
    "h": (Kind.RURAL_DISTRICT,),
    "thi xa": (Kind.TOWN,),
    "tx": (Kind.TOWN,),
    "phuong": (Kind.WARD,),
    "p": (Kind.WARD,),
    "xa": (Kind.COMMUNE,),
    "x": (Kind.COMMUNE,),
    "thi tran": (Kind.TOWNSHIP,),
    "tt": (Kind.TOWNSHIP,),
    "dac khu": (Kind.SPECIAL_ZONE,),
}
_KIND = re.compile(rf"({'|'.join(sorted(_KINDS, key=len, reverse=True))})[. ]+(?=\S)")
_COMMUNE_CODE = re.compile(r"\d{5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Written:
    """A unit that was found, and what stands before its name: house number, street, hamlet."""

    unit: Unit
    line: str


class Reader:
    """Finds units by their names, however they are shortened, with and without accents."""

    def __init__(self, directory: Directory, on: date, before: date) -> None:
        """Know the units of two days: today's, and those of the day before the reform."""
        self._directory, self._on, self._before = directory, on, before
        # A file names the same few communes over and over.
        self._known: dict[tuple[str, ...], tuple[Unit, ...]] = {}

    def read(self, text: str) -> tuple[Written, ...]:
        """Return what an address may mean: one answer where it is clear, several where a name is, none where it is unknown.

        Today's units go before those of the past, where both levels fit.
        """
        parts = [part for part in _PARTS.split(normalise(text)) if part]
        if parts and _COMMUNE_CODE.fullmatch(parts[-1]):
            return self._by_code(parts)
        for on, levels in ((self._on, 2), (self._before, 3), (self._before, 2)):
            if len(parts) >= levels and (found := self._of(on, *parts[-levels:])):
                line = ", ".join(parts[:-levels])
                return tuple(Written(unit, line) for unit in found)
        return ()

    def province(self, text: str) -> tuple[Unit, ...]:
        """Return the provinces that a name may mean: today's, or those from before the reform."""
        now = _named(text, self._directory.provinces(self._on))
        return now or _named(text, self._directory.provinces(self._before))

    def _by_code(self, parts: list[str]) -> tuple[Written, ...]:
        for on in (self._on, self._before):
            unit = self._directory.find_by_code(parts[-1], on=on)
            if unit is not None and unit.level is Level.COMMUNE:
                return (Written(unit, ", ".join(parts[:-1])),)
        return ()

    def _of(self, on: date, *names: str) -> tuple[Unit, ...]:
        key = (on.isoformat(), *names)
        if key not in self._known:
            provinces = _named(names[-1], self._directory.provinces(on))
            self._known[key] = tuple(unit for each in provinces for unit in self._below(names, each, on))
        return self._known[key]

    def _below(self, names: tuple[str, ...], province: Unit, on: date) -> tuple[Unit, ...]:
        units, named_district = self._directory, len(names) > 2
        districts = units.children(province, on) if units.has_districts(on) else ()
        above = _named(names[1], districts) if named_district else districts or (province,)
        return _named(names[0], [each for one in above for each in units.children(one, on)])


def _named(text: str, units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return the units that a name means: those whose very marks it has, where there are some."""
    kinds, bare = _split(text)
    alike = [unit for unit in units if _split(unit.name)[1] == bare and (kinds is None or unit.kind in kinds)]
    if len(alike) > 1:
        alike = [unit for unit in alike if compare(_last(unit.name, bare), _last(text, bare)).same] or alike
    return tuple(alike)


@lru_cache(maxsize=1 << 15)
def _split(name: str) -> tuple[tuple[Kind, ...] | None, str]:
    folded = fold(name.replace(".", " "))
    found = _KIND.match(folded)
    bare = folded[found.end() :] if found else folded
    # A district or ward that is called by a number may be written with a zero before it.
    return (_KINDS[found[1]] if found else None), bare.lstrip("0") if bare.isdecimal() else bare


def _last(name: str, bare: str) -> str:
    """Return the words of a name without its kind, with their marks."""
    return " ".join(normalise(name.replace(".", " ")).split()[-len(bare.split()) :])
