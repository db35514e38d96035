"""The declaration beside the population and residence registers, for the officer who receives it."""

from collections.abc import Iterator, Sequence

from dancu.casework.procedures import Reading
from dancu.casework.showing import Comparison, Verdict
from dancu.declarations import compare as declarations
from dancu.declarations import register
from dancu.declarations.civil import civil_lines
from dancu.declarations.settling import settled
from dancu.declarations.whereabouts import may_be_in
from dancu.declarations.words import named, number, relation
from dancu.places.queries import directory
from dancu.population.domain.person import Life, PersonRecord
from dancu.procedures.residence_correction.application import Application, Case, Reason
from dancu.procedures.residence_correction.checking import missing
from dancu.procedures.residence_correction.household import home_at
from dancu.procedures.residence_correction.words import TEXTS
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Home
from dancu.residence.domain.rules import same_line


def compare(application: Application, reading: Reading) -> Sequence[Comparison]:
    """Return every declared fact that the register knows, with what stands against reception."""
    application, rows = settled(application, reading), list[Comparison]()
    for mover in application.movers:
        section = "subject" if mover is application.subject else "members"
        rows += declarations.of_mover(section, mover, reading)
    subject = register.find(application.subject.pin, reading)
    home = home_at(subject.id, application.kind, reading) if subject else None
    rows += [_address(application, home, reading), *_household(application, home, reading)]
    return [*rows, *_civil_status(application, subject, reading)]


def _civil_status(application: Application, person: PersonRecord | None, reading: Reading) -> Iterator[Comparison]:
    """Yield each fact that is to be corrected beside what the register says of it."""
    lines = civil_lines(application.civil_status, person, reading)
    idle = bool(lines) and person is not None and not any(line.differs for line in lines)
    for line in lines:
        yield Comparison(
            section="change",
            label=line.label,
            declared=line.declared,
            registered=line.registered,
            verdict=Verdict.DIFFERENT if line.differs else Verdict.SAME,
            blocking=idle,
            reason="nothing_to_correct" if idle else "",
        )


def _address(application: Application, home: Home | None, reading: Reading) -> Comparison:
    """Return where the subject is registered beside where he says he is."""
    on = register.day(reading)
    here = home is not None and may_be_in(home.residence.unit_id, application.unit_id, on)
    if application.case is Case.ADDRESS:
        here = here and home is not None and same_line(home.residence.address_line, application.line)
    return Comparison(
        section="change",
        label=application.kind.value,
        declared=directory().address_today(application.unit_id, application.line, on),
        registered=declarations.written(home.residence if home else None, reading),
        verdict=declarations.verdict_of(here),
        blocking=not here,
        reason="" if here else "not_registered_so",
    )


def _household(application: Application, home: Home | None, reading: Reading) -> Iterator[Comparison]:
    head = application.present_head
    if not application.case.of_household or head is None:
        return
    present = next((each for each in home.members if each.relation is Relation.HEAD), None) if home else None
    same = present is not None and str(present.person.pin) == head.pin
    yield Comparison(
        section="change",
        label="head",
        declared=named(head),
        registered=f"{present.person.name.full} – {number(present.person.pin)}" if present else "",
        verdict=declarations.verdict_of(same),
        blocking=not same,
        reason="" if same else "other_head",
    )
    if application.reason is Reason.DIED:
        dead = present is not None and present.person.life is Life.DEAD
        yield Comparison(
            section="change",
            label="reason",
            declared=TEXTS(f"steps.change.reason.choices.{application.reason}"),
            registered=TEXTS("comparison.dead") if dead else "",
            verdict=declarations.verdict_of(True if dead else None),
        )
    if application.case is Case.RELATION:
        lives = home.residence if home else None
        yield Comparison(
            section="change",
            label="relation",
            declared=relation(application.subject.relation),
            registered=relation(lives.relation) if lives and lives.relation else "",
            verdict=Verdict.UNKNOWN,
        )
    elif home and (left_out := missing(application, home)):
        yield Comparison(
            section="members",
            label="left_out",
            declared="",
            registered=", ".join(left_out),
            verdict=Verdict.DIFFERENT,
            blocking=True,
            reason="members_missing",
        )
