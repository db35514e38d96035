"""What the law makes of an application: pure functions, each naming its article.

On which grounds a registration is deleted is in `residence.domain.deletion`.
"""

from datetime import date

from dancu.kernel.working_days import TimeLimit
from dancu.procedures.temporary_deletion import law
from dancu.procedures.temporary_deletion.application import Application


def time_limit(application: Application, on: date) -> TimeLimit:
    """Art. 29, Decree 58/2026/ND-CP: what a citizen declares takes a day more since then."""
    return law.LIMITS.on(on)[0]
