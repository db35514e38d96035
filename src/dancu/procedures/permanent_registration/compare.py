"""The declaration beside the population and residence registers, for the officer who receives it."""

from collections.abc import Sequence

from dancu.casework.procedures import Reading
from dancu.casework.showing import Comparison, Verdict
from dancu.declarations import compare as declarations
from dancu.declarations import register
from dancu.declarations.domain.declaration import Mover
from dancu.declarations.settling import settled
from dancu.declarations.whereabouts import is_there
from dancu.population.domain.person import PersonRecord
from dancu.procedures.permanent_registration.application import Application
from dancu.procedures.permanent_registration.whereabouts import fits_origin
from dancu.procedures.permanent_registration.words import TEXTS
from dancu.residence import queries as residence
from dancu.residence.domain.residence import HouseholdView


def compare(application: Application, reading: Reading) -> Sequence[Comparison]:
    """Return every declared fact that the register knows, with what stands against reception."""
    application = settled(application, reading)
    home = register.find_home(application, reading)
    rows: list[Comparison] = []
    for mover in application.movers:
        rows += declarations.of_mover(declarations.section_of(mover, application), mover, reading)
        if person := register.find(mover.pin, reading):
            rows.append(_residence(mover, person, application, home, reading))
    rows += declarations.of_new_householder(application, reading)
    rows += declarations.of_head(application, home, reading)
    if application.owner and application.owner.number:
        rows += declarations.of_named("owner", application.owner, reading)
    return rows


def _residence(
    mover: Mover, person: PersonRecord, application: Application, home: HouseholdView | None, reading: Reading
) -> Comparison:
    """Hold the case that was chosen against where the person lives."""
    on = register.day(reading)
    present = residence.find_permanent_residence(person=person.id, on=on, **register.asking(reading))
    reason = ""
    if present and is_there(present, application.place, home, on):
        reason = "already_there"
    elif mover is application.subject and not fits_origin(
        application.origin, present, application.place.unit_id, application.on
    ):
        reason = "origin"
    elif present and declarations.leaves_headless(person, present, application, reading):
        reason = "new_head"
    return Comparison(
        section=declarations.section_of(mover, application),
        label="residence",
        declared=TEXTS(f"cases.{application.case}") if mover is application.subject else "",
        registered=declarations.written(present, reading),
        verdict=Verdict.UNKNOWN if present is None else declarations.verdict_of(not reason),
        # Where people come from decides nothing but the case, which reception can set right with them.
        blocking=reason in {"already_there", "new_head"},
        reason=reason,
    )
