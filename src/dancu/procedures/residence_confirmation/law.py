"""What the law changed for confirmations, and since when: each fact a table read downwards.

What it changed for all residence procedures is in `declarations.domain.law`.
"""

from dataclasses import dataclass

from dancu.declarations.domain import law
from dancu.kernel.dated import Dated
from dancu.kernel.period import Period
from dancu.residence.domain import acts

DAYS = tuple(day for day in law.DAYS if day != law.FEES_OF_75)
"""The days on which a version begins; there is no fee."""

ARTICLE = Dated({law.RESIDENCE_LAW: "Circular 55/2021/TT-BCA art. 17", law.CIRCULAR_116: "Circular 116/2026/TT-BCA"})
"""What confirmations rest on; the article of Circular 116/2026/TT-BCA is unverified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """How long a confirmation is good."""

    days: int = 0
    months: int = 0


REGISTERED = Dated({law.RESIDENCE_LAW: Validity(days=30), law.FORMS_OF_66: Validity(months=12)})
"""Of who is registered (Circular 55/2021/TT-BCA art. 17.2; Circular 66/2023/TT-BCA)."""

UNREGISTERED = Dated({law.RESIDENCE_LAW: Validity(months=6), law.FORMS_OF_66: Validity(months=12)})
"""Of people of art. 19.1, who are registered nowhere."""

ACTS = (*law.COMMON_ACTS, acts.RESOLUTION_66_7)

DOUBTS = {
    "layout_of_ct07": Period(law.RESIDENCE_LAW),
    "half_day": Period(law.FORMS_OF_66),
    "validity": Period(law.CIRCULAR_116),
    "article": Period(law.CIRCULAR_116),
    **{key: held for key, held in law.COMMON_DOUBTS.items() if key != "layout_of_ct08"},
}
"""What no source settles, and for which days; the reason is the text `unverified.<key>`."""
