"""What the law makes of a request for confirmation: pure functions, each naming its article."""

from collections.abc import Iterator
from datetime import date, timedelta

from dancu.declarations.domain import rules
from dancu.declarations.domain.rules import Refusal
from dancu.kernel.dates import months_after
from dancu.kernel.errors import Invalid
from dancu.kernel.working_days import TimeLimit
from dancu.procedures.residence_confirmation import law
from dancu.procedures.residence_confirmation.application import Application

KNOWN, TO_BE_CHECKED = TimeLimit.working_days(1), TimeLimit.working_days(3)
"""Circular 55/2021/TT-BCA art. 17.3: by whether the databases hold it already."""


class NotProved(Invalid):
    """Where people live is told only to who has proved who he is. Have your account confirmed first, or ask at a counter."""

    code = "residence_confirmation.not_proved"


def refusals(application: Application) -> Iterator[Refusal]:
    """Yield everything in an application that is refused, in the order of the steps.

    The paper tells what the register holds of people, so nobody gets it on a mere claim to be one of them.
    """
    yield from rules.of_people(application)
    if not application.filer.proved:
        yield "subject", NotProved()


def last_day(issued_on: date, *, filed_on: date, registered: bool) -> date:
    """Return the last day on which a confirmation is good, by the law of the day of filing."""
    validity = (law.REGISTERED if registered else law.UNREGISTERED).on(filed_on)
    return months_after(issued_on, validity.months) + timedelta(days=validity.days)


def time_limit(application: Application, on: date) -> TimeLimit:
    """One working day where the databases hold it, three where it has to be checked."""
    return KNOWN if application.known else TO_BE_CHECKED
