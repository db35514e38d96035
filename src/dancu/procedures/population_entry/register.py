"""What the registers say of an entry: what stands against it, what it changes, what is deleted with it."""

from collections.abc import Iterator, Sequence

from dancu.casework.procedures import Reading
from dancu.casework.showing import Comparison, Verdict
from dancu.declarations import checking, own_motion, register
from dancu.declarations.civil import civil_lines
from dancu.declarations.domain.own_motion import NotCompetent
from dancu.kernel.errors import DomainError
from dancu.platform import problems
from dancu.population.commands import AlreadyDead, AlreadyLost, NotACitizen, NothingToCorrect
from dancu.population.domain.person import VIETNAM, Life, PersonRecord
from dancu.population.queries import NoSuchPerson
from dancu.procedures.population_entry import rules
from dancu.procedures.population_entry.application import Application, Case
from dancu.procedures.population_entry.words import TEXTS


def check(application: Application, reading: Reading) -> None:
    """Raise NotInOrder, NotCompetent, or what stands in the way."""
    checking.refuse(("change", refusal) for _, refusal in rules.refusals(application))
    if not is_competent(application, reading):
        raise NotCompetent
    person = register.find(application.subject.pin, reading)
    if person is None:
        raise NoSuchPerson
    if refusal := against(application, person, reading):
        raise refusal


def is_competent(application: Application, reading: Reading) -> bool:
    """The authority in charge of where he is registered; of who is registered nowhere, any that has the paper."""
    if application.unit_id is None:
        return True
    on = register.day(reading)
    return own_motion.is_competent(application.agency_id, decided_by=None, unit=application.unit_id, on=on)


def against(application: Application, person: PersonRecord, reading: Reading) -> DomainError | None:
    """Return what the population register speaks against an entry."""
    if application.happened_on and person.born.earliest > application.happened_on:
        return rules.BeforeBirth()
    match application.case:
        case Case.DEATH:
            return AlreadyDead() if person.life is Life.DEAD else None
        case Case.NATIONALITY_LOST if person.nationality_lost_on:
            return AlreadyLost()
        case Case.NATIONALITY_LOST:
            return NotACitizen() if person.nationality != VIETNAM else None
        case Case.CIVIL_STATUS:
            lines = civil_lines(application.civil_status, person, reading)
            return NothingToCorrect() if not any(line.differs for line in lines) else None


def unit_of(person: int, reading: Reading) -> int | None:
    """Return where somebody is registered: permanently, or else temporarily."""
    return next((home.unit_id for home in own_motion.present(person, reading)), None)


def compare(application: Application, reading: Reading) -> Sequence[Comparison]:
    """Return what the register would say beside what it says now, and what would be deleted."""
    person = register.find(application.subject.pin, reading)
    if person is None:
        return ()
    if _is_entered(application, person):
        return (_row("state", TEXTS("comparison.done")),)
    if refusal := against(application, person, reading):
        return (_row("refused", problems.message(refusal), Verdict.DIFFERENT),)
    return (*_changed(application, person, reading), *_deleted(application, person, reading))


def _is_entered(application: Application, person: PersonRecord) -> bool:
    """Tell whether the register says just what was to be entered."""
    entered = {Case.DEATH: person.died_on, Case.NATIONALITY_LOST: person.nationality_lost_on}.get(application.case)
    return entered is not None and entered == application.happened_on


def _changed(application: Application, person: PersonRecord, reading: Reading) -> Iterator[Comparison]:
    for line in civil_lines(application.civil_status, person, reading):
        yield Comparison(
            section="change",
            label=line.label,
            declared=line.declared,
            registered=line.registered,
            verdict=Verdict.DIFFERENT if line.differs else Verdict.SAME,
        )


def _deleted(application: Application, person: PersonRecord, reading: Reading) -> Iterator[Comparison]:
    if application.case.deletes:
        for home in own_motion.present(person.id, reading):
            yield _row("deleted", own_motion.described(home, register.day(reading)))
        yield _row("lasting", TEXTS("comparison.told"))


def _row(label: str, text: str, verdict: Verdict = Verdict.UNKNOWN) -> Comparison:
    return Comparison(section="effect", label=label, declared=text, registered="", verdict=verdict)
