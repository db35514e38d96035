"""The declaration beside the population and residence registers, for the officer who receives it."""

from collections.abc import Iterator, Sequence

from dancu.casework.procedures import Reading
from dancu.casework.showing import Comparison, Verdict
from dancu.declarations import compare as declarations
from dancu.declarations import register
from dancu.declarations.settling import settled
from dancu.declarations.words import number, sex
from dancu.procedures.residence_declaration import newcomers
from dancu.procedures.residence_declaration.application import Application


def compare(application: Application, reading: Reading) -> Sequence[Comparison]:
    """Return every declared fact that the register knows, with what stands against reception."""
    application, rows = settled(application, reading), list[Comparison]()
    for mover in application.movers:
        section = "subject" if mover is application.subject else "members"
        if mover in application.newcomers:
            rows += _newcomer(section, application, reading)
            continue
        rows += declarations.of_mover(section, mover, reading)
        if person := register.find(mover.pin, reading):
            rows += _registrations(section, person.id, reading)
    return rows


def _registrations(section: str, person: int, reading: Reading) -> Iterator[Comparison]:
    """Yield where somebody is registered, which is nowhere for whom art. 19 is."""
    permanent, temporary = register.permanent_of(person, reading), register.temporary_of(person, reading)
    for label, present in (("permanent", permanent), ("temporary", temporary)):
        yield Comparison(
            section=section,
            label=label,
            declared="",
            registered=declarations.written(present, reading),
            verdict=Verdict.DIFFERENT if present else Verdict.SAME,
            blocking=present is not None,
            reason="registered_already" if present else "",
        )


def _newcomer(section: str, application: Application, reading: Reading) -> Iterator[Comparison]:
    """Yield who in the register may be somebody who is said not to be in it."""
    subject = application.subject
    declared = f"{subject.name} – {subject.born}"
    found, numbered = newcomers.likely(application, reading), register.find(subject.old_number, reading)
    for card in found:
        same = newcomers.is_he(card, application)
        # Of name, birth date and sex alone many are alike; with the old number it is he.
        certain = same and numbered is not None and numbered.id == card.id
        yield Comparison(
            section=section,
            label="likely",
            declared=declared,
            registered=f"{card.name.full} – {card.born} – {sex(card.sex)} – {number(card.pin)}",
            verdict=Verdict.SAME if same else Verdict.EQUIVALENT,
            blocking=certain,
            reason="in_register" if certain else "",
        )
    if not found:
        yield Comparison(section=section, label="likely", declared=declared, registered="", verdict=Verdict.UNKNOWN)
