"""What stands against filing a correction: everything that law or register refuse, by step."""

from collections.abc import Iterator

from dancu.casework.procedures import Reading
from dancu.declarations import checking
from dancu.declarations.civil import civil_lines
from dancu.declarations.domain.rules import Refusal
from dancu.declarations.register import day, find, in_sight, own, successors
from dancu.declarations.settling import settled
from dancu.declarations.whereabouts import may_be_in
from dancu.kernel.errors import Invalid
from dancu.population.commands import NothingToCorrect
from dancu.population.domain.person import Life
from dancu.procedures.residence_correction import rules
from dancu.procedures.residence_correction.application import Application, Case
from dancu.procedures.residence_correction.household import home_at
from dancu.residence.domain.residence import Home
from dancu.residence.domain.rules import UnfitHead, same_line


class NotRegisteredSo(Invalid):
    """This person has no such residence in the register. Choose permanent or temporary residence anew."""

    code = "residence_correction.not_registered_so"


class OtherCommune(Invalid):
    """The residence in the register lies in another commune. Choose the commune again."""

    code = "residence_correction.other_commune"


class MembersMissing(Invalid):
    """Not all members of the household are named. Say what each of them is to the new householder."""

    code = "residence_correction.members_missing"


class NoMember(Invalid):
    """Somebody is named who does not belong to this household. Leave him out."""

    code = "residence_correction.no_member"


def check(application: Application, reading: Reading) -> None:
    """Raise NotInOrder with everything that law or register refuse, by step."""
    known = settled(application, reading)
    checking.refuse((*rules.refusals(application), *checking.of_people(known, reading), *_told(known, reading)))


def _told(application: Application, reading: Reading) -> Iterator[Refusal]:
    """Yield what only a proved filer may be told."""
    filer, person = own(reading), find(application.subject.pin, reading)
    if filer is None or person is None or not in_sight(filer, person.id):
        return
    home = home_at(person.id, application.kind, reading)
    if home is None or (home.household is None and application.case.of_household):
        yield "change", NotRegisteredSo()
    elif not may_be_in(home.residence.unit_id, application.unit_id, day(reading)):
        yield "agency", OtherCommune()
    elif application.case is Case.ADDRESS:
        if not same_line(home.residence.address_line, application.line):
            yield "change", checking.RegisterChanged()
    elif application.case is Case.CIVIL_STATUS:
        lines = civil_lines(application.civil_status, person, reading)
        if lines and not any(line.differs for line in lines):
            yield "change", NothingToCorrect()
    else:
        yield from _of_household(application, home, reading)


def _of_household(application: Application, home: Home, reading: Reading) -> Iterator[Refusal]:
    named = application.present_head
    head = find(named.pin, reading) if named else None
    if head is None or home.household is None or home.household.head != head.id:
        yield "change", checking.RegisterChanged()
        return
    members = {str(member.person.pin) for member in home.members}
    if {mover.pin for mover in application.members} - members:
        yield "members", NoMember()
    if application.case is Case.RELATION:
        return
    gone = [str(head.pin)] if application.case is Case.HEAD_GONE else []
    if application.subject.pin not in {str(each.person.pin) for each in successors(home.members, gone, day(reading))}:
        yield "subject", UnfitHead()
    if missing(application, home):
        yield "members", MembersMissing()


def missing(application: Application, home: Home) -> tuple[str, ...]:
    """Return which living members who stay are not named, so that nobody says what they are to the new householder."""
    named = {mover.pin for mover in application.movers}
    if application.case is Case.HEAD_GONE and application.former:
        named.add(application.former.pin)
    return tuple(
        each.person.name.full
        for each in home.members
        if each.person.life is not Life.DEAD and str(each.person.pin) not in named
    )
