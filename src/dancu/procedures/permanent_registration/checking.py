"""What stands against filing a declaration: everything that law or register refuses, by the step where it can be mended."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from dancu.casework.procedures import Reading
from dancu.kernel.errors import Conflict, DomainError, Invalid
from dancu.population.domain.person import Life, PersonRecord, RecordStatus
from dancu.procedures.permanent_registration import rules
from dancu.procedures.permanent_registration.application import Application, Mover
from dancu.procedures.permanent_registration.register import (
    Own,
    day,
    find,
    find_home,
    home_of,
    in_sight,
    is_followed,
    kin_of,
    knows_kin,
    look_up,
    named_so,
    own,
    represents,
)
from dancu.procedures.permanent_registration.whereabouts import fits_origin, is_there
from dancu.residence.domain.residence import HouseholdView


class NotInOrder(Invalid):
    """Some parts cannot be filed like this. Open what is marked and correct it."""

    code = "permanent_registration.not_in_order"


class NotAsRegistered(Invalid):
    """Number, name, date of birth and sex do not all agree with the population register. Check them against the card."""

    code = "permanent_registration.not_as_registered"


class RegisterChanged(Conflict):
    """The register has changed since this part was filled in. Open it, look it over and save it again."""

    code = "permanent_registration.register_changed"


class NoSuchHouseholder(Invalid):
    """Nobody with this name and number heads a household in this commune. Ask the householder for the exact data."""

    code = "permanent_registration.no_such_householder"


class AlreadyThere(Invalid):
    """Somebody who is to move lives permanently at this address already."""

    code = "permanent_registration.already_there"


class OtherOrigin(Invalid):
    """The case does not agree with the present permanent residence in the register. Choose it again."""

    code = "permanent_registration.other_origin"


class NewHeadMissing(Invalid):
    """The householder leaves and others stay behind. Say which adult of those who stay is to be the new householder."""

    code = "permanent_registration.new_head_missing"


def check(application: Application, reading: Reading) -> None:
    """Raise NotInOrder with everything that law or register refuse, by step."""
    found: dict[str, list[str]] = defaultdict(list)
    for step, error in (*rules.refusals(application), *_refusals(application, reading)):
        if (said := error.template()) not in found[step]:
            found[step].append(said)
    if found:
        raise NotInOrder(fields=found)


def _refusals(application: Application, reading: Reading) -> Iterator[tuple[str, DomainError]]:
    look_up(application, reading)
    filer = own(reading)
    people = {mover.pin: find(mover.pin, reading) for mover in application.movers}
    for mover in application.movers:
        if not _agrees(mover, people[mover.pin]):
            yield ("subject" if mover is application.subject else "members"), NotAsRegistered()
    if application.filer.proved != (filer is not None):
        yield "subject", RegisterChanged()
    if filer is not None:
        yield from _known_facts(application, filer, reading)
        yield from _seen_by(filer, application, people, reading)


def _seen_by(
    filer: Own, application: Application, people: Mapping[str, PersonRecord | None], reading: Reading
) -> Iterator[tuple[str, DomainError]]:
    """Yield what only a proved filer may be told."""
    home = find_home(application, reading)
    if application.head and home is None:
        yield "place", NoSuchHouseholder()
    if any(_lives_there(person, application, home, filer, reading) for person in people.values()):
        yield "place", AlreadyThere()
    if not _origin_fits(application, people[application.subject.pin], filer, reading):
        yield "agency", OtherOrigin()
    if filer.head_pin in people and not is_followed(filer.members, application, reading):
        yield "request", NewHeadMissing()


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


def _known_facts(application: Application, filer: Own, reading: Reading) -> Iterator[tuple[str, DomainError]]:
    """Ask the register again what it was asked while the form was filled in."""
    subject, place, standing = application.subject.pin, application.place, application.filer.standing or ""
    if application.filer.represents and not represents(filer, subject_pin=subject, standing=standing, reading=reading):
        yield "subject", RegisterChanged()
    if application.filer.standing is None and subject != filer.person.pin:
        yield "subject", RegisterChanged()
    other = kin_of(application)
    if place.kin_known and not knows_kin(filer, subject_pin=subject, other=other, ground=place.ground, reading=reading):
        yield "place", RegisterChanged()


def _agrees(mover: Mover, person: PersonRecord | None) -> bool:
    if person is None or person.life is Life.DEAD or person.status is not RecordStatus.IN_FORCE:
        return False
    return named_so(person, mover.name) and person.born == mover.born and person.sex is mover.sex
