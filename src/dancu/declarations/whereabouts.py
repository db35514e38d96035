"""Where people live, in the units of a day."""

from datetime import date

from dancu.declarations.domain.registration import Place
from dancu.places.domain.units import Address, Ask, Certain, Unit
from dancu.places.queries import directory
from dancu.residence.domain.residence import HouseholdView, Residence
from dancu.residence.domain.rules import same_commune, same_place


def may_be_in(unit: int, target: int, on: date) -> bool:
    """Tell whether two units may be one today: an old commune that was divided may lie in several."""
    return bool({each.id for each in units_of(unit, on)} & {each.id for each in units_of(target, on)})


def is_there(present: Residence, place: Place, home: HouseholdView | None, on: date) -> bool:
    """Tell whether somebody lives already where he wants to be registered."""
    if home is not None and present.household_id == home.id:
        return True
    return same_place(
        directory(), Address(present.unit_id, present.address_line), Address(place.unit_id, place.line), on
    )


def within(present: Residence | None, unit: int, on: date) -> bool:
    """Tell whether somebody surely lives in this commune of a day."""
    return present is not None and same_commune(directory(), present.unit_id, unit, on)


def units_of(unit: int, on: date) -> tuple[Unit, ...]:
    """Return the units of a day that a unit may lie in: one, except where an old commune was divided."""
    units = directory()
    match units.today(units.unit(unit), on):
        case Certain(today):
            return (today,)
        case Ask(candidates):
            return candidates
