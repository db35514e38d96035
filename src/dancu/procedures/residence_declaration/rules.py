"""What the law makes of a declaration: pure functions, each naming its article.

Articles without an act are those of the Residence Law 68/2020/QH14.
"""

from datetime import date

from dancu.kernel.working_days import TimeLimit
from dancu.procedures.residence_declaration.application import Application

LIMIT = TimeLimit.working_days(5)
"""Art. 19, of people whom the population register knows."""


CHECK = TimeLimit.days(30)
"""Art. 19.3: whoever the register does not know is checked first; how the days are counted is unverified."""
COMPLEX = TimeLimit.days(60)
LIMITS = (LIMIT, CHECK, COMPLEX)


def time_limit(application: Application, on: date) -> TimeLimit:
    return CHECK if application.newcomer else LIMIT


def complex_limit(application: Application, on: date) -> TimeLimit:
    """Of people whom the register knows there is nothing that could take longer."""
    return COMPLEX if application.newcomer else LIMIT
