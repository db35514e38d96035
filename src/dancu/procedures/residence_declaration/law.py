"""What the law changed for the declaration of residence information, and since when.

What it changed for all residence procedures is in `declarations.domain.law`.
"""

from dancu.declarations.domain import law
from dancu.kernel.period import Period
from dancu.residence.domain import acts

DAYS = tuple(day for day in law.DAYS if day != law.FEES_OF_75)
"""The days on which a version begins; there is no fee."""

ACTS = (*law.COMMON_ACTS, acts.RESOLUTION_66_7)

REOPENS = law.REOPENS | {law.TWO_LEVELS: ("agency", "request")}
"""Steps whose questions changed: units, and the address in its new unit."""

DOUBTS = {
    "unknown_people": Period(law.RESIDENCE_LAW),
    "number_of_unregistered_birth": Period(law.RESIDENCE_LAW),
    "confirmation": Period(law.RESIDENCE_LAW),
    **law.CONSENT_DOUBTS,
    **law.COMMON_DOUBTS,
}
"""What no source settles, and for which days; the reason is the text `unverified.<key>`."""
