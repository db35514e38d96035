"""What stands against filing a temporary registration: everything that law or register refuses, by step."""

from collections.abc import Iterator

from dancu.casework.procedures import Reading
from dancu.declarations import checking
from dancu.declarations.domain.rules import Refusal
from dancu.declarations.register import day, find, find_home, in_sight, own, permanent_of, temporary_of
from dancu.declarations.settling import settled
from dancu.declarations.whereabouts import is_there, within
from dancu.kernel.errors import Invalid
from dancu.procedures.temporary_registration import rules
from dancu.procedures.temporary_registration.application import Application


class InOwnCommune(Invalid):
    """Somebody is registered permanently in this very commune; temporary residence is for who lives outside it."""

    code = "temporary_registration.in_own_commune"


class AlreadyThere(Invalid):
    """Somebody is registered temporarily at this address already. In its last 15 days the registration can be extended."""

    code = "temporary_registration.already_there"


def check(application: Application, reading: Reading) -> None:
    """Raise NotInOrder with everything that law or register refuse, by step."""
    known = settled(application, reading)
    checking.refuse(
        (
            *rules.refusals(application),
            *checking.of_people(known, reading),
            *checking.of_householder(known, reading),
            *_told(known, reading),
        )
    )


def _told(application: Application, reading: Reading) -> Iterator[Refusal]:
    """Yield what only a proved filer may be told."""
    filer, on = own(reading), day(reading)
    if filer is None:
        return
    found = (find(mover.pin, reading) for mover in application.movers)
    seen = [person.id for person in found if person and in_sight(filer, person.id)]
    if any(within(permanent_of(person, reading), application.place.unit_id, on) for person in seen):
        yield "agency", InOwnCommune()
    home = find_home(application, reading)
    there = (temporary_of(person, reading) for person in seen)
    if any(present and is_there(present, application.place, home, on) for present in there):
        yield "place", AlreadyThere()
