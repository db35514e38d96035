"""All units and their succession in memory: immutable, quick to ask, ignorant of where they came from."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from dancu.kernel.names import PersonName, sort_key
from dancu.places.domain.units import Ask, Certain, Extent, Kind, Level, Unit, UnknownUnit

SNAPSHOT_ON = date(2024, 12, 31)
"""The day of the oldest units known; on days before it they are the nearest ones, not surely the right ones."""

Succession = Iterable[tuple[int, int, Extent]]
"""Old unit, new unit, and how much of the old one went there."""


class Directory:
    """Every unit that ever was, by id, by code and day, and by what lies in what."""

    def __init__(self, units: Iterable[Unit], successions: Succession) -> None:
        self._units = {unit.id: unit for unit in units}
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        self._children: dict[int | None, list[Unit]] = defaultdict(list)
        self._successions: dict[int, list[tuple[int, Extent]]] = defaultdict(list)
        self._forerunners: dict[int, list[int]] = defaultdict(list)
        for unit in sorted(self._units.values(), key=lambda unit: (_wards_first(unit), alphabetical(unit.name))):
            self._by_code[unit.code].append(unit)
            self._children[unit.parent_id].append(unit)
        for old, new, extent in successions:
            self._successions[old].append((new, extent))
            self._forerunners[new].append(old)

    def __len__(self) -> int:
        return len(self._units)

    def unit(self, unit_id: int) -> Unit:
        """Return a unit; raise UnknownUnit."""
        try:
            return self._units[unit_id]
        except KeyError:
            raise UnknownUnit from None

    def find_by_code(self, code: str, *, on: date) -> Unit | None:
        """Return the unit that bore this code on a day; provinces have 2 digits, districts 3, communes 5."""
        return next((unit for unit in self._by_code.get(code, ()) if unit.in_force(on)), None)

    def by_code(self, code: str, *, on: date) -> Unit:
        """Return the unit that bore this code on a day; raise UnknownUnit."""
        unit = self.find_by_code(code, on=on)
        if unit is None:
            raise UnknownUnit
        return unit

    def provinces(self, on: date) -> tuple[Unit, ...]:
        """Return the provinces of a day in alphabetical order."""
        return tuple(unit for unit in self._children.get(None, ()) if unit.in_force(on))

    def children(self, unit: Unit, on: date) -> tuple[Unit, ...]:
        """Return what a unit was divided into on a day: wards, then communes, then special zones, each alphabetically."""
        return tuple(child for child in self._children.get(unit.id, ()) if child.in_force(on))

    def of_level(self, level: Level, on: date) -> tuple[Unit, ...]:
        """Return every unit of a level in the whole country on a day."""
        return tuple(unit for unit in self._units.values() if unit.level is level and unit.in_force(on))

    def communes(self, on: date) -> tuple[Unit, ...]:
        """Return every commune of the country on a day."""
        return self.of_level(Level.COMMUNE, on)

    def chain(self, unit: Unit) -> tuple[Unit, ...]:
        """Return the unit and all above it, the smallest first."""
        chain = [unit]
        while chain[-1].parent_id is not None:
            chain.append(self._units[chain[-1].parent_id])
        return tuple(chain)

    def province(self, unit: Unit) -> Unit:
        """Return the province that a unit lies in, or is."""
        return self.chain(unit)[-1]

    def has_districts(self, on: date) -> bool:
        """Tell whether there were districts on a day."""
        return any(
            child.level is Level.DISTRICT
            for province in self.provinces(on)[:1]
            for child in self.children(province, on)
        )

    def is_exact(self, on: date) -> bool:
        """Tell whether the units of a day are known, or only those of the nearest day that is."""
        return on >= SNAPSHOT_ON

    def full_name(self, unit: Unit) -> str:
        """Return "Phường Bến Thành, Thành phố Hồ Chí Minh"."""
        return ", ".join(each.title for each in self.chain(unit))

    def address(self, unit_id: int, line: str) -> str:
        """Return an address as it is written on an envelope, in the units that it was given with."""
        return ", ".join(filter(None, (line, self.full_name(self.unit(unit_id)))))

    def address_today(self, unit_id: int, line: str, on: date) -> str:
        """Return an address in the units of `on` where they are certain, else in those that it was given with."""
        match self.today(self.unit(unit_id), on):
            case Certain(unit):
                return self.address(unit.id, line)
            case _:
                return self.address(unit_id, line)

    def today(self, unit: Unit, on: date) -> Certain | Ask:
        """Tell in which unit an old one lies on a later day, or that the person must be asked."""
        if unit.in_force(on):
            return Certain(unit)
        successions = self._successions.get(unit.id, [])
        found = tuple(new for new in (self._units[new_id] for new_id, _ in successions) if new.in_force(on))
        if len(found) == 1 and successions[0][1] is Extent.WHOLE:
            return Certain(found[0])
        return Ask(tuple(sorted(found, key=lambda new: alphabetical(new.name))))

    def forerunners(self, unit: Unit) -> tuple[Unit, ...]:
        """Return the old units that went to this one, wholly or in part."""
        return tuple(self._units[old] for old in self._forerunners.get(unit.id, ()))

    def with_forerunners(self, unit_id: int) -> tuple[int, ...]:
        """Return a unit and the old ones that went to it, by id: where what is kept of it may stand."""
        return unit_id, *self._forerunners.get(unit_id, ())


_KINDS_IN_ORDER = (Kind.WARD, Kind.TOWNSHIP, Kind.COMMUNE, Kind.SPECIAL_ZONE)


def _wards_first(unit: Unit) -> int:
    return _KINDS_IN_ORDER.index(unit.kind) if unit.kind in _KINDS_IN_ORDER else 0


def alphabetical(name: str) -> tuple[str, list[int]]:
    """Return a key that sorts by the Vietnamese alphabet, and names with a number in them by its size."""
    return sort_key(PersonName("", "", name)), [int(number) for number in re.findall(r"\d+", name)]
