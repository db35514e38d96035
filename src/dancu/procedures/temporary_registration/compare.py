"""The declaration beside the population and residence registers, for the officer who receives it."""

from collections.abc import Iterator, Sequence

from dancu.casework.procedures import Reading
from dancu.casework.showing import Comparison, Verdict
from dancu.declarations import compare as declarations
from dancu.declarations import register
from dancu.declarations.settling import settled
from dancu.declarations.whereabouts import is_there, within
from dancu.procedures.temporary_registration.application import Application
from dancu.residence.domain.residence import HouseholdView


def compare(application: Application, reading: Reading) -> Sequence[Comparison]:
    """Return every declared fact that the register knows, with what stands against reception."""
    application = settled(application, reading)
    home = register.find_home(application, reading)
    rows: list[Comparison] = []
    for mover in application.movers:
        section = declarations.section_of(mover, application)
        rows += declarations.of_mover(section, mover, reading)
        if person := register.find(mover.pin, reading):
            rows += _residences(section, person.id, application, home, reading)
    rows += declarations.of_new_householder(application, reading)
    rows += declarations.of_head(application, home, reading)
    if application.owner and application.owner.number:
        rows += declarations.of_named("owner", application.owner, reading)
    return rows


def _residences(
    section: str, person: int, application: Application, home: HouseholdView | None, reading: Reading
) -> Iterator[Comparison]:
    """Yield where somebody is registered, with what stands against registering him here."""
    on, place = register.day(reading), application.place
    permanent, temporary = register.permanent_of(person, reading), register.temporary_of(person, reading)
    near = within(permanent, place.unit_id, on)
    there = temporary is not None and is_there(temporary, place, home, on)
    for label, present, stands, reason in (
        ("permanent", permanent, near, "own_commune"),
        ("temporary", temporary, there, "already_there"),
    ):
        yield Comparison(
            section=section,
            label=label,
            declared="",
            registered=declarations.written(present, reading),
            verdict=Verdict.UNKNOWN if present is None else declarations.verdict_of(not stands),
            blocking=stands,
            reason=reason if stands else "",
        )
