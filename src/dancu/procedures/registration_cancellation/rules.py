"""What the law makes of a cancellation: pure functions, each naming its article."""

from datetime import date

from dancu.kernel.working_days import TimeLimit
from dancu.procedures.registration_cancellation import law
from dancu.procedures.registration_cancellation.application import Application


def time_limit(application: Application, on: date) -> TimeLimit:
    """Art. 35 names none for the decision itself."""
    return law.LIMIT
