"""What a person wishes: by which ways he is told of what besides his inbox, and when he is not to be disturbed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from dancu.notices.domain import Way


class Kind(StrEnum):
    """What a notice is about; each but the first is a line of a person's choices."""

    ACCOUNT = "account"
    """Codes, links and warnings about the account itself: they go out at once, and nobody can turn them off."""
    DECISION = "decision"
    """What the authority decided or asks for."""
    PROGRESS = "progress"
    """Steps that ask nothing of him."""


CHOSEN_KINDS = (Kind.DECISION, Kind.PROGRESS)
CHOSEN_WAYS = (Way.EMAIL, Way.SMS)
"""The inbox is no matter of choice: everything about a dossier is always there, so that nothing official is missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """The time of day in Viet Nam between which nothing is sent; `since` after `until` reaches over midnight."""

    since: time
    until: time

    def end_after(self, local: datetime) -> datetime | None:
        """Return when the quiet that holds at a local time is over; None where none holds."""
        now = local.time()
        over_midnight = self.since > self.until
        if not ((now >= self.since or now < self.until) if over_midnight else self.since <= now < self.until):
            return None
        end = local.replace(
            hour=self.until.hour, minute=self.until.minute, second=self.until.second, microsecond=self.until.microsecond
        )
        return end if now < self.until else end + timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Everything is wanted by every way and at any time, until somebody says otherwise."""

    refused: Collection[tuple[Kind, Way]] = frozenset()
    quiet: QuietHours | None = None

    def wants(self, kind: Kind, way: Way) -> bool:
        return kind not in CHOSEN_KINDS or (kind, way) not in self.refused

    def quiet_until(self, kind: Kind, local: datetime) -> datetime | None:
        """Return until when a notice of this kind waits; None where it may go out at once."""
        return None if kind is Kind.ACCOUNT or self.quiet is None else self.quiet.end_after(local)
