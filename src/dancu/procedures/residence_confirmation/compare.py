"""The request beside the population and residence registers, for the officer who receives it."""

from collections.abc import Sequence

from dancu.casework.procedures import Reading
from dancu.casework.showing import Comparison, Verdict
from dancu.declarations import compare as declarations
from dancu.declarations import register
from dancu.declarations.settling import settled
from dancu.procedures.residence_confirmation.application import Application


def compare(application: Application, reading: Reading) -> Sequence[Comparison]:
    """Return every declared fact that the register knows, with what stands against reception, and what it can confirm."""
    application = settled(application, reading)
    rows = [*declarations.of_mover("subject", application.subject, reading)]
    if person := register.find(application.subject.pin, reading):
        for label, present in (
            ("permanent", register.permanent_of(person.id, reading)),
            ("temporary", register.temporary_of(person.id, reading)),
        ):
            registered = declarations.written(present, reading)
            verdict = Verdict.SAME if present else Verdict.UNKNOWN
            rows.append(Comparison(section="subject", label=label, declared="", registered=registered, verdict=verdict))
    return rows
