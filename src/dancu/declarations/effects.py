"""What the effects of procedures share: from what was declared to what the residence register is told."""

from collections.abc import Collection
from datetime import date

from dancu.casework.procedures import Decision, Reading
from dancu.declarations import register
from dancu.declarations.domain.declaration import Declaration
from dancu.declarations.domain.registration import Registration
from dancu.kernel.actor import Purpose
from dancu.kernel.errors import Conflict
from dancu.places.domain.units import Address, Certain
from dancu.places.queries import directory
from dancu.population import queries as population
from dancu.residence import commands
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import HouseholdView, Joining


class HouseholdGone(Conflict):
    """The household that is to be joined has another householder by now. Return the dossier, or reject it."""

    code = "declarations.household_gone"


def reading_of(decision: Decision) -> Reading:
    """Return in whose name an approval reads the registers."""
    return Reading(by=decision.by, purpose=Purpose.REGISTER_CHANGE, at=decision.at)


def home_of(registration: Registration, reading: Reading) -> HouseholdView | None:
    """Return the household that is joined, None for a new one; raises HouseholdGone."""
    home = register.find_home(registration, reading)
    if registration.head and home is None:
        raise HouseholdGone
    return home


def place_of(registration: Registration, on: date) -> Address:
    """Return the place asked for, in the unit of the day of the decision where that is certain."""
    return address_in(registration.place.unit_id, registration.place.line, on)


def address_in(unit_id: int, line: str, on: date) -> Address:
    """Return an address in the unit of a day where that is certain."""
    units = directory()
    match units.today(units.unit(unit_id), on):
        case Certain(today):
            return Address(today.id, line)
        case _:
            return Address(unit_id, line)


def people_of(declaration: Declaration, reading: Reading) -> dict[str, int]:
    """Return who moves and is in the population register, by number; raises NoSuchPerson."""
    known = (mover for mover in declaration.movers if mover not in declaration.newcomers)
    return {mover.pin: _person(mover.pin, reading) for mover in known}


def joining(declaration: Declaration, people: dict[str, int]) -> list[Joining]:
    """Return who comes to live somewhere, and what each is to the householder where there is one."""
    return [
        Joining(people[mover.pin], Relation(mover.relation) if mover.relation else None) for mover in declaration.movers
    ]


def new_heads(declaration: Declaration, people: dict[str, int], decision: Decision, reading: Reading) -> dict[int, int]:
    """Return the named successor for the household that he belongs to."""
    if declaration.new_head is None:
        return {}
    successor = _person(declaration.new_head.pin, reading)
    home = residence.household_of(person=successor, on=decision.on, kind=declaration.home, **register.asking(reading))
    return {home.id: successor} if home and home.head in people.values() else {}


def classify(people: Collection[int], decision: Decision) -> None:
    """Enter the special categories that were chosen at the reception of those whose residence an approval enters."""
    commands.classify(
        people=people,
        categories=decision.special_categories,
        on=decision.on,
        by=decision.by,
        at=decision.at,
        dossier=decision.dossier_id,
    )


def _person(pin: str, reading: Reading) -> int:
    return population.get_person(number=pin, **register.asking(reading)).id
