"""What the law makes of a deletion by the authority's own motion: pure functions, each naming its article."""

from collections.abc import Iterator
from datetime import date

from dancu.declarations.domain.deletion import day_refusal
from dancu.kernel.errors import DomainError
from dancu.kernel.working_days import TimeLimit
from dancu.procedures.registration_deletion import law
from dancu.procedures.registration_deletion.application import Application, case_of
from dancu.residence.domain.deletion import MinutesToCome, MinutesTooEarly, check_minutes, grounds_of
from dancu.residence.domain.residence import EndGround, Kind


def grounds(kind: Kind, on: date) -> tuple[EndGround, ...]:
    """Arts. 24.1, 29.1: all grounds but a cancellation, after which the state before stands again by itself."""
    return tuple(each.ground for each in grounds_of(kind, on) if each.ground is not EndGround.CANCELLED)


def cases(on: date) -> tuple[str, ...]:
    return tuple(case_of(kind, ground) for kind in (Kind.PERMANENT, Kind.TEMPORARY) for ground in grounds(kind, on))


def refusals(application: Application) -> Iterator[tuple[str, DomainError]]:
    """Yield what the law refuses, by field."""
    if refusal := day_refusal(application.kind, application.ground, application.happened_on, application.on):
        yield "happened_on", refusal
    try:
        check_minutes(application.happened_on, application.minutes_on, application.on)
    except (MinutesTooEarly, MinutesToCome) as refusal:
        yield "minutes_on", refusal


def time_limit(application: Application, on: date) -> TimeLimit:
    return law.LIMIT
