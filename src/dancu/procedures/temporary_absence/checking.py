"""What stands against filing a declaration of absence: everything that law or register refuses, by step."""

from collections.abc import Iterator, Sequence

from dancu.casework.procedures import Reading
from dancu.declarations import checking, register
from dancu.declarations.domain.rules import Refusal
from dancu.declarations.settling import settled
from dancu.declarations.whereabouts import may_be_in
from dancu.kernel.errors import Invalid
from dancu.offices import queries as offices
from dancu.places.queries import directory
from dancu.procedures.temporary_absence import rules
from dancu.procedures.temporary_absence.application import Application
from dancu.residence import queries as residence
from dancu.residence.commands import AlreadyAbsent, NowhereRegistered
from dancu.residence.domain.absence import AbsentWithin
from dancu.residence.domain.residence import AbsenceView, Residence
from dancu.residence.domain.rules import same_commune


class NotLivedIn(Invalid):
    """The person is registered neither permanently nor temporarily in this commune. Choose the commune where he is registered."""

    code = "temporary_absence.not_lived_in"


def check(application: Application, reading: Reading) -> None:
    """Raise NotInOrder with everything that law or register refuse, by step."""
    known = settled(application, reading)
    checking.refuse((*rules.refusals(application), *checking.of_people(known, reading), *_told(known, reading)))


def _told(application: Application, reading: Reading) -> Iterator[Refusal]:
    """Yield what only a proved filer may be told."""
    filer, person = register.own(reading), register.find(application.subject.pin, reading)
    if filer is None or person is None or not register.in_sight(filer, person.id):
        return
    homes = homes_of(person.id, reading)
    if not homes:
        yield "agency", NowhereRegistered()
    elif not any(is_in_charge(application, home, reading) for home in homes):
        yield "agency", NotLivedIn()
    if any(is_within(application, home, reading) for home in homes):
        yield "absence", AbsentWithin()
    if overlaps(application, person.id, reading):
        yield "absence", AlreadyAbsent()


def homes_of(person: int, reading: Reading) -> Sequence[Residence]:
    """Return where somebody is registered permanently and temporarily."""
    found = (register.permanent_of(person, reading), register.temporary_of(person, reading))
    return [home for home in found if home]


def is_in_charge(application: Application, home: Residence, reading: Reading) -> bool:
    """Art. 31.2: the police of where somebody lives."""
    commune = offices.agency(application.agency_id).unit_id
    return commune is None or may_be_in(home.unit_id, commune, register.day(reading))


def is_within(application: Application, home: Residence, reading: Reading) -> bool:
    """Tell whether somebody goes to a place in the commune where he is registered."""
    target = application.unit_id
    return target is not None and same_commune(directory(), home.unit_id, target, register.day(reading))


def overlaps(application: Application, person: int, reading: Reading) -> AbsenceView | None:
    """Return a declared absence that is not over before this one begins."""
    known = reading.once(
        ("absences", person), lambda: residence.list_absences(person=person, **register.asking(reading))
    )
    return next((absence for absence in known if absence.until > application.since), None)
