"""The declaration beside the population and residence registers, for the officer who receives it."""

from collections.abc import Sequence

from dancu.casework.procedures import Reading
from dancu.casework.showing import Comparison, Verdict
from dancu.declarations import compare as declarations
from dancu.declarations import register
from dancu.declarations.domain.temporary import last_day
from dancu.declarations.papers import written
from dancu.declarations.settling import settled
from dancu.declarations.whereabouts import is_there
from dancu.declarations.words import address
from dancu.kernel.errors import DomainError
from dancu.procedures.temporary_extension.application import Application
from dancu.residence.domain import terms
from dancu.residence.domain.residence import Residence


def compare(application: Application, reading: Reading) -> Sequence[Comparison]:
    """Return every declared fact that the register knows, with what stands against reception."""
    application, rows = settled(application, reading), list[Comparison]()
    for mover in application.movers:
        section = declarations.section_of(mover, application)
        rows += declarations.of_mover(section, mover, reading)
        if person := register.find(mover.pin, reading):
            rows += _residence(section, application, register.term_of(person.id, application.on, reading), reading)
    for section, named in (("head", application.head), ("owner", application.owner)):
        if named and named.number:
            rows += declarations.of_named(section, named, reading)
    return rows


def _residence(
    section: str, application: Application, present: Residence | None, reading: Reading
) -> Sequence[Comparison]:
    """Return where somebody lives temporarily, and until when, beside what was declared."""
    there = present is not None and is_there(present, application.place, None, register.day(reading))
    place = Comparison(
        section=section,
        label="temporary",
        declared=address(application.place, application.on),
        registered=declarations.written(present, reading),
        verdict=declarations.verdict_of(there),
        blocking=not there,
        reason="" if there else "not_temporary_here",
    )
    if present is None or present.until is None:
        return (place,)
    expires, reason = last_day(present.until), _why_not(present, application)
    return (
        place,
        Comparison(
            section=section,
            label="expires",
            declared=written(application.expires),
            registered=written(expires),
            verdict=declarations.verdict_of(expires == application.expires) if not reason else Verdict.DIFFERENT,
            blocking=bool(reason),
            reason=reason,
        ),
    )


def _why_not(present: Residence, application: Application) -> str:
    """Return why the present term cannot be extended; empty where it can."""
    assert present.until is not None  # noqa: S101  # the caller saw to it
    try:
        terms.check_renewal(present.until, application.on)
    except DomainError:
        return "outside_renewal"
    return ""
