"""What approval does: those who move live at the new place from this day on, and no longer at the old one."""

from datetime import date

from dancu.casework.procedures import Decision, Reading
from dancu.kernel.actor import Purpose
from dancu.kernel.errors import Conflict
from dancu.places.domain.units import Address, Certain
from dancu.places.queries import directory
from dancu.population import queries as population
from dancu.procedures.permanent_registration import register as registered
from dancu.procedures.permanent_registration.application import Application, Ground, Mover
from dancu.residence import commands
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Ground as RegisterGround
from dancu.residence.domain.residence import Joining

GROUNDS = {
    Ground.OWN: RegisterGround.OWN_DWELLING,
    Ground.KIN_CLOSE: RegisterGround.WITH_KIN,
    Ground.KIN_ELDERLY: RegisterGround.WITH_KIN,
    Ground.KIN_DISABLED: RegisterGround.WITH_KIN,
    Ground.KIN_MINOR: RegisterGround.WITH_KIN,
    Ground.RENTED: RegisterGround.RENTED_OR_LENT,
    Ground.RELIGIOUS: RegisterGround.RELIGIOUS_PLACE,
    Ground.RELIGIOUS_HELPLESS: RegisterGround.RELIGIOUS_PLACE,
    Ground.FACILITY: RegisterGround.CARE,
    Ground.CARE_FAMILY: RegisterGround.CARE,
    Ground.VEHICLE: RegisterGround.VEHICLE,
    Ground.POLICE: RegisterGround.BARRACKS,
    Ground.ARMY: RegisterGround.BARRACKS,
}


class HouseholdGone(Conflict):
    """The household that is to be joined has another householder by now. Return the dossier, or reject it."""

    code = "permanent_registration.household_gone"


def register(application: Application, decision: Decision) -> None:
    """Write an approved application to the registers; raises HouseholdGone and what the registers refuse."""
    reading = Reading(by=decision.by, purpose=Purpose.REGISTER_CHANGE, at=decision.at)
    place = Address(_unit_today(application.place.unit_id, decision.on), application.place.line)
    home = registered.find_home(application, reading)
    if application.head and home is None:
        raise HouseholdGone
    people = {mover.pin: _person(mover, reading) for mover in application.movers}
    commands.register_permanent(
        joining=[Joining(people[mover.pin], Relation(mover.relation)) for mover in application.movers],
        place=None if home else place,
        household=home.id if home else None,
        since=decision.on,
        ground=GROUNDS[application.place.ground],
        new_heads=_new_heads(application, people, decision, reading),
        by=decision.by,
        at=decision.at,
        dossier=decision.dossier_id,
    )


def _unit_today(unit: int, on: date) -> int:
    """Return the unit of the day of the decision that a place lies in, where that is certain."""
    units = directory()
    match units.today(units.unit(unit), on):
        case Certain(today):
            return today.id
        case _:
            return unit


def _person(mover: Mover, reading: Reading) -> int:
    return population.get_person(pin=mover.pin, **registered.asking(reading)).id


def _new_heads(
    application: Application, people: dict[str, int], decision: Decision, reading: Reading
) -> dict[int, int]:
    """Return the named successor for the household that he belongs to."""
    named = application.new_head
    if named is None:
        return {}
    facts = registered.asking(reading)
    successor = population.get_person(pin=named.pin, **facts).id
    home = residence.household_of(person=successor, on=decision.on, **facts)
    return {home.id: successor} if home and home.head in people.values() else {}
