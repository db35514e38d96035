"""What the law makes of a declaration: pure functions, each naming its article.

Articles without an act are those of the Residence Law 68/2020/QH14.
"""

from datetime import date

from dancu.kernel.working_days import TimeLimit
from dancu.procedures.residence_declaration.application import Application

LIMIT = TimeLimit.working_days(5)
"""Art. 19, of people whom the population register knows."""


def time_limit(application: Application, on: date) -> TimeLimit:
    return LIMIT
