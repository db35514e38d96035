"""What the registers say of a deletion: what stands against it, and what it would come to."""

from collections.abc import Sequence
from dataclasses import replace

from dancu.casework.procedures import Reading
from dancu.casework.showing import Comparison, Verdict
from dancu.declarations import checking, own_motion, register
from dancu.declarations.domain.own_motion import NotCompetent
from dancu.kernel.errors import DomainError
from dancu.platform import problems
from dancu.population import queries as population
from dancu.procedures.registration_deletion import rules
from dancu.procedures.registration_deletion.application import Application
from dancu.procedures.registration_deletion.words import TEXTS
from dancu.residence import commands
from dancu.residence.domain.residence import Deleted


def check(application: Application, reading: Reading) -> None:
    """Raise NotInOrder, NotCompetent, or what stands in the way."""
    checking.refuse(("registration", refusal) for _, refusal in rules.refusals(application))
    if not is_competent(application, reading):
        raise NotCompetent
    rehearsed(application, reading)


def is_competent(application: Application, reading: Reading) -> bool:
    """Arts. 24.2, 29.2: the authority in charge of the place."""
    on = register.day(reading)
    return own_motion.is_competent(application.agency_id, decided_by=None, unit=application.unit_id, on=on)


def rehearsed(application: Application, reading: Reading) -> Deleted:
    """Return what a deletion would do; raises what stands in its way."""
    people = people_of(application, reading)
    return commands.rehearse_deleting(
        kind=application.kind,
        people=people,
        ground=application.ground,
        minutes=application.minutes,
        new_heads=new_heads(application, people, reading),
        by=reading.by,
        at=reading.at,
    )


def people_of(application: Application, reading: Reading) -> list[int]:
    """Return whose registration is deleted; raises NoSuchPerson."""
    return [_person(each.pin, reading) for each in application.people]


def new_heads(application: Application, people: Sequence[int], reading: Reading) -> dict[int, int]:
    """Return the named successor for the household that is left by its head."""
    home = register.home_of(people[0], reading, application.kind)
    if application.new_head is None or home is None or home.household is None:
        return {}
    leaves = home.household.head in people
    return {home.household.id: _person(application.new_head.pin, reading)} if leaves else {}


def compare(application: Application, reading: Reading) -> Sequence[Comparison]:
    """Return what would end, and what cannot be undone."""
    on = register.day(reading)
    person = register.find(application.subject.pin, reading)
    home = register.home_of(person.id, reading, application.kind) if person else None
    if home is None:
        return (_row("state", TEXTS("comparison.done")),)
    try:
        done = rehearsed(application, reading)
    except DomainError as refusal:
        return (replace(_row("refused", problems.message(refusal)), verdict=Verdict.DIFFERENT),)
    names = {member.person.id: member.person.name.full for member in home.members}
    return (
        *(
            _row("ended", ", ".join(filter(None, (names.get(each.person), own_motion.described(each, on)))))
            for each in done.former
        ),
        _row("lasting", TEXTS("comparison.cannot_be_undone")),
    )


def _row(label: str, text: str) -> Comparison:
    return Comparison(section="effect", label=label, declared=text, registered="", verdict=Verdict.UNKNOWN)


def _person(pin: str, reading: Reading) -> int:
    found = register.find(pin, reading)
    if found is None:
        raise population.NoSuchPerson
    return found.id
