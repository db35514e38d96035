"""Hold a batch while a lot of it is worked off, and note what became of its lines."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from dancu.intake.domain.states import BatchState, LineState
from dancu.intake.models import Batch, Line
from dancu.kernel.actor import SYSTEM, Actor, ActorKind
from dancu.lists.columns import Fault
from dancu.population.commands import PossibleDuplicate

LOT = 500
_NOTE = """
    update intake_line as line set
        state = now.state, faults = now.faults, turn = now.turn, person_id = now.person, alike = now.alike,
        pin = now.pin, home = now.home, joins = now.joins, head_number = now.head_number
    from jsonb_to_recordset(%s::jsonb) as now
        (id bigint, state text, faults jsonb, alike jsonb, turn int, person bigint,
         pin text, home text, joins text, head_number text)
    where line.id = now.id
"""
_COUNTED = {
    LineState.READY: "ready",
    LineState.DOUBTFUL: "doubtful",
    LineState.REFUSED: "refused",
    LineState.ENTERED: "ready",
    LineState.HOUSED: "entered",
    LineState.HOMELESS: "homeless",
}
"""The count of a batch in which a line of each state is; who is to be housed yet is still to come."""


def hold(batch_id: UUID, state: BatchState) -> Batch | None:
    """Lock a batch that is in a state, until the transaction ends; None where it is in another.

    Whoever works off the same one waits, in a line that is fair, and goes on behind.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"intake:{batch_id}"])
    return Batch.objects.filter(id=batch_id, state=state).first()


def waiting(batch: Batch, state: LineState) -> list[Line]:
    """Return the next lines of a batch in a state, in their turn."""
    return list(Line.objects.filter(batch=batch, state=state).order_by("turn", "number")[:LOT])


def note(batch: Batch, lines: Iterable[Line], before: LineState) -> None:
    """Keep lines as they are now, all of which were in the state `before`, and count them."""
    kept = list(lines)
    rows = [
        {
            "id": line.pk,
            "state": line.state,
            "faults": line.faults,
            "alike": line.alike,
            "turn": line.turn,
            "person": line.person_id,
            "pin": line.pin,
            "home": line.home,
            "joins": line.joins,
            "head_number": line.head_number,
        }
        for line in kept
    ]
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [json.dumps(rows, ensure_ascii=False)])
    count(batch, Counter(LineState(line.state) for line in kept), before)


def count(batch: Batch, now: Mapping[LineState, int], before: LineState) -> None:
    """Move so many lines from the count of the state they were in to those that they are in now."""
    moved: Counter[str] = Counter()
    for state, lines in now.items():
        moved[_COUNTED[state]] += lines
        if before in _COUNTED:
            moved[_COUNTED[before]] -= lines
    changes: dict[str, Any] = {name: F(name) + change for name, change in moved.items() if change}
    if changes:
        Batch.objects.filter(pk=batch.pk).update(**changes)


def move(batch: Batch, state: BatchState, *, ended_at: datetime | None = None) -> None:
    """Let a batch go on to a state."""
    batch.state, batch.ended_at = state, ended_at
    batch.save(update_fields=["state", "ended_at"])


def actor_of(batch: Batch) -> Actor:
    """Return who said that a batch is to be entered: an officer, or whoever runs the system."""
    officer = batch.confirmed_by_id or batch.officer_id
    if officer is None:
        return SYSTEM
    return Actor(kind=ActorKind.OFFICER, account_id=batch.account_id, officer_id=officer, agency_id=batch.agency_id)


def doubt(line: Line, alike: PossibleDuplicate) -> None:
    """Let a line wait for somebody who says whether it is about one of those in the register."""
    line.state, line.alike = LineState.DOUBTFUL, list(alike.people)
    line.faults = faults_of([Fault.of(alike)])


def faults_of(faults: Sequence[Fault]) -> list[dict[str, object]]:
    """Return what stands against a line as it is kept."""
    return [{"column": fault.column, "said": fault.said} for fault in faults]
