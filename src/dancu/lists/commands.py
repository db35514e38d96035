"""Take lists in, take their rows up in batches, stop and sweep them."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from procrastinate.contrib.django import app

from dancu.audit.commands import record
from dancu.kernel.actor import Actor, ActorKind, Purpose
from dancu.kernel.errors import Conflict, DomainError
from dancu.lists import apart
from dancu.lists.columns import Fault, Row, read
from dancu.lists.domain.sheet import Sheet
from dancu.lists.domain.states import ListState, RowState
from dancu.lists.kinds import Kind, Sending, kind_of
from dancu.lists.models import ListRow, PersonList
from dancu.lists.queries import NoSuchList
from dancu.platform import statement

log = logging.getLogger("dancu.lists")

KEPT = timedelta(days=30)
"""How long the result of a list can be fetched."""


class RowFailed(Conflict):
    """This row could not be taken up because of a fault on our side. We have been told; send it again later."""

    code = "lists.row_failed"


def take_in(
    stream: apart.Stream, *, list_id: UUID, name: str, kind: Kind, about: Mapping[str, Any], by: Actor, at: datetime
) -> UUID:
    """Read a list and have its rows taken up behind the request; return which list it became.

    The same form sent twice, and the same rows of one sender sent again for the same, are the list that is there already,
    unless it was cancelled or nothing of it was taken up. Raises what speaks against the file (`domain.refusals`).
    """
    sheet = apart.sheet_in(stream, kind.columns)
    # What it says counts, not how it was saved.
    digest = hashlib.sha256(statement.text([sheet.keys, [line.cells for line in sheet.lines]]).encode()).hexdigest()
    return _keep(sheet, list_id=list_id, name=name, digest=digest, kind=kind, about=about, by=by, at=at)


@transaction.atomic
def _keep(
    sheet: Sheet,
    *,
    list_id: UUID,
    name: str,
    digest: str,
    kind: Kind,
    about: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> UUID:
    # Two lists of one sender are taken in one after the other, so that one file sent twice at once is one list.
    _lock(f"of {by.own_account}")
    known = _sent_before(list_id, digest, kind, about, by)
    if known is not None:
        return known
    row = PersonList.objects.create(
        id=list_id,
        kind=kind.key,
        account_id=by.own_account,
        about=dict(about),
        name=name[:200],
        digest=digest,
        heads=list(sheet.heads),
        keys=list(sheet.keys),
        rows=len(sheet.lines),
        sent_at=at,
    )
    lines = [ListRow(person_list=row, number=line.number, cells=list(line.cells), faults=[]) for line in sheet.lines]
    statement.write([statement.insert("rows", lines)])
    app.configure_task("lists.take_up").defer(list_id=str(list_id))
    facts = {"kind": kind.key, "rows": row.rows}
    record("lists.taken_in", by=by, purpose=Purpose.FILING, at=at, subject=("list", str(list_id)), facts=facts)
    return list_id


def _sent_before(list_id: UUID, digest: str, kind: Kind, about: Mapping[str, Any], by: Actor) -> UUID | None:
    mine = PersonList.objects.filter(account=by.own_account)
    if mine.filter(id=list_id).exists():
        return list_id
    same = mine.filter(kind=kind.key, digest=digest, about=dict(about)).exclude(state=ListState.CANCELLED)
    return same.exclude(state=ListState.DONE, taken=0).values_list("id", flat=True).first()


def _lock(what: str) -> None:
    """Let acts on one thing wait for each other until the transaction ends, whoever came first going first.

    The lock of a row would not do: who asks for it again at once may be quicker than who has waited all the while.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"lists:{what}"])


