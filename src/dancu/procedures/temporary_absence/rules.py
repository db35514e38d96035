"""What the law makes of a declaration of absence: pure functions, each naming its article.

Articles without an act are those of the Residence Law 68/2020/QH14.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from dancu.declarations.domain import rules
from dancu.declarations.domain.rules import Refusal
from dancu.kernel.errors import DomainError
from dancu.kernel.working_days import TimeLimit
from dancu.procedures.temporary_absence.application import Application
from dancu.residence.domain.absence import Absence, Category, categories, must_declare
from dancu.residence.domain.terms import TermEndsBeforeItBegins

LIMITS = (TimeLimit.working_days(1), TimeLimit.working_days(2))
"""As the national catalogue has it: one working day, at most two where the case is complex."""


def refusals(application: Application) -> Iterator[Refusal]:
    """Yield everything in an application that the law refuses, in the order of the steps."""
    yield from rules.of_people(application)
    if error := days_refusal(application.since, application.until):
        yield "absence", error


def days_refusal(since: date, until: date) -> DomainError | None:
    """An absence has a first day and a last one, which may be the same."""
    return TermEndsBeforeItBegins() if until < since else None


def day_after(last: date) -> date:
    """Return the end of an absence whose last day this is, as the register keeps it."""
    return last + timedelta(days=1)


def must_be_declared(application: Application) -> bool:
    """Art. 31.1: by who declares and how long he is away; of others than those of a to c, not who has gone abroad."""
    if application.case is Category.OTHER and application.country:
        return False
    return must_declare(_of(application), application.since, day_after(application.until))


def needs_supervisors_consent(application: Application) -> bool:
    """Art. 31.2: the body that supervises somebody of 31.1 a or b agrees in writing."""
    return _of(application).needs_consent


def _of(application: Application) -> Absence:
    return next(each for each in categories(application.on) if each.category is application.case)


def time_limit(application: Application, on: date) -> TimeLimit:
    """One working day: what makes a case complex is for the authority to say."""
    return LIMITS[0]


def complex_limit(application: Application, on: date) -> TimeLimit:
    """At most two working days where the case is complex."""
    return LIMITS[1]
