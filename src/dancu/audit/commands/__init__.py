"""Append to the audit. Nothing is hashed here: `sealing` does that later, in a job."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from dancu.audit.models import AuditRow
from dancu.kernel.actor import Actor, Purpose
from dancu.platform import statement


@dataclass(slots=True)
class _Gathered:
    """Rows of one act that wait to be written, and those that its own statement took along."""

    waiting: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def add(self, rows: Iterable[str]) -> None:
        """Keep rows; who reads the same of the same at one instant of one act is noted once."""
        for row in rows:
            if row not in self.told:
                self.told.add(row)
                self.waiting.append(row)

    def take(self) -> list[str]:
        rows, self.waiting = self.waiting, []
        self.taken += rows
        return rows


_gathered: ContextVar[_Gathered | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """Let what the block records wait for its `part`, so that an act which reads much writes all its rows by one statement.

    Put it around the act's transaction: what was read is noted also where the act is refused and rolled back. Only reads
    may be recorded inside, since a change and its row stand or fall together.
    """
    rows = _Gathered()
    outer = _gathered.set(rows)
    try:
        yield
    except BaseException:
        rows.waiting = [*rows.taken, *rows.waiting]
        raise
    finally:
        _gathered.reset(outer)
        _write(rows.waiting)


@contextmanager
def rehearsal() -> Iterator[None]:
    """Let a block show what an act would do or why it is refused: all that it does is rolled back, and its rows with it.

    Whoever shows what came of it records that as a read.
    """
    aside = _gathered.set(_Gathered())
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        _gathered.reset(aside)


def record(
    act: str,
    *,
    by: Actor,
    purpose: Purpose,
    at: datetime,
    subject: tuple[str, object],
    listed: Iterable[tuple[str, object]] = (),
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write that `by` did or saw something, in the caller's transaction.

    `act` is `context.verb` (`population.person_read`), `subject` a kind and its id (`("person", 42)`), and `facts` hold what
    changed, before and after, or which fields were shown; no password and no code ever. `listed` names what else the act
    showed, such as the results of a search, so that each is found by who looks for what was seen of it.
    """
    _keep([_row(act, by=by, purpose=purpose, at=at, subject=subject, listed=listed, facts=facts)])


def record_many(
    act: str,
    *,
    by: Actor,
    purpose: Purpose,
    at: datetime,
    subjects: Iterable[tuple[str, object]],
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write the same act on several subjects in one statement."""
    _keep([_row(act, by=by, purpose=purpose, at=at, subject=subject, facts=facts) for subject in subjects])


def part(
    act: str,
    *,
    by: Actor,
    purpose: Purpose,
    at: datetime,
    subject: tuple[str, object],
    listed: Iterable[tuple[str, object]] = (),
    facts: Mapping[str, object] | None = None,
) -> statement.Part:
    """Return what `record` would write, with what was gathered, for an act that writes everything in one statement."""
    row = _row(act, by=by, purpose=purpose, at=at, subject=subject, listed=listed, facts=facts)
    rows = _gathered.get()
    return statement.insert_texts("audit", AuditRow, [*(rows.take() if rows else ()), row])


def _keep(rows: list[str]) -> None:
    gathering = _gathered.get()
    if gathering is None:
        _write(rows)
    else:
        gathering.add(rows)


def _write(rows: list[str]) -> None:
    if rows:
        statement.write([statement.insert_texts("audit", AuditRow, rows)])


def _row(
    act: str,
    *,
    by: Actor,
    purpose: Purpose,
    at: datetime,
    subject: tuple[str, object],
    listed: Iterable[tuple[str, object]] = (),
    facts: Mapping[str, object] | None,
) -> str:
    """Return a row as the text of its columns, all but its number."""
    kind, identifier = subject
    return statement.text(
        {
            "at": at.isoformat(),
            "actor_kind": by.kind,
            "account_id": by.account_id,
            "officer_id": by.officer_id,
            "agency_id": by.agency_id,
            "on_behalf_of": by.on_behalf_of,
            "source": by.source,
            "site": by.site,
            "act": act,
            "purpose": purpose,
            "subject_kind": kind,
            "subject_id": str(identifier),
            "listed": [f"{other}:{key}" for other, key in listed],
            "facts": dict(facts or {}),
        }
    )
