"""What the law changed for the declaration of absence, and since when: each fact a table read downwards.

What it changed for all residence procedures is in `declarations.domain.law`; who declares which absence is in
`residence.domain.absence`.
"""

from dancu.declarations.domain import law
from dancu.kernel.period import Period
from dancu.residence.domain import acts

DAYS = tuple(day for day in law.DAYS if day != law.FEES_OF_75)
"""The days on which a version begins; there is no fee."""

ACTS = (*law.COMMON_ACTS, acts.RESOLUTION_66_7)

REOPENS = law.REOPENS | {law.TWO_LEVELS: ("agency", "absence", "request")}
"""Steps whose questions changed: without districts the place of destination is chosen again."""

DOUBTS = {
    "agency": Period(law.RESIDENCE_LAW),
    "complex_cases": Period(law.RESIDENCE_LAW),
    "result_notice": Period(law.RESIDENCE_LAW),
    "unit_left": Period(law.TWO_LEVELS),
    "article_31": Period(law.CIRCULAR_116),
    "layout_of_ct03": Period(law.RESIDENCE_LAW),
    **{key: held for key, held in law.COMMON_DOUBTS.items() if key not in {"attached_ct01", "layout_of_ct08"}},
}
"""What no source settles, and for which days; the reason is the text `unverified.<key>`."""
