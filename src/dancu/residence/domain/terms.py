"""How long a temporary residence may last, and when it may be extended (Residence Law art. 27)."""

from datetime import date, timedelta

from dancu.kernel.dates import months_after
from dancu.kernel.errors import Conflict, Invalid
from dancu.kernel.period import Period
from dancu.residence.domain.residence import EndGround

UNENDED = ("", EndGround.EXTENDED.value, EndGround.EXPIRED.value)
"""What is said of the end of a temporary period that nothing ended before its time."""

SHORTEST = timedelta(days=30)
"""Art. 27.1: temporary residence is for who lives at a place for 30 days or more; a shorter time is a stay (art. 30)."""
LONGEST_MONTHS = 24
"""Art. 27.2: at most two years at a time, extended any number of times."""
RENEWAL = timedelta(days=15)
"""Art. 28.3: within the 15 days before the last day."""


class TermEndsBeforeItBegins(Invalid):
    """The last day must come after the first day. Check both days."""

    code = "residence.term_ends_before_it_begins"


class TermTooShort(Invalid):
    """Temporary residence is registered for 30 days or more. For a shorter time give notice of a stay."""

    code = "residence.term_too_short"


class TermTooLong(Invalid):
    """Temporary residence lasts at most 24 months at a time; it may then be extended. Choose an earlier last day."""

    code = "residence.term_too_long"


class OutsideRenewal(Conflict):
    """A temporary residence is extended within the 15 days before its last day."""

    code = "residence.outside_renewal"


def check_term(since: date, until: date) -> None:
    """Raise TermEndsBeforeItBegins, TermTooShort or TermTooLong for a first registration."""
    check_extension(since, until)
    if until - since < SHORTEST:
        raise TermTooShort


def check_extension(since: date, until: date) -> None:
    """Raise TermEndsBeforeItBegins or TermTooLong; no least time is asked of who lives there already."""
    if until <= since:
        raise TermEndsBeforeItBegins
    if until > months_after(since, LONGEST_MONTHS):
        raise TermTooLong


def renewal(until: date) -> Period:
    """Return the days on which an extension may be asked for: the last day of the term and the 15 before it."""
    return Period(until - timedelta(days=1) - RENEWAL, until)


def ends_in_renewal(on: date) -> Period:
    """Return the days on which those terms end that may be extended on a day: what `renewal` says, turned round."""
    return Period(on + timedelta(days=1), on + RENEWAL + timedelta(days=2))


def check_renewal(until: date, asked_on: date) -> None:
    """Raise OutsideRenewal."""
    if asked_on not in renewal(until):
        raise OutsideRenewal
