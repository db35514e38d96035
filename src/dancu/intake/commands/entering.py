"""Enter what was checked and confirmed: first the persons, the elder before their children, then where they live."""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction

from dancu.intake.commands import corrections
from dancu.intake.commands.holding import actor_of, doubt, faults_of, hold, move, note, waiting
from dancu.intake.domain.refusals import LineFailed
from dancu.intake.domain.states import BatchState, Form, LineState
from dancu.intake.judging import Judged, day_of, entry_of, judge, judged_alone
from dancu.intake.models import Batch, Line
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import DomainError
from dancu.lists.columns import Fault
from dancu.population import commands as population
from dancu.population import queries as persons
from dancu.population.commands import PossibleDuplicate
from dancu.residence import commands as residence
from dancu.residence.commands import Living

log = logging.getLogger("dancu.intake")


@transaction.atomic
def enter(batch_id: UUID, *, at: datetime) -> bool:
    """Enter the next lines of a batch in one transaction; return whether others wait.

    Who enters the same batch at the same time waits, and goes on behind.
    """
    batch = hold(batch_id, BatchState.ENTERING)
    if batch is None:
        return False
    by = actor_of(batch)
    if lines := waiting(batch, LineState.READY):
        _each(batch, lines, by, at, corrections.enter if batch.form == Form.DC02 else _enter)
        note(batch, lines, LineState.READY)
        return True
    if lines := waiting(batch, LineState.ENTERED):
        _each(batch, lines, by, at, _house)
        note(batch, lines, LineState.ENTERED)
        return True
    move(batch, BatchState.DONE, ended_at=at)
    return False


def _each(batch: Batch, lines: Sequence[Line], by: Actor, at: datetime, work: "Work") -> None:
    """Work on lines; where that breaks, by halves, so that in the end only the line fails which it fails for."""
    try:
        with transaction.atomic():
            work(batch, lines, by, at)
        return
    except (OperationalError, InterfaceError):
        raise  # the database is away: the job comes again
    except Exception as error:
        if len(lines) == 1:
            facts = {"intake": str(batch.pk), "line": lines[0].number, "because": type(error).__name__}
            log.exception("a line of an intake could not be entered", extra={"facts": facts})
            _refuse(lines[0], LineFailed())
            return
    half = len(lines) // 2
    _each(batch, lines[:half], by, at, work)
    _each(batch, lines[half:], by, at, work)


def _enter(batch: Batch, lines: Sequence[Line], by: Actor, at: datetime) -> None:
    """Enter the persons of lines."""
    judged = judge(batch, lines, day_of(at))
    sound = {each.line.number: each for each in judged if not each.faults}
    for each in judged:
        if each.faults:
            each.line.state, each.line.faults = LineState.REFUSED, faults_of(each.faults)
    entries = [entry_of(each, f"{batch.form.upper()}: {batch.reason}"[:200]) for each in sound.values()]
    for number, found in population.enter_people(entries, by=by, at=at).items():
        line = sound[number].line
        if isinstance(found, DomainError):
            _refuse(line, found)
        else:
            _entered(sound[number], found)


def _entered(judged: Judged, person: int) -> None:
    line, said = judged.line, judged.said
    line.person_id = person
    if judged.place is None or said is None:
        line.state = LineState.HOUSED
    else:
        line.state, line.turn = LineState.ENTERED, 0 if said.heads or said.relation is None else 1


def _refuse(line: Line, refusal: DomainError) -> None:
    if isinstance(refusal, PossibleDuplicate):
        doubt(line, refusal)
        return
    line.state = LineState.REFUSED if line.person_id is None else LineState.HOMELESS
    line.faults = faults_of([Fault.of(refusal)])


def _house(batch: Batch, lines: Sequence[Line], by: Actor, at: datetime) -> None:
    """Enter where the persons of lines live."""
    judged = judged_alone(batch, lines, day_of(at))
    for each in judged:
        if each.place is None:
            each.line.state, each.line.faults = LineState.HOMELESS, faults_of(each.faults)
    judged = [each for each in judged if each.place]
    heads = _heads(batch, judged, by, at)
    living = []
    for each in judged:
        if not (each.said and each.place and each.line.person_id):
            continue
        living.append(
            Living(
                person=each.line.person_id,
                place=each.place,
                since=each.said.permanent_since or day_of(at),
                head=heads.get(each.line.number),
                relation=each.said.relation,
            )
        )
    refused = residence.take_in_residences(living, by=by, at=at)
    for each in judged:
        why = refused.get(each.line.person_id or 0)
        if why:
            _refuse(each.line, why)
        else:
            each.line.state = LineState.HOUSED


def _heads(batch: Batch, judged: Sequence[Judged], by: Actor, at: datetime) -> dict[int, int]:
    """Return, by the numbers of lines, whose household it is; 0 where he is not found, nothing where none is named."""
    numbers = {each.line.head_number for each in judged} - {""}
    known = persons.find_people(numbers=numbers, purpose=Purpose.REGISTER_CHANGE, by=by, at=at)
    named: dict[str, list[int]] = defaultdict(list)
    rows = Line.objects.filter(batch=batch, home__in={each.line.joins for each in judged} - {""}, person__isnull=False)
    for home, person in rows.values_list("home", "person_id"):
        named[home].append(person)
    heads = {}
    for each in judged:
        line = each.line
        if each.said and each.said.heads and line.person_id:
            heads[line.number] = line.person_id
        elif line.head_number in known:
            heads[line.number] = known[line.head_number].id
        elif line.head_number or line.joins:
            there = named[line.joins]
            # Of two householders of one name at one address it is not known whose household is meant.
            heads[line.number] = there[0] if len(there) == 1 else 0
    return heads


Work = Callable[[Batch, Sequence[Line], Actor, datetime], None]
