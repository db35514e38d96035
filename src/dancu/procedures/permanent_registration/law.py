"""What the law changed for permanent registration, and since when: each fact a table read downwards.

What it changed for all residence procedures is in `declarations.domain.law`. Facts that are in neither have held since the
Residence Law 68/2020/QH14 itself.
"""

from datetime import date

from dancu.casework.domain.filing import Channel
from dancu.declarations.domain import law
from dancu.declarations.domain.registration import Entry
from dancu.kernel.dated import Dated
from dancu.kernel.money import Money
from dancu.kernel.period import Period
from dancu.procedures.permanent_registration.application import Origin
from dancu.residence.domain import acts

DAYS = law.DAYS
"""The days on which a version begins."""

FEES = Dated(
    {
        law.RESIDENCE_LAW: law.FEES_OF_THE_GUIDE,
        law.FEES_OF_75: {Channel.PORTAL: Money(10_000), Channel.COUNTER: Money(20_000)},
    }
)
"""For each registration, however many people it holds."""

ORIGINS = Dated(
    {
        law.RESIDENCE_LAW: (
            Origin.SAME_COMMUNE,
            Origin.SAME_DISTRICT,
            Origin.OTHER_DISTRICT,
            Origin.OTHER_PROVINCE,
            Origin.ABROAD,
            Origin.NEWBORN,
        ),
        law.TWO_LEVELS: (
            Origin.SAME_COMMUNE,
            Origin.SAME_PROVINCE,
            Origin.OTHER_PROVINCE,
            Origin.ABROAD,
            Origin.NEWBORN,
        ),
    }
)
"""Where people can come from; cases name the district while there are districts."""

ACTS = (*law.COMMON_ACTS, *law.FEE_ACTS, acts.RESOLUTION_66_7)

DOUBTS = {
    "floor_area": Period(law.RESIDENCE_LAW),
    "barracks": Period(law.RESIDENCE_LAW),
    **law.HOUSEHOLDER_DOUBTS,
    **law.FEE_DOUBTS,
    **law.CONSENT_DOUBTS,
    **law.COMMON_DOUBTS,
}
"""What no source settles, and for which days; the reason is the text `unverified.<key>`."""


def cases(on: date) -> tuple[str, ...]:
    """Return the cases of a day: where people come from, and into which household."""
    return tuple(
        f"{origin}_{entry}"
        for origin in ORIGINS.on(on)
        for entry in (Entry.NEW, Entry.JOIN)
        # A child cannot make a household alone.
        if (origin, entry) != (Origin.NEWBORN, Entry.NEW)
    )
