"""Count attempts, and make the next one wait.

An attempt is counted before its secret is looked at, in a transaction of its own: a hundred guesses sent at once count as a
hundred, and a refusal that rolls its own work back still has been counted.
"""

import math
from datetime import datetime

from django.db import transaction

from dancu.accounts import tokens
from dancu.accounts.domain.waiting import Count, Policy, next_count
from dancu.accounts.models import Tally
from dancu.kernel.errors import Denied
from dancu.platform import metrics


class MustWait(Denied):
    """There were too many attempts. Please wait {minutes} min and try again."""

    code = "accounts.must_wait"
    status = 429

    def __init__(self, seconds: float) -> None:
        super().__init__(minutes=math.ceil(seconds / 60))
        self.retry_after = math.ceil(seconds)


@transaction.atomic
def take(policy: Policy, *subject: object, at: datetime) -> None:
    """Count an attempt of `subject` under a policy; raises MustWait where it comes too early.

    An unknown part of a subject, such as the source of a job, counts nobody.
    """
    if not all(str(part) for part in subject):
        return
    row = _locked(_key(policy, subject), at)
    before = Count(row.attempts, row.last_at, row.free_at) if row.attempts else None
    count = next_count(before, at=at, policy=policy)
    if count is None:
        metrics.rate_limited(policy.name)
        raise MustWait((row.free_at - at).total_seconds())
    row.attempts, row.last_at, row.free_at = count.attempts, count.last_at, count.free_at
    row.save()


def forget(policy: Policy, *subject: object) -> None:
    """Begin counting anew: the attempts led to success."""
    Tally.objects.filter(key=_key(policy, subject)).delete()


@transaction.atomic
def give_back(policy: Policy, *subject: object, at: datetime) -> None:
    """Take one successful attempt out of a count that others share."""
    row = Tally.objects.select_for_update().filter(key=_key(policy, subject)).first()
    if row is not None and row.attempts:
        row.attempts, row.free_at = row.attempts - 1, at
        row.save(update_fields=["attempts", "free_at"])


def _key(policy: Policy, subject: tuple[object, ...]) -> str:
    return tokens.keyed("tally", policy.name, *subject)


def _locked(key: str, at: datetime) -> Tally:
    while True:
        Tally.objects.bulk_create([Tally(key=key, attempts=0, last_at=at, free_at=at)], ignore_conflicts=True)
        row = Tally.objects.select_for_update().filter(pk=key).first()
        if row is not None:
            return row
        # Somebody's success has just taken the count away: begin it anew.