def take_up(list_id: UUID, *, at: datetime) -> bool:
    """Take up the next rows of a list in one transaction; return whether others wait.

    Who takes up the same list at the same time waits for this one, and goes on behind it.
    """
    with transaction.atomic():
        _lock(str(list_id))
        row = PersonList.objects.filter(id=list_id, state=ListState.BEING_TAKEN_UP).first()
        if row is None:
            return False
        kind = kind_of(row.kind)
        waiting = list(ListRow.objects.filter(person_list=row, state=RowState.WAITING).order_by("number")[: kind.batch])
        _judge(row, kind, waiting)
        row.refresh_from_db(fields=["taken", "refused"])
        if row.taken + row.refused < row.rows:
            return True
        row.state, row.ended_at = ListState.DONE, at
        row.save(update_fields=["state", "ended_at"])
    return False


def _judge(row: PersonList, kind: Kind, waiting: Sequence[ListRow]) -> None:
    """Take up what can be of some rows, and note of each what became of it."""
    faults: dict[int, Sequence[Fault]] = {}
    readable: list[Row] = []
    for each in waiting:
        cells = {key: cell for key, cell in zip(row.keys, each.cells, strict=True) if key}
        values, found = read(kind.columns, cells)
        if found:
            faults[each.number] = found
        else:
            readable.append(Row(number=each.number, values=values))
    faults |= _taken(kind, readable, _sending(row))
    _note(row, waiting, faults)


def _sending(row: PersonList) -> Sending:
    by = Actor(kind=ActorKind.CITIZEN, account_id=row.account_id)
    return Sending(id=row.id, about=row.about, by=by, at=row.sent_at)


def _taken(kind: Kind, rows: Sequence[Row], sending: Sending) -> dict[int, Sequence[Fault]]:
    """Let the kind take rows up; where it fails, by halves, so that in the end only the row fails which it fails for."""
    if not rows:
        return {}
    try:
        with transaction.atomic():
            return dict(kind.take(rows, sending))
    except (OperationalError, InterfaceError):
        raise  # the database is away: the job comes again
    except DomainError as refusal:
        if len(rows) == 1:
            return {rows[0].number: [Fault.of(refusal)]}
    except Exception as error:
        if len(rows) == 1:
            facts = {"list": str(sending.id), "row": rows[0].number, "because": type(error).__name__}
            log.error("a row of a list could not be taken up", extra={"facts": facts})
            return {rows[0].number: [Fault.of(RowFailed())]}
    half = len(rows) // 2
    return _taken(kind, rows[:half], sending) | _taken(kind, rows[half:], sending)


def _note(row: PersonList, waiting: Sequence[ListRow], faults: Mapping[int, Sequence[Fault]]) -> None:
    refused = [each for each in waiting if faults.get(each.number)]
    taken = [each.pk for each in waiting if not faults.get(each.number)]
    ListRow.objects.filter(pk__in=taken).update(state=RowState.TAKEN, cells=[])
    for each in refused:
        each.state = RowState.REFUSED
        each.faults = [{"column": fault.column, "said": fault.said} for fault in faults[each.number]]
    ListRow.objects.bulk_update(refused, ["state", "faults"])
    PersonList.objects.filter(pk=row.pk).update(taken=F("taken") + len(taken), refused=F("refused") + len(refused))


@transaction.atomic
def cancel(list_id: UUID, *, by: Actor, at: datetime) -> None:
    """Stop a list of one's own: rows that were taken up stay so, no other will be; raise NoSuchList.

    A list that has ended meanwhile stays as it is.
    """
    _lock(str(list_id))
    row = PersonList.objects.filter(id=list_id, account=by.own_account).first()
    if row is None:
        raise NoSuchList
    if row.state != ListState.BEING_TAKEN_UP:
        return
    row.state, row.ended_at = ListState.CANCELLED, at
    row.save(update_fields=["state", "ended_at"])
    record("lists.cancelled", by=by, purpose=Purpose.FILING, at=at, subject=("list", str(row.id)))


def sweep(*, at: datetime) -> int:
    """Forget the lists that ended long ago; return how many."""
    _, counts = PersonList.objects.filter(ended_at__lt=at - KEPT).delete()
    return counts.get("lists.PersonList", 0)
