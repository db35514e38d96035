"""What the law changed for the cancellation of a registration, and since when."""

from dancu.declarations.domain import law
from dancu.kernel.period import Period
from dancu.kernel.working_days import TimeLimit
from dancu.residence.domain import acts

DAYS = (law.RESIDENCE_LAW, law.FORMS_OF_66, law.CIRCULAR_116)
"""The days on which a version begins: the forms changed."""

ACTS = (acts.RESIDENCE_LAW, acts.LAW_118, acts.CIRCULAR_55, acts.CIRCULAR_56, acts.CIRCULAR_66, acts.CIRCULAR_116)

LIMIT = TimeLimit.working_days(5)
"""A target of ours: the law names only the day within which a decision is entered, and here it is entered at once."""

DOUBTS = {
    "time_limit": Period(law.RESIDENCE_LAW),
    "layout_of_ct09": Period(law.RESIDENCE_LAW),
    **law.RETENTION_DOUBTS,
}
"""What no source settles, and for which days; the reason is the text `unverified.<key>`."""
