"""What the law changed for entries of the authority's own motion, and since when."""

from dancu.declarations.domain import law
from dancu.kernel.period import Period
from dancu.kernel.working_days import TimeLimit
from dancu.residence.domain import acts
from dancu.residence.domain.deletion import AUTOMATIC_SINCE

DAYS = (AUTOMATIC_SINCE, law.CIRCULAR_116)
"""From which day a version holds: before Decree 58/2026/NĐ-CP people declared what is deleted."""

ACTS = (
    acts.RESIDENCE_LAW,
    acts.DECREE_58,
    acts.LAW_118,
    acts.CIRCULAR_55,
    acts.CIRCULAR_56,
    acts.CIRCULAR_66,
    acts.CIRCULAR_116,
)

LIMIT = TimeLimit.working_days(1)
"""Of a deletion on arts. 24.1 a, đ and 29.1 a, d (Decree 58/2026/NĐ-CP)."""

DOUBTS = {
    "civil_status": Period(AUTOMATIC_SINCE),
    "letter": Period(AUTOMATIC_SINCE),
    "time_limit": Period(AUTOMATIC_SINCE),
    **law.RETENTION_DOUBTS,
}
"""What no source settles, and for which days; the reason is the text `unverified.<key>`."""
