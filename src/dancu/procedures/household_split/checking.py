"""What stands against filing the split of a household: everything that law or register refuses, by step."""

from collections.abc import Iterator

from dancu.casework.procedures import Reading
from dancu.declarations import checking, register
from dancu.declarations.domain.rules import Refusal
from dancu.declarations.settling import settled
from dancu.declarations.whereabouts import may_be_in
from dancu.kernel.errors import Invalid
from dancu.procedures.household_split import rules
from dancu.procedures.household_split.application import Application
from dancu.residence.commands import NeedsNewHead, NobodyRemains, NotOfThisHousehold
from dancu.residence.domain.residence import Home


class NoHouseholdHere(Invalid):
    """The person belongs to no household registered permanently in this commune. Choose the commune where he lives."""

    code = "household_split.no_household_here"


class OtherHead(Invalid):
    """Somebody else heads this household. Ask for the householder's exact data."""

    code = "household_split.other_head"


def check(application: Application, reading: Reading) -> None:
    """Raise NotInOrder with everything that law or register refuse, by step."""
    known = settled(application, reading)
    checking.refuse((*rules.refusals(application), *checking.of_people(known, reading), *_told(known, reading)))


def _told(application: Application, reading: Reading) -> Iterator[Refusal]:
    """Yield what only a proved filer may be told."""
    filer, person = register.own(reading), register.find(application.subject.pin, reading)
    if filer is None or person is None or not register.in_sight(filer, person.id):
        return
    home = home_of(person.id, application, reading)
    if home is None:
        yield "agency", NoHouseholdHere()
        return
    if not is_headed(home, application):
        yield "place", OtherHead()
    if strangers(home, application):
        yield "members", NotOfThisHousehold()
    elif len(home.members) == len(application.movers):
        yield "members", NobodyRemains()
    elif not is_succeeded(home, application, reading):
        yield "request", NeedsNewHead()
    if error := rules.capacity_refusal(application, wards(home)):
        yield "members", error


def home_of(person: int, application: Application, reading: Reading) -> Home | None:
    """Return the household that somebody belongs to permanently in the commune asked, with its members."""
    home = register.home_of(person, reading)
    if home is None or home.household is None:
        return None
    here = may_be_in(home.residence.unit_id, application.place.unit_id, register.day(reading))
    return home if here else None


def is_headed(home: Home, application: Application) -> bool:
    """Tell whether the householder who is named heads the household."""
    return str(home.members[0].person.pin) == application.former_head.pin


def strangers(home: Home, application: Application) -> frozenset[str]:
    """Return the numbers of those who are to part from a household that they do not belong to."""
    return frozenset(mover.pin for mover in application.movers) - {str(each.person.pin) for each in home.members}


def wards(home: Home) -> frozenset[str]:
    """Return the numbers of the members who have a guardian."""
    return frozenset(str(each.person.pin) for each in home.members if each.has_guardian)


def is_succeeded(home: Home, application: Application, reading: Reading) -> bool:
    """Tell whether the head stays, or somebody is named who may follow him."""
    leaving = {mover.pin for mover in application.movers}
    return str(home.members[0].person.pin) not in leaving or register.is_followed(home.members, application, reading)
