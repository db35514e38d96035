"""What stands against filing the declaration: everything that law or register refuse, by step."""

from collections.abc import Iterator

from dancu.casework.procedures import Reading
from dancu.declarations import checking
from dancu.declarations.domain import rules
from dancu.declarations.domain.rules import Refusal
from dancu.declarations.register import find, in_sight, own, permanent_of, temporary_of
from dancu.declarations.settling import settled
from dancu.kernel.errors import Invalid
from dancu.procedures.residence_declaration.application import Application


class RegisteredAlready(Invalid):
    """Somebody is registered permanently or temporarily already. Only who can be registered in neither way declares here."""

    code = "residence_declaration.registered_already"


def check(application: Application, reading: Reading) -> None:
    """Raise NotInOrder with everything that law or register refuse, by step."""
    known = settled(application, reading)
    checking.refuse((*rules.of_people(application), *checking.of_people(known, reading), *_told(known, reading)))


def _told(application: Application, reading: Reading) -> Iterator[Refusal]:
    """Yield what only a proved filer may be told."""
    filer = own(reading)
    if filer is None:
        return
    for mover in application.movers:
        person = find(mover.pin, reading)
        if person is None or not in_sight(filer, person.id):
            continue
        if permanent_of(person.id, reading) or temporary_of(person.id, reading):
            yield ("subject" if mover is application.subject else "members"), RegisteredAlready()
