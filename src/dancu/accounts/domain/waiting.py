"""How long the next attempt must wait after so many: a few are free, then the wait doubles up to a cap.

The cap is what keeps an attacker from shutting the owner out for good, and forgetting is what ends the matter.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    name: str
    free: int
    """Attempts that cost no wait."""
    first: timedelta
    """Wait after the first attempt that is not free; it doubles from there."""
    longest: timedelta
    forget_after: timedelta
    """Without an attempt for this long, counting starts anew."""


@dataclass(frozen=True, slots=True)
class Count:
    """Attempts so far, the last one, and the instant from which another may be made."""

    attempts: int
    last_at: datetime
    free_at: datetime


def wait_after(attempts: int, policy: Policy) -> timedelta:
    """Return the wait that follows the attempt with this number (from 1)."""
    beyond = attempts - policy.free
    if beyond < 0:
        return timedelta(0)
    # 2 ** 30 seconds is longer than any cap, and an exponent without a bound would overflow.
    return min(policy.first * (1 << min(beyond, 30)), policy.longest)


def next_count(count: Count | None, *, at: datetime, policy: Policy) -> Count | None:
    """Count one more attempt made at an instant; None where it must still wait."""
    if count is None or at - count.last_at >= policy.forget_after:
        attempts = 1
    elif at < count.free_at:
        return None
    else:
        attempts = count.attempts + 1
    return Count(attempts, at, at + wait_after(attempts, policy))


_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)

SIGN_IN = Policy(name="sign-in", free=5, first=timedelta(seconds=30), longest=15 * _MINUTE, forget_after=_DAY)
SIGN_IN_KNOWN_DEVICE = Policy(
    name="sign-in-device", free=10, first=timedelta(seconds=15), longest=5 * _MINUTE, forget_after=_DAY
)
# Offices and mobile networks put many people behind one address, so a source may fail far more often than an account.
SIGN_IN_SOURCE = Policy(name="sign-in-source", free=60, first=_MINUTE, longest=_HOUR, forget_after=_DAY)
SECOND_FACTOR = Policy(
    name="second-factor", free=5, first=timedelta(seconds=30), longest=15 * _MINUTE, forget_after=_DAY
)
REGISTER_SOURCE = Policy(name="register-source", free=30, first=_MINUTE, longest=_HOUR, forget_after=_HOUR)
MAIL_TO_ADDRESS = Policy(name="mail", free=8, first=5 * _MINUTE, longest=_HOUR, forget_after=_DAY)
RESET_SOURCE = Policy(name="reset-source", free=20, first=_MINUTE, longest=_HOUR, forget_after=_HOUR)
RESET_ACCOUNT = Policy(name="reset", free=3, first=5 * _MINUTE, longest=_HOUR, forget_after=_DAY)
# Nobody signs in to check a paper; a desk that checks a queue of them is not held up, a machine that tries codes is.
CHECK_PAPER_SOURCE = Policy(name="check-paper-source", free=60, first=_MINUTE, longest=_HOUR, forget_after=_HOUR)
