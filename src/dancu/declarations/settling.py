"""Who is meant by what was declared of him instead of his personal number: an old number, or none at all.

What the register adds is for those who judge a declaration. Its filer is shown, and its papers bear, what was declared.
"""

from dataclasses import fields, replace
from typing import Any, TypeVar

from dancu.casework.domain.filing import Concerned
from dancu.casework.procedures import Reading
from dancu.declarations.domain.declaration import Declaration, Mover, Named
from dancu.declarations.register import asking, find, home_of, household_pins, named_so, represented
from dancu.population import queries as population
from dancu.population.domain.person import KinRole, PersonCard, RecordStatus

D = TypeVar("D", bound=Declaration)


def settled(declaration: D, reading: Reading) -> D:
    """Return a declaration in which everybody bears his personal number whom the register knows without it.

    An old number leads to him as `find` says. Who declared no number at all is found among the subject's children and those
    who share his home, where name, date of birth and sex leave no doubt; everybody else stays as he was declared.
    """
    if all(each.pin for each in (*declaration.movers, *declaration.others)):
        return declaration
    changed = {
        each.name: _settled(getattr(declaration, each.name), declaration, reading) for each in fields(declaration)
    }
    return replace(declaration, **changed)


def _settled(value: Any, declaration: Declaration, reading: Reading) -> Any:
    match value:
        case tuple():
            return tuple(_settled(each, declaration, reading) for each in value)
        case Mover() | Named() if not value.pin and value not in declaration.newcomers:
            found = find(value.old_number, reading) if value.old_number else _known_at_home(value, declaration, reading)
            return replace(value, pin=str(found.pin), found=True) if found else value
        case _:
            return value


def _known_at_home(unnumbered: Mover | Named, declaration: Declaration, reading: Reading) -> PersonCard | None:
    subject = find(declaration.subject.number, reading)
    if subject is None or isinstance(unnumbered, Named):
        return None
    home = home_of(subject.id, reading, declaration.home)
    near = {member.person.id: member.person for member in home.members} if home else {}
    kin = reading.once(("kin", subject.id), lambda: population.list_kin(person=subject.id, **asking(reading)))
    near |= {each.person.id: each.person for each in kin if each.person and each.role is KinRole.CHILD}
    alike = [each for each in near.values() if _is_as_declared(each, unnumbered)]
    return alike[0] if len(alike) == 1 else None


def _is_as_declared(person: PersonCard, mover: Mover) -> bool:
    same = named_so(person, mover.name) and (person.born, person.sex) == (mover.born, mover.sex)
    return same and person.status is RecordStatus.IN_FORCE


def concerned(declaration: Declaration, reading: Reading) -> Concerned:
    """Return the subject, and everybody whom a colleague must not judge."""
    known = settled(declaration, reading)
    subject = known.subject
    return Concerned(
        subject_name=subject.name,
        subject_pin=subject.pin,
        subject_old_number=subject.old_number,
        subject_passport=subject.passport,
        pins=household_pins(known, reading),
        on_behalf_of=represented(known, reading),
    )
