"""Batches and heads: what exactly is hashed and signed.

A row's *leaf* is the SHA-256 of its canonical text without its id, which its place tells (`reading` says how the text is
written). A batch's digest is the SHA-256 of
its record as canonical JSON, in which its leaves stand as one SHA-256 and its predecessor as that one's digest. A head is the
record of a day's last batch, signed, and names the head before it.

Ids are given out in the order of beginning and seen in the order of committing, so a number may be absent when its range is
sealed and come later. A batch writes the absent numbers down; a *gap* among them stays open until every transaction that could
still fill it has ended, and what comes meanwhile is sealed as *late* by a later batch. After that, whatever appears there was
put there by a hand.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

GENESIS = bytes(32)
"""What the first batch and the first head name as the one before them."""
LEAF = 32
FORM = 1
"""Which columns of a row are hashed in which order; a new column is a new form, and sealed batches keep theirs."""
VIET_NAM = timezone(timedelta(hours=7))
_PATIENCE = timedelta(minutes=15)
"""How long a gap is kept open at least: longer than any statement may run between taking its number and its first write."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers without a row, which may still come."""

    first: int
    last: int
    horizon: int
    """The first transaction number that had not been given out when the gap was seen."""
    seen_at: datetime

    def record(self) -> list[Any]:
        """Return it as it is stored and hashed."""
        return [self.first, self.last, self.horizon, instant(self.seen_at)]

    def may_be_filled(self, *, oldest_running: int, next_number: int, at: datetime) -> bool:
        """Tell whether a transaction that could fill it may still run; numbers below the horizon's mean another cluster."""
        if at - self.seen_at < _PATIENCE:
            return True
        return oldest_running < self.horizon <= next_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Rows sealed together: all with ids after `after` up to `until`, but the missing, and those that came late."""

    number: int
    after: int
    until: int
    missing: tuple[tuple[int, int], ...] = ()
    """First and last of each run of absent numbers."""
    late: tuple[int, ...] = ()
    """Ids of earlier ranges."""
    gaps: tuple[Gap, ...] = ()
    """All numbers that may still come, of this range and earlier ones."""
    rows: int
    leaves: bytes
    """Of the late rows, then of the others, in the order of ids."""
    sealed_at: datetime | None
    """None where what is stored cannot be an instant at which something was sealed."""
    previous: bytes
    form: int = FORM
    digest: bytes = field(default=b"")

    @property
    def day(self) -> date | None:
        """The day in Viet Nam on which it was sealed."""
        return self.sealed_at.astimezone(VIET_NAM).date() if self.sealed_at else None

    def computed(self) -> bytes:
        """Return the digest that its record ought to bear."""
        record = {
            "number": self.number,
            "after": self.after,
            "until": self.until,
            "missing": self.missing,
            "late": self.late,
            "gaps": [gap.record() for gap in self.gaps],
            "rows": self.rows,
            "leaves": hashlib.sha256(self.leaves).hexdigest(),
            "sealed_at": instant(self.sealed_at) if self.sealed_at else None,
            "previous": self.previous.hex(),
            "form": self.form,
        }
        return hashlib.sha256(canonical(record)).digest()

    def adds_up(self) -> bool:
        """Tell whether the numbers of its range, its absent and its late ones make as many rows as it has leaves."""
        if not 1 <= self.form <= FORM:
            return False
        absent = sum(last - first + 1 for first, last in self.missing)
        inside = all(self.after < first <= last <= self.until for first, last in self.missing)
        present = self.until - self.after - absent + len(self.late)
        return inside and present * LEAF == self.rows * LEAF == len(self.leaves)

    def ids(self) -> Iterator[int]:
        """Return the ids of its own range, ascending."""
        at = self.after + 1
        for first, last in self.missing:
            yield from range(at, first)
            at = last + 1
        yield from range(at, self.until + 1)

    def leaf(self, place: int) -> bytes:
        return self.leaves[place * LEAF : (place + 1) * LEAF]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last batch of a day, signed; without day or instant where what is stored cannot be one."""

    day: date | None
    batch: int
    digest: bytes
    previous: bytes
    signed_at: datetime | None
    key: str = ""
    signature: bytes = b""

    def record(self) -> dict[str, Any]:
        """Return what is signed, in words."""
        return {
            "what": "dancu audit head",
            "day": self.day.isoformat() if self.day else None,
            "batch": self.batch,
            "digest": self.digest.hex(),
            "previous": self.previous.hex(),
            "signed_at": instant(self.signed_at) if self.signed_at else None,
        }

    def body(self) -> bytes:
        """Return the bytes that are signed."""
        return canonical(self.record())

    def name(self) -> bytes:
        """Return what the next head names it by."""
        return hashlib.sha256(self.body() + self.key.encode() + self.signature).digest()


def leaf(text: str) -> bytes:
    """Return the hash of a row's canonical text."""
    return hashlib.sha256(text.encode()).digest()


def runs(ids: Iterable[int], *, after: int, until: int) -> tuple[tuple[int, int], ...]:
    """Return the runs of numbers after `after` up to `until` that are not among the ascending ids."""
    absent, at = [], after + 1
    for present in ids:
        if at < present:
            absent.append((at, present - 1))
        at = present + 1
    return (*absent, (at, until)) if at <= until else tuple(absent)


def without(gaps: Sequence[Gap], ids: Iterable[int]) -> tuple[Gap, ...]:
    """Return what remains of gaps when some of their numbers have come."""
    came = sorted(ids)
    return tuple(
        Gap(first, last, gap.horizon, gap.seen_at)
        for gap in gaps
        for first, last in runs(
            (each for each in came if gap.first <= each <= gap.last), after=gap.first - 1, until=gap.last
        )
    )


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(record: Any) -> bytes:
    """Return JSON with sorted keys, without spaces, in ASCII."""
    return json.dumps(record, sort_keys=True, separators=(",", ":")).encode()
