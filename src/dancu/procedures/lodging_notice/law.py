"""What the law changed for lodging notices, and since when: each fact a table read downwards.

What it changed for all residence procedures is in `declarations.domain.law`; the hours of a notice and the kinds of place that
give it are in `residence.domain.stays`.
"""

from dancu.declarations.domain import law
from dancu.kernel.dated import Dated
from dancu.kernel.period import Period
from dancu.residence.domain import acts

DAYS = tuple(day for day in law.DAYS if day != law.FEES_OF_75)
"""The days on which a version begins; there is no fee."""

CHANNELS = Dated(
    {
        law.RESIDENCE_LAW: ("counter", "phone", "ministry", "national", "eid"),
        law.CIRCULAR_116: ("counter", "phone", "portal", "national", "eid", "software"),
    }
)
"""How notice can be given (since 2026-07-01 Circular 116/2026/TT-BCA art. 14)."""

ACTS = (*law.COMMON_ACTS, acts.RESOLUTION_66_7)

DOUBTS = {
    "kinds_of_place": Period(law.RESIDENCE_LAW, law.CIRCULAR_116),
    "article_30": Period(law.CIRCULAR_116),
    "ways_of_116": Period(law.CIRCULAR_116),
    "withdrawal": Period(law.RESIDENCE_LAW),
    **{
        key: law.COMMON_DOUBTS[key]
        for key in (
            "district_police",
            "units_before_2025",
            "eid_channel",
            "day_of_66",
            "circular_57",
            "resolution_66_7",
        )
    },
}
"""What no source settles, and for which days; the reason is the text `unverified.<key>`."""
