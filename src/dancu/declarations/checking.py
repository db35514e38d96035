"""What stands against filing a declaration: what law or register refuse, by the step where it can be mended."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dancu.casework.procedures import Reading
from dancu.declarations.domain import rules
from dancu.declarations.domain.declaration import Declaration, Mover
from dancu.declarations.domain.registration import Registration
from dancu.declarations.domain.rules import Refusal
from dancu.declarations.register import Own, find, find_home, is_followed, look_up, named_so, own, represents
from dancu.kernel.errors import Conflict, Invalid
from dancu.population.domain.person import Life, PersonRecord, RecordStatus
from dancu.residence.domain.residence import EndGround


class NotInOrder(Invalid):
    """Some parts cannot be filed like this. Open what is marked and correct it."""

    code = "declarations.not_in_order"


class NotAsRegistered(Invalid):
    """Number, name, date of birth and sex do not all agree with the population register. Check them against the card."""

    code = "declarations.not_as_registered"


class NotAsRegisteredOld(Invalid):
    """With this old number, the name, date of birth and sex do not lead to one person. Enter the personal number of 12 digits."""

    code = "declarations.not_as_registered_old"


class RegisterChanged(Conflict):
    """The register has changed since this part was filled in. Open it, look it over and save it again."""

    code = "declarations.register_changed"


class NoSuchHouseholder(Invalid):
    """Nobody with this name and number heads a household in this commune. Ask the householder for the exact data."""

    code = "declarations.no_such_householder"


class NewHeadMissing(Invalid):
    """The householder leaves and others stay behind. Say which adult of those who stay is to be the new householder."""

    code = "declarations.new_head_missing"


def refuse(refusals: Iterable[Refusal]) -> None:
    """Raise NotInOrder with everything that is refused, by step; do nothing where that is nothing."""
    found: dict[str, list[str]] = defaultdict(list)
    for step, error in refusals:
        if (said := error.template()) not in found[step]:
            found[step].append(said)
    if found:
        raise NotInOrder(fields=found)


def of_people(declaration: Declaration, reading: Reading) -> Iterator[Refusal]:
    """Yield what the register refuses of filer, subject and members, having read it at once for all who are named."""
    look_up(declaration, reading)
    filer = own(reading, declaration.home)
    for mover in declaration.movers:
        if mover in declaration.newcomers or not mover.number:
            # Who declares no number for somebody is not told whether the register knows him: his officer is.
            continue
        if not _agrees(mover, find(mover.number, reading), declaration):
            wrong = NotAsRegistered() if mover.pin and not mover.found else NotAsRegisteredOld()
            yield ("subject" if mover is declaration.subject else "members"), wrong
    if declaration.filer.proved != (filer is not None):
        yield "subject", RegisterChanged()
    if filer is not None:
        yield from _of_filer(declaration, filer, reading)


def of_householder(registration: Registration, reading: Reading) -> Iterator[Refusal]:
    """Yield whether nobody so named heads a household there; only a proved filer is told."""
    if own(reading) and registration.head and find_home(registration, reading) is None:
        yield "place", NoSuchHouseholder()


def of_household_left(declaration: Declaration, filer: Own, reading: Reading) -> Iterator[Refusal]:
    """Yield whether the filer's household is left by its head without a successor."""
    leaving = {mover.pin for mover in declaration.movers}
    if filer.head_pin in leaving and not is_followed(filer.members, declaration, reading):
        yield "request", NewHeadMissing()


def _of_filer(declaration: Declaration, filer: Own, reading: Reading) -> Iterator[Refusal]:
    """Ask the register again what it was asked while the form was filled in."""
    if rules.named_twice(declaration):
        yield "members", rules.NamedTwice()
    subject, standing = declaration.subject.pin, declaration.filer.standing or ""
    if declaration.filer.represents and not represents(filer, subject_pin=subject, standing=standing, reading=reading):
        yield "subject", RegisterChanged()
    if declaration.filer.standing is None and subject != filer.person.pin:
        yield "subject", RegisterChanged()


def _agrees(mover: Mover, person: PersonRecord | None, declaration: Declaration) -> bool:
    if person is None or person.status is not RecordStatus.IN_FORCE:
        return False
    if person.life is Life.DEAD and declaration.gone is not EndGround.DEAD_OR_MISSING:
        return False
    if person.nationality_lost_on is not None and declaration.gone is not EndGround.NATIONALITY_LOST:
        return False
    return named_so(person, mover.name) and person.born == mover.born and person.sex is mover.sex
