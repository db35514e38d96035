"""Check lines as they would be entered: the dry run."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from dancu.intake.commands import corrections
from dancu.intake.commands.holding import actor_of, doubt, faults_of, hold, move, note, waiting
from dancu.intake.domain.refusals import UnknownHead
from dancu.intake.domain.states import BatchState, Form, LineState
from dancu.intake.judging import Judged, day_of, entry_of, judge
from dancu.intake.models import Batch, Line
from dancu.lists.columns import Fault
from dancu.platform import statement
from dancu.population.commands import PossibleDuplicate
from dancu.population.queries import find_lookalikes_of_many

_HEADLESS = """
    with lost as (
        select line.id from intake_line as line
        where line.batch_id = %(batch)s and line.state = 'ready' and (line.joins <> '' or line.head_number <> '')
        and not exists (
            select from intake_line as head where head.batch_id = line.batch_id and head.state = 'ready'
            and head.home <> '' and (head.home = line.joins or head.pin = line.head_number)
        )
        and not exists (select from population_person where line.head_number <> '' and pin = line.head_number)
        and not exists (
            select from population_person where line.head_number <> '' and old_id_number = line.head_number
            and old_id_number <> ''
        )
    )
    update intake_line set state = 'refused', faults = %(faults)s where id in (select id from lost)
"""
"""Lines whose householder is neither in the file nor in the register."""


@transaction.atomic
def check(batch_id: UUID, *, at: datetime) -> bool:
    """Check the next lines of a batch; return whether others wait. Who checks the same batch meanwhile goes on behind."""
    batch = hold(batch_id, BatchState.CHECKING)
    if batch is None:
        return False
    lines = waiting(batch, LineState.WAITING)
    if not lines:
        _refuse_the_headless(batch)
        move(batch, BatchState.CHECKED)
        return False
    if batch.form == Form.DC02:
        corrections.check(batch, lines, by=actor_of(batch), at=at)
    else:
        _note(_with_doubts(judge(batch, lines, day_of(at))))
    note(batch, lines, LineState.WAITING)
    return True


def _with_doubts(judged: Sequence[Judged]) -> Sequence[Judged]:
    """Mark as doubtful whom the register may have already."""
    sound = [each for each in judged if not each.faults]
    found = find_lookalikes_of_many([entry_of(each, "").described for each in sound])
    for each, people in zip(sound, found, strict=True):
        if people:
            doubt(each.line, PossibleDuplicate(people))
    return judged


def _note(judged: Sequence[Judged]) -> None:
    for each in judged:
        line = each.line
        if each.faults:
            line.state, line.faults = LineState.REFUSED, faults_of(each.faults)
        elif line.state == LineState.WAITING:
            line.state = LineState.READY
        if each.said:
            line.turn = each.said.born.year
            line.pin = each.said.number or each.said.details["old_id_number"]
            line.home, line.joins = each.home, each.wanted
            line.head_number = "" if each.said.heads else each.said.head_number


def _refuse_the_headless(batch: Batch) -> None:
    faults = statement.text(faults_of([Fault.of(UnknownHead(), column="head_number")]))
    with connection.cursor() as cursor:
        cursor.execute(_HEADLESS, {"batch": batch.pk, "faults": faults})
    refused = Line.objects.filter(batch=batch, state=LineState.REFUSED).count()
    Batch.objects.filter(pk=batch.pk).update(ready=batch.ready - (refused - batch.refused), refused=refused)
    batch.refresh_from_db()
