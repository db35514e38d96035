"""Begin, confirm, cancel and sweep batches, and admit doubtful lines."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from procrastinate.contrib.django import app

from dancu.audit import commands as audit
from dancu.intake.commands.holding import count, hold, move
from dancu.intake.domain.states import OPEN, BatchState, Form, LineState
from dancu.intake.models import Batch, Line
from dancu.intake.queries import NoSuchIntake, visible
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Denied, Invalid
from dancu.offices.domain.rights import CONFIRM_INTAKES, SEND_INTAKES, Right
from dancu.offices.queries import OfficerView

KEPT = timedelta(days=90)
"""How long the lines of a batch can be looked at after it has ended."""


class MayNotTakeIn(Denied):
    """Your permissions do not include this step of the intake."""

    code = "intake.may_not"


class ReasonMissing(Invalid):
    """Say on what ground the file is taken in, or why the person is another one."""

    code = "intake.reason_missing"


class AlreadyTakenIn(Conflict):
    """This file was taken in before: nothing is done twice."""

    code = "intake.already_taken_in"


class NotChecked(Conflict):
    """This intake is not waiting to be confirmed. Look at the page again."""

    code = "intake.not_checked"


class LineNotDoubtful(Conflict):
    """This line is not in doubt any more. Look at the page again."""

    code = "intake.line_not_doubtful"


@transaction.atomic
def begin(
    *, form: Form, name: str, digest: str, reason: str, officer: OfficerView | None, by: Actor, at: datetime
) -> tuple[UUID, bool]:
    """Return the batch of a file, and whether it is new: the same file is the same batch, unless that was cancelled.

    Without an officer an operator sends it, for the whole country. Raises MayNotTakeIn, ReasonMissing, or AlreadyTakenIn where
    another agency sent the file.
    """
    _demand(officer, SEND_INTAKES)
    if not reason.strip():
        raise ReasonMissing
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"intake:{digest}"])
    agency = officer.agency.id if officer else None
    known = Batch.objects.filter(digest=digest).exclude(state=BatchState.CANCELLED).first()
    if known is not None:
        if known.agency_id != agency or known.form != form:
            raise AlreadyTakenIn
        return known.pk, False
    row = Batch.objects.create(
        id=uuid4(),
        form=form,
        name=name[:200],
        digest=digest,
        reason=reason.strip()[:200],
        agency_id=agency,
        officer_id=officer.id if officer else None,
        account_id=by.account_id,
        scope=officer.scope if officer else "",
        sent_at=at,
    )
    _record("begun", row, by, at, {"form": form, "reason": row.reason})
    return row.pk, True


@transaction.atomic
def confirm(batch_id: UUID, *, officer: OfficerView | None, by: Actor, at: datetime) -> None:
    """Let the lines of a checked batch be entered; raise MayNotTakeIn, NoSuchIntake or NotChecked.

    An officer's are entered by a job, an operator's by his own process, which may be followed by a job all the same.
    """
    _demand(officer, CONFIRM_INTAKES)
    batch = _held(batch_id, BatchState.CHECKED, officer)
    batch.confirmed_at, batch.confirmed_by_id, batch.account_id = at, officer.id if officer else None, by.account_id
    batch.save(update_fields=["confirmed_at", "confirmed_by", "account_id"])
    move(batch, BatchState.ENTERING)
    _record("confirmed", batch, by, at, {"ready": batch.ready})
    if officer:
        work_off_later(batch_id)


@transaction.atomic
def cancel(batch_id: UUID, *, officer: OfficerView | None, by: Actor, at: datetime) -> None:
    """Stop a batch: what is entered stays, nothing more will be; raise MayNotTakeIn, NoSuchIntake or NotChecked."""
    _demand(officer, SEND_INTAKES)
    state = visible(officer).filter(pk=batch_id).values_list("state", flat=True).first()
    if state is None:
        raise NoSuchIntake
    batch = _held(batch_id, BatchState(state), officer)
    if batch.state not in OPEN:
        raise NotChecked
    move(batch, BatchState.CANCELLED, ended_at=at)
    _record("cancelled", batch, by, at, {})


@transaction.atomic
def admit(batch_id: UUID, number: int, *, reason: str, officer: OfficerView | None, by: Actor, at: datetime) -> None:
    """Let a doubtful line be entered, with the reason why the person is another one; of a batch that is done, at once.

    Raises MayNotTakeIn, ReasonMissing, NoSuchIntake, NotChecked or LineNotDoubtful.
    """
    _demand(officer, CONFIRM_INTAKES)
    if not reason.strip():
        raise ReasonMissing
    state = visible(officer).filter(pk=batch_id).values_list("state", flat=True).first()
    batch = _held(batch_id, BatchState.DONE if state == BatchState.DONE else BatchState.CHECKED, officer)
    lines = Line.objects.filter(batch=batch, number=number, state=LineState.DOUBTFUL)
    if not lines.update(state=LineState.READY, another=reason.strip()[:200], faults=[]):
        raise LineNotDoubtful
    count(batch, {LineState.READY: 1}, LineState.DOUBTFUL)
    if batch.state == BatchState.DONE:
        move(batch, BatchState.ENTERING)
        work_off_later(batch_id)
    _record("line_admitted", batch, by, at, {"line": number, "reason": reason.strip()[:200]})


def work_off_later(batch_id: UUID) -> None:
    """Have a batch checked or entered by a job."""
    app.configure_task("intake.work_off").defer(batch_id=str(batch_id))


def sweep(*, at: datetime) -> int:
    """Forget the lines of batches that ended long ago; return how many."""
    return Line.objects.filter(batch__ended_at__lt=at - KEPT).delete()[0]


def _demand(officer: OfficerView | None, right: Right) -> None:
    if officer is not None and not officer.may(right):
        raise MayNotTakeIn


def _held(batch_id: UUID, state: BatchState, officer: OfficerView | None) -> Batch:
    if not visible(officer).filter(pk=batch_id).exists():
        raise NoSuchIntake
    batch = hold(batch_id, state)
    if batch is None:
        raise NotChecked
    return batch


def _record(act: str, batch: Batch, by: Actor, at: datetime, facts: Mapping[str, object]) -> None:
    audit.record(
        f"intake.{act}", by=by, purpose=Purpose.REGISTER_CHANGE, at=at, subject=("intake", str(batch.pk)), facts=facts
    )
