"""Where people come from: the case of a move, in the units of a day."""

from datetime import date

from dancu.declarations.whereabouts import units_of
from dancu.places.domain.units import Level, Unit
from dancu.places.queries import directory
from dancu.procedures.permanent_registration import law
from dancu.procedures.permanent_registration.application import Origin
from dancu.residence.domain.residence import Residence

MOVES = frozenset(Origin) - {Origin.ABROAD, Origin.NEWBORN}
"""Cases of people whom the register knows at another place in the country."""


def fits_origin(origin: Origin, present: Residence | None, target: int, on: date) -> bool:
    """Tell whether the case agrees with where the person lives; nothing to compare with agrees with everything."""
    if present is None:
        return True
    # Small children on their first registration and people from abroad live nowhere in the register.
    return origin in origins(present.unit_id, target, on)


def origins(unit: int, target: int, on: date) -> frozenset[Origin]:
    """Return the cases for a move between two units: one, except where an old commune was divided and the person must say.

    Where nothing is known of what became of it, every case of the day is possible.
    """
    return frozenset(_origin(each, target, on) for each in units_of(unit, on)) or frozenset(law.ORIGINS.on(on)) & MOVES


def _origin(unit: Unit, target: int, on: date) -> Origin:
    units = directory()
    if unit.id == target:
        return Origin.SAME_COMMUNE
    here, there = ({above.level: above.id for above in units.chain(each)} for each in (unit, units.unit(target)))
    if here[Level.PROVINCE] != there[Level.PROVINCE]:
        return Origin.OTHER_PROVINCE
    if not units.has_districts(on):
        return Origin.SAME_PROVINCE
    return Origin.SAME_DISTRICT if here.get(Level.DISTRICT) == there.get(Level.DISTRICT) else Origin.OTHER_DISTRICT
