"""The declaration beside the population and residence registers, for the officer who receives it."""

from collections.abc import Iterator, Sequence

from dancu.casework.procedures import Reading
from dancu.casework.showing import Comparison
from dancu.declarations import compare as declarations
from dancu.declarations import register
from dancu.declarations.papers import written
from dancu.declarations.settling import settled
from dancu.procedures.temporary_absence import words
from dancu.procedures.temporary_absence.application import Application
from dancu.procedures.temporary_absence.checking import homes_of, is_in_charge, is_within, overlaps


def compare(application: Application, reading: Reading) -> Sequence[Comparison]:
    """Return every declared fact that the register knows, with what stands against reception."""
    application = settled(application, reading)
    rows = [*declarations.of_mover("subject", application.subject, reading)]
    if person := register.find(application.subject.pin, reading):
        rows += [*_homes(application, person.id, reading), *_absence(application, person.id, reading)]
    return rows


def _homes(application: Application, person: int, reading: Reading) -> Iterator[Comparison]:
    """Yield where somebody is registered, with what stands against his declaring here that he goes there."""
    homes = homes_of(person, reading)
    if not homes:
        yield _row("permanent", "", "", "nowhere_registered")
    elif not any(is_in_charge(application, home, reading) for home in homes):
        yield _row("permanent", "", declarations.written(homes[0], reading), "not_lived_in")
    for home in homes:
        reason = "absent_within" if is_within(application, home, reading) else ""
        going = words.destination(application, application.on)
        yield _row(home.kind, going if reason else "", declarations.written(home, reading), reason)


def _absence(application: Application, person: int, reading: Reading) -> Iterator[Comparison]:
    known = overlaps(application, person, reading)
    if known:
        declared = f"{written(application.since)} – {written(application.until)}"
        yield _row("absence", declared, f"{written(known.since)} – {written(known.until)}", "already_absent")


def _row(label: str, declared: str, registered: str, reason: str) -> Comparison:
    return Comparison(
        section="subject",
        label=label,
        declared=declared,
        registered=registered,
        verdict=declarations.verdict_of(not reason),
        blocking=bool(reason),
        reason=reason,
    )
