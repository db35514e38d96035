"""Where people live and where they come from, in the units of a day."""

from datetime import date

from dancu.places.domain.units import Ask, Certain
from dancu.places.queries import directory
from dancu.procedures.permanent_registration.application import Origin, Place
from dancu.residence.domain.residence import HouseholdView, Residence
from dancu.residence.domain.rules import same_line


def same_unit(one: int, other: int, on: date) -> bool:
    """Tell whether two units are surely the same commune of a day."""
    units = directory()
    today = units.today(units.unit(one), on)
    return one == other or (isinstance(today, Certain) and today == units.today(units.unit(other), on))


def is_there(present: Residence, place: Place, home: HouseholdView | None, on: date) -> bool:
    """Tell whether somebody lives already where he wants to be registered."""
    if home is not None and present.household_id == home.id:
        return True
    return same_unit(present.unit_id, place.unit_id, on) and same_line(present.address_line, place.line)


def fits_origin(origin: Origin, present: Residence | None, target: int, on: date) -> bool:
    """Tell whether the case agrees with where the person lives; nothing to compare with agrees with everything."""
    if present is None or origin is Origin.ABROAD:
        return True
    if origin is Origin.NEWBORN:
        return False
    found = origin_of(present.unit_id, target, on)
    return found is None or origin is found


def origin_of(unit: int, target: int, on: date) -> Origin | None:
    """Return the case for a move between two units; None where an old unit's place in today's provinces is not certain."""
    if same_unit(unit, target, on):
        return Origin.SAME_COMMUNE
    former, wanted = _provinces(unit, on), _provinces(target, on)
    if len(former) != 1:
        return None
    return Origin.SAME_PROVINCE if former == wanted else Origin.OTHER_PROVINCE


def _provinces(unit: int, on: date) -> set[int]:
    """Return the provinces of a day that a unit may lie in: one, except where an old commune was divided between several."""
    units = directory()
    match units.today(units.unit(unit), on):
        case Certain(today):
            return {units.province(today).id}
        case Ask(candidates):
            return {units.province(each).id for each in candidates}
