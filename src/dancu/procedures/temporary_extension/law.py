"""What the law changed for the extension of temporary residence, and since when.

What it changed for all residence procedures is in `declarations.domain.law`, fees are in `declarations.domain.temporary`.
"""

from dancu.declarations.domain import law
from dancu.kernel.period import Period
from dancu.residence.domain import acts

DAYS = law.DAYS
"""The days on which a version begins."""

ACTS = (*law.COMMON_ACTS, *law.FEE_ACTS, acts.RESOLUTION_66_7)

DOUBTS = {
    "barracks": Period(law.RESIDENCE_LAW),
    "renewal_window": Period(law.RESIDENCE_LAW),
    **law.FEE_DOUBTS,
    **law.CONSENT_DOUBTS,
    **law.COMMON_DOUBTS,
}
"""What no source settles, and for which days; the reason is the text `unverified.<key>`."""
