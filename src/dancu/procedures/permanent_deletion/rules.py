"""What the law makes of an application: pure functions, each naming its article.

On which grounds a registration is deleted is in `residence.domain.deletion`.
"""

from datetime import date

from dancu.kernel.working_days import TimeLimit
from dancu.procedures.permanent_deletion import law
from dancu.procedures.permanent_deletion.application import Application
from dancu.residence.domain.residence import EndGround


def time_limit(application: Application, on: date) -> TimeLimit:
    """Art. 24, Decree 58/2026/ND-CP: a registration that was cancelled is struck off at once, as far as days can be."""
    limits = law.LIMITS.on(on)
    return limits[-1] if application.ground is EndGround.CANCELLED else limits[0]
