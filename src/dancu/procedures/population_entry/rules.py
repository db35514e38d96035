"""What the law makes of an entry of the authority's own motion: pure functions."""

from collections.abc import Iterator
from datetime import date

from dancu.declarations.domain.civil_status import civil_refusals, day_refusal
from dancu.declarations.domain.deletion import NotYetHappened
from dancu.kernel.errors import DomainError, Invalid
from dancu.kernel.working_days import TimeLimit
from dancu.procedures.population_entry import law
from dancu.procedures.population_entry.application import Application


class ProvedTooEarly(Invalid):
    """The paper is older than what it proves. Check both days."""

    code = "population_entry.proved_too_early"


class BeforeBirth(Invalid):
    """This day is before the day of birth. Check it."""

    code = "population_entry.before_birth"


def refusals(application: Application) -> Iterator[tuple[str, DomainError]]:
    """Yield what cannot be, by field."""
    happened_on = application.happened_on
    if happened_on and happened_on > application.on:
        yield "happened_on", NotYetHappened()
    elif happened_on and happened_on > application.registered_on:
        yield "registered_on", ProvedTooEarly()
    elif refusal := day_refusal(application.registered_on, application.on):
        yield "registered_on", refusal
    if application.civil_status:
        yield from (("case", each) for each in civil_refusals(application.civil_status, application.on))


def time_limit(application: Application, on: date) -> TimeLimit:
    return law.LIMIT
