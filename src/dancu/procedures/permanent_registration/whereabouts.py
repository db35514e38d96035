"""Where people live and where they come from, in the units of a day."""

from datetime import date

from dancu.places.domain.units import Ask, Certain, Level, Unit
from dancu.places.queries import directory
from dancu.procedures.permanent_registration import law
from dancu.procedures.permanent_registration.application import Origin, Place
from dancu.residence.domain.residence import HouseholdView, Residence
from dancu.residence.domain.rules import same_line

MOVES = frozenset(Origin) - {Origin.ABROAD, Origin.NEWBORN}
"""Cases of people whom the register knows at another place in the country."""


def same_unit(one: int, other: int, on: date) -> bool:
    """Tell whether two units are surely the same commune of a day."""
    units = directory()
    today = units.today(units.unit(one), on)
    return one == other or (isinstance(today, Certain) and today == units.today(units.unit(other), on))


def may_be_in(unit: int, target: int, on: date) -> bool:
    """Tell whether two units may be one today: an old commune that was divided may lie in several."""
    return bool({each.id for each in _today(unit, on)} & {each.id for each in _today(target, on)})


def is_there(present: Residence, place: Place, home: HouseholdView | None, on: date) -> bool:
    """Tell whether somebody lives already where he wants to be registered."""
    if home is not None and present.household_id == home.id:
        return True
    return same_unit(present.unit_id, place.unit_id, on) and same_line(present.address_line, place.line)


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
    return frozenset(_origin(each, target, on) for each in _today(unit, on)) or frozenset(law.ORIGINS.on(on)) & MOVES


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


def _today(unit: int, on: date) -> tuple[Unit, ...]:
    """Return the units of a day that a unit may lie in: one, except where an old commune was divided."""
    units = directory()
    match units.today(units.unit(unit), on):
        case Certain(today):
            return (today,)
        case Ask(candidates):
            return candidates
