"""What the law changed for the deletion of temporary registration, and since when: each fact a table read downwards.

What it changed for all residence procedures is in `declarations.domain.law`, the grounds are in `residence.domain.deletion`.
"""

from dancu.declarations.domain import law
from dancu.kernel.dated import Dated
from dancu.kernel.period import Period
from dancu.kernel.working_days import TimeLimit

DAYS = tuple(day for day in law.DAYS if day != law.FEES_OF_75)
"""The days on which a version begins; there is no fee."""

ACTS = law.COMMON_ACTS

LIMITS = Dated(
    {
        law.RESIDENCE_LAW: (TimeLimit.working_days(2),),
        law.DECREE_58: (TimeLimit.working_days(3),),
    }
)
"""Since Decree 58/2026/ND-CP three days where it is declared; by its own motion the authority has one."""

DOUBTS = {
    "proof_of_absence": Period(law.RESIDENCE_LAW),
    "besides_automatic": Period(law.DECREE_58),
    **law.HOUSEHOLDER_DOUBTS,
    **{key: held for key, held in law.COMMON_DOUBTS.items() if key != "resolution_66_7"},
}
"""What no source settles, and for which days; the reason is the text `unverified.<key>`."""
