"""Read how far a list has come, and its rows that were not taken up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dancu.audit.commands import record
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing
from dancu.lists.columns import Fault
from dancu.lists.domain.states import ListState, RowState
from dancu.lists.kinds import Kind, kind_of
from dancu.lists.models import ListRow, PersonList

SHOWN = 20
"""Refused rows on a page; all of them are in the file."""


class NoSuchList(Missing):
    """This list is not here any more, or was sent by somebody else."""

    code = "lists.no_such_list"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A list of one's own, and how far it has come."""

    id: UUID
    kind: Kind
    name: str
    state: ListState
    rows: int
    taken: int
    refused: int
    sent_at: datetime
    ended_at: datetime | None

    @property
    def judged(self) -> int:
        return self.taken + self.refused

    @property
    def left(self) -> int:
        """How many rows were not taken up and will not be: the refused, and behind a cancellation all others."""
        return self.rows - self.taken if self.state is ListState.CANCELLED else self.refused


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftRow:
    """A row that was not taken up, as it was sent, with what stands against it; nothing where it was not judged."""

    number: int
    cells: Sequence[str]
    faults: Sequence[Fault]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What of a list was not taken up."""

    view: ListView
    heads: Sequence[str]
    keys: Sequence[str]
    rows: Sequence[LeftRow]


def get_list(list_id: UUID, *, by: Actor) -> ListView:
    """Return a list to who sent it; raise NoSuchList."""
    return _view(_own(list_id, by))


def list_own(kind: str, *, by: Actor, most: int = 10) -> list[ListView]:
    """Return the lists of a kind that an account sent, the latest first."""
    rows = PersonList.objects.filter(account=by.own_account, kind=kind).order_by("-sent_at")[:most]
    return [_view(row) for row in rows]


def read_left(list_id: UUID, *, by: Actor, at: datetime, most: int | None = None) -> Left:
    """Return the rows that were not taken up to who sent them: the refused, and behind a cancellation all others."""
    row = _own(list_id, by)
    states = [RowState.REFUSED] if row.state != ListState.CANCELLED else [RowState.REFUSED, RowState.WAITING]
    left = ListRow.objects.filter(person_list=row, state__in=states).order_by("number")[:most]
    record("lists.rows_read", by=by, purpose=Purpose.OWN_DATA, at=at, subject=("list", str(row.id)))
    return Left(view=_view(row), heads=row.heads, keys=row.keys, rows=[_left(each) for each in left])


def _own(list_id: UUID, by: Actor) -> PersonList:
    row = PersonList.objects.filter(id=list_id, account=by.own_account).first()
    if row is None:
        raise NoSuchList
    return row


def _view(row: PersonList) -> ListView:
    return ListView(
        id=row.id,
        kind=kind_of(row.kind),
        name=row.name,
        state=ListState(row.state),
        rows=row.rows,
        taken=row.taken,
        refused=row.refused,
        sent_at=row.sent_at,
        ended_at=row.ended_at,
    )


def _left(row: ListRow) -> LeftRow:
    faults = [Fault(column=each["column"], said=each["said"]) for each in row.faults]
    return LeftRow(number=row.number, cells=row.cells, faults=faults)
