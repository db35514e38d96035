"""What stands against filing a permanent registration: everything that law or register refuses, by step."""

from collections.abc import Iterator

from dancu.casework.procedures import Reading
from dancu.declarations import checking
from dancu.declarations.domain.rules import Refusal
from dancu.declarations.register import Own, day, find, find_home, home_of, in_sight, own
from dancu.declarations.settling import settled
from dancu.declarations.whereabouts import is_there
from dancu.kernel.errors import Invalid
from dancu.population.domain.person import PersonRecord
from dancu.procedures.permanent_registration import rules
from dancu.procedures.permanent_registration.application import Application
from dancu.procedures.permanent_registration.kinship import kin_of, knows_kin
from dancu.procedures.permanent_registration.whereabouts import fits_origin
from dancu.residence.domain.residence import HouseholdView


class AlreadyThere(Invalid):
    """Somebody who is to move lives permanently at this address already."""

    code = "permanent_registration.already_there"


class OtherOrigin(Invalid):
    """The case does not agree with the present permanent residence in the register. Choose it again."""

    code = "permanent_registration.other_origin"


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
    filer = own(reading)
    if filer is None:
        return
    place, other = application.place, kin_of(application)
    if place.kin_known and not knows_kin(
        filer, subject_pin=application.subject.pin, other=other, ground=place.ground, reading=reading
    ):
        yield "place", checking.RegisterChanged()
    people = {mover.pin: find(mover.pin, reading) for mover in application.movers}
    home = find_home(application, reading)
    if any(_lives_there(person, application, home, filer, reading) for person in people.values()):
        yield "place", AlreadyThere()
    if not _origin_fits(application, people[application.subject.pin], filer, reading):
        yield "agency", OtherOrigin()
    yield from checking.of_household_left(application, filer, reading)


def _lives_there(
    person: PersonRecord | None, application: Application, home: HouseholdView | None, filer: Own, reading: Reading
) -> bool:
    if person is None or not in_sight(filer, person.id):
        return False
    there = home_of(person.id, reading)
    return there is not None and is_there(there.residence, application.place, home, day(reading))


def _origin_fits(application: Application, subject: PersonRecord | None, filer: Own, reading: Reading) -> bool:
    if subject is None or not in_sight(filer, subject.id):
        return True
    present = home_of(subject.id, reading)
    lives_at = present.residence if present else None
    return fits_origin(application.origin, lives_at, application.place.unit_id, application.on)
