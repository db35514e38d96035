"""What the law changed for splitting households, and since when: each fact a table read downwards.

What it changed for all residence procedures is in `declarations.domain.law`.
"""

from dancu.casework.domain.filing import Channel
from dancu.declarations.domain import law
from dancu.kernel.dated import Dated
from dancu.kernel.money import Money
from dancu.kernel.period import Period
from dancu.residence.domain import acts

DAYS = law.DAYS
"""The days on which a version begins."""

FEES = Dated(
    {
        law.RESIDENCE_LAW: law.FEES_OF_THE_GUIDE,
        law.FEES_OF_75: {Channel.PORTAL: Money(5_000), Channel.COUNTER: Money(10_000)},
    }
)
"""For each registration."""

ACTS = (*law.COMMON_ACTS, *law.FEE_ACTS, acts.RESOLUTION_66_7)

DOUBTS = {
    "divorced_who": Period(law.RESIDENCE_LAW),
    "one_remains": Period(law.RESIDENCE_LAW),
    **law.HOUSEHOLDER_DOUBTS,
    **law.FEE_DOUBTS,
    **law.CONSENT_DOUBTS,
    **law.COMMON_DOUBTS,
}
"""What no source settles, and for which days; the reason is the text `unverified.<key>`."""
