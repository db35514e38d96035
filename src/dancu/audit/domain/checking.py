"""Find what does not fit in rows, batches and heads, and say where."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from dancu.audit.domain.chain import FORM, GENESIS, VIET_NAM, Batch, Gap, Head, leaf

Row = tuple[int, str]
"""Id and canonical text."""
_BEFORE_ALL = -(2**63) - 1
_SEALED_WITHIN = timedelta(hours=1)


class Fault(StrEnum):
    ROW_EDITED = "row edited"
    ROW_MOVED = "row moved"
    ROW_MISSING = "row missing"
    ROW_INSERTED = "row inserted"
    ROWS_UNSEALED = "rows unsealed"
    BATCH_EDITED = "batch edited"
    BATCH_MISSING = "batch missing"
    BATCH_UNLINKED = "batch unlinked"
    HEAD_EDITED = "head edited"
    HEAD_MISSING = "head missing"
    HEAD_DIFFERS = "head differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not fit."""

    fault: Fault
    batch: int | None = None
    to_batch: int | None = None
    """Where a whole run of batches is meant, the last of it."""
    row: int | None = None
    day: date | None = None

    def __str__(self) -> str:
        where = [
            f"{name} {value}"
            for name, value in (
                ("batch", self.batch),
                ("to batch", self.to_batch),
                ("row", self.row),
                ("day", self.day),
            )
            if value is not None
        ]
        return f"{self.fault}: {', '.join(where)}"


class Rows(Protocol):
    """Where rows are read."""

    def between(self, after: int, until: int, form: int) -> Iterable[Row]:
        """Return the rows with ids after `after` up to `until`, ascending."""

    def some(self, ids: Sequence[int], form: int) -> Iterable[Row]:
        """Return the rows with these ids, ascending."""

    def waiting_since(self, after: int, before: datetime) -> int | None:
        """Return the first row after an id that was written before an instant."""


@dataclass(slots=True)
class Check:
    """One walk along the chain; the counts stand when `run` has been exhausted."""

    rows: Rows
    batches: Iterable[Batch]
    heads: Iterable[Head]
    genuine: Callable[[Head], bool]
    """Whether a head's signature is of a key of the house."""
    at: datetime
    kept: Head | None = None
    """A head that somebody took away once."""
    checked_rows: int = 0
    checked_batches: int = 0
    checked_heads: int = 0
    _strays: dict[int, int] = field(default_factory=dict)
    """Rows that stand where their batch has none, with that batch, until a later one claims them."""
    _last_of_day: dict[date, Batch] = field(default_factory=dict)

    def run(self) -> Iterator[Finding]:
        """Return everything that does not fit, in the order of the chain."""
        for identifier, _ in self.rows.between(_BEFORE_ALL, 0, FORM):  # numbers begin with 1
            yield Finding(fault=Fault.ROW_INSERTED, row=identifier)
        last: Batch | None = None
        for batch in self.batches:
            yield from self._link(last, batch)
            if batch.adds_up():
                yield from self._members(batch)
            if batch.day:
                self._last_of_day[batch.day] = batch
            self.checked_batches += 1
            last = batch
        yield from self._left(last)
        yield from self._heads()

    def _link(self, last: Batch | None, batch: Batch) -> Iterator[Finding]:
        expected = last.number + 1 if last else 1
        if batch.number > expected:
            to_batch = batch.number - 1 if batch.number - 1 > expected else None
            yield Finding(fault=Fault.BATCH_MISSING, batch=expected, to_batch=to_batch)
        if batch.digest != batch.computed() or not batch.adds_up():
            yield Finding(fault=Fault.BATCH_EDITED, batch=batch.number)
        before = (last.digest, last.until) if last else (GENESIS, 0)
        if batch.number == expected and (batch.previous, batch.after) != before:
            yield Finding(fault=Fault.BATCH_UNLINKED, batch=batch.number)

    def _members(self, batch: Batch) -> Iterator[Finding]:
        late = dict(self.rows.some(batch.late, batch.form)) if batch.late else {}
        for place, identifier in enumerate(batch.late):
            self._strays.pop(identifier, None)
            yield from self._compare(batch, place, identifier, late.get(identifier))
        found = iter(self.rows.between(batch.after, batch.until, batch.form))
        row = next(found, None)
        for place, identifier in enumerate(batch.ids(), start=len(batch.late)):
            while row is not None and row[0] < identifier:
                self._strays[row[0]] = batch.number
                row = next(found, None)
            is_there = row is not None and row[0] == identifier
            yield from self._compare(batch, place, identifier, row[1] if row is not None and is_there else None)
            if is_there:
                row = next(found, None)
        while row is not None:
            self._strays[row[0]] = batch.number
            row = next(found, None)

    def _compare(self, batch: Batch, place: int, identifier: int, text: str | None) -> Iterator[Finding]:
        self.checked_rows += 1
        if text is None:
            yield Finding(fault=Fault.ROW_MISSING, batch=batch.number, row=identifier)
        elif (found := leaf(text)) != batch.leaf(place):
            moved = any(batch.leaf(other) == found for other in range(batch.rows))
            yield Finding(fault=Fault.ROW_MOVED if moved else Fault.ROW_EDITED, batch=batch.number, row=identifier)

    def _left(self, last: Batch | None) -> Iterator[Finding]:
        """Judge what no batch has claimed."""
        open_: tuple[Gap, ...] = last.gaps if last else ()
        for identifier, batch in sorted(self._strays.items()):
            if not any(gap.first <= identifier <= gap.last for gap in open_):
                yield Finding(fault=Fault.ROW_INSERTED, batch=batch, row=identifier)
        waiting = self.rows.waiting_since(last.until if last else 0, self.at - _SEALED_WITHIN)
        if waiting is not None:
            yield Finding(fault=Fault.ROWS_UNSEALED, row=waiting)

    def _heads(self) -> Iterator[Finding]:
        before, signed = GENESIS, dict[date, bytes]()
        for head in self.heads:
            if head.day:
                signed[head.day] = head.name()
            if head.previous != before or not self.genuine(head):
                yield Finding(fault=Fault.HEAD_EDITED, day=head.day, batch=head.batch if head.day is None else None)
            last = self._last_of_day.get(head.day) if head.day else None
            if last is None or (last.number, last.digest) != (head.batch, head.digest):
                yield Finding(fault=Fault.HEAD_DIFFERS, day=head.day, batch=head.batch)
            before = head.name()
            self.checked_heads += 1
        if self.kept and self.kept.name() not in signed.values():
            yield Finding(fault=Fault.HEAD_DIFFERS, day=self.kept.day, batch=self.kept.batch)
        for day in sorted(self._last_of_day.keys() - signed.keys()):
            if self.at > datetime.combine(day + timedelta(days=1), datetime.min.time(), VIET_NAM) + _SEALED_WITHIN:
                yield Finding(fault=Fault.HEAD_MISSING, day=day)
