"""What stands against filing an extension: everything that law or register refuses, by step."""

from collections.abc import Iterator

from dancu.casework.procedures import Reading
from dancu.declarations import checking
from dancu.declarations.domain.rules import Refusal
from dancu.declarations.domain.temporary import last_day
from dancu.declarations.register import day, find, in_sight, own, term_of
from dancu.declarations.settling import settled
from dancu.declarations.whereabouts import is_there, within
from dancu.kernel.errors import Invalid
from dancu.procedures.temporary_extension import rules
from dancu.procedures.temporary_extension.application import Application


class NotTemporaryHere(Invalid):
    """Somebody has no temporary residence at this address. Register it anew, or check the address."""

    code = "temporary_extension.not_temporary_here"


class OtherCommune(Invalid):
    """The temporary residence in the register lies in another commune. Choose the commune again."""

    code = "temporary_extension.other_commune"


def check(application: Application, reading: Reading) -> None:
    """Raise NotInOrder with everything that law or register refuse, by step."""
    known = settled(application, reading)
    checking.refuse((*rules.refusals(application), *checking.of_people(known, reading), *_told(known, reading)))


def _told(application: Application, reading: Reading) -> Iterator[Refusal]:
    """Yield what only a proved filer may be told."""
    filer, on = own(reading), day(reading)
    if filer is None:
        return
    for mover in application.movers:
        person = find(mover.pin, reading)
        if person is None or not in_sight(filer, person.id):
            continue
        step = "place" if mover is application.subject else "members"
        present = term_of(person.id, application.on, reading)
        if present is not None and not within(present, application.place.unit_id, on):
            yield "agency", OtherCommune()
        elif present is None or present.until is None or not is_there(present, application.place, None, on):
            yield step, NotTemporaryHere()
        elif refusal := rules.term_refusal(last_day(present.until), application.until, application.on):
            yield step, refusal
        elif mover is application.subject and last_day(present.until) != application.expires:
            yield step, checking.RegisterChanged()
