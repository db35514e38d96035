"""Find the dossiers whose time is over, and carry out what officers decided of them, each in a transaction of its own."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from dancu.audit import commands as audit
from dancu.casework import retention
from dancu.casework.commands import erasing
from dancu.casework.domain.retention import Fate, Retention
from dancu.casework.models import Disposition, Dossier, DueDossier, JournalEntry, RetentionHold
from dancu.casework.queries.matching import midnight
from dancu.casework.retention import day
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.dates import months_after

BATCH = 1000
"""Dossiers that are found due in one transaction."""
_DAY = timedelta(days=1)


def find_due(*, at: datetime) -> int:
    """Note the dossiers that can be archived or erased by the table of today, in batches; return how many. Safe to repeat.

    Of a procedure whose period nobody knows none is found.
    """
    periods: dict[Retention, list[str]] = defaultdict(list)
    for code, period in retention.table(day(at)).items():
        periods[period].append(code)
    return sum(
        _find(fate, period, months, codes, at)
        for period, codes in periods.items()
        for fate, months in period.months.items()
    )


def _find(fate: Fate, period: Retention, months: int, codes: Collection[str], at: datetime) -> int:
    """Note what is due of procedures with one period, what was over first first."""
    before = midnight(months_after(day(at), -months) + _DAY)
    found = _kept(fate).filter(procedure_code__in=codes, closed_at__lt=before).exclude(due__fate=fate)
    count, rest = 0, found
    while batch := _note(fate, period, months, rest.order_by("closed_at", "pk")[:BATCH], at):
        count, rest = count + len(batch), found.filter(closed_at__gte=batch[-1].closed_at)
    return count


def _kept(fate: Fate) -> QuerySet[Dossier]:
    """Return what could be archived or erased, put so that an index of its own holds it."""
    match fate:
        case Fate.ARCHIVE:
            return Dossier.objects.filter(archived_at=None, stage="")
        case Fate.ERASE:
            return Dossier.objects.filter(archived_at__isnull=False, erased_at=None)


@transaction.atomic
def _note(fate: Fate, period: Retention, months: int, found: QuerySet[Dossier], at: datetime) -> list[Dossier]:
    batch = list(found.only("pk", "code", "closed_at"))
    rows = [
        DueDossier(
            dossier=each,
            fate=fate,
            due_on=months_after(day(each.closed_at), months),
            source=period.source if fate is Fate.ERASE else "",
            found_at=at,
        )
        for each in batch
        if each.closed_at
    ]
    DueDossier.objects.bulk_create(rows, ignore_conflicts=True)
    audit.record_many(
        f"casework.{fate}_due",
        by=SYSTEM,
        purpose=Purpose.OPERATIONS,
        at=at,
        subjects=[("dossier", each.code) for each in batch],
    )
    return batch


def carry_out(*, disposition_id: UUID, at: datetime) -> int:
    """Archive or erase the dossiers of a list that was agreed to, one by one; return how many. Goes on where it broke off.

    What is held back meanwhile, or is not due any more by the table of today, is left and listed as before.
    """
    row = Disposition.objects.filter(pk=disposition_id, agreed=True, finished_at=None).first()
    if row is None:
        return 0
    left = row.dossiers.filter(done_at=None).order_by("pk")
    count = sum(_carry_out(row, due_id, at) for due_id in left.values_list("pk", flat=True))
    if row.fate == Fate.ERASE:
        erasing.forget_messages(list(row.dossiers.values_list("dossier__code", flat=True)))
    Disposition.objects.filter(pk=row.pk, finished_at=None).update(finished_at=at)
    return count


def carry_on(*, at: datetime) -> int:
    """Ask once more for what was agreed to and is not carried out yet; return how many lists."""
    waiting = list(Disposition.objects.filter(agreed=True, finished_at=None).values_list("pk", flat=True))
    for disposition_id in waiting:
        job = app.configure_task("casework.carry_out", queueing_lock=f"casework.carry_out:{disposition_id}")
        try:
            with transaction.atomic():
                job.defer(disposition_id=str(disposition_id))
        except AlreadyEnqueued:
            continue
    return len(waiting)


@transaction.atomic
def _carry_out(row: Disposition, due_id: int, at: datetime) -> bool:
    """Archive or erase one dossier, unless something stands against it now; tell whether it was done."""
    code = DueDossier.objects.values_list("dossier__code", flat=True).get(pk=due_id)
    # In the order in which a hold locks them: the dossier before what is known of its time.
    dossier = Dossier.objects.select_for_update().get(code=code)
    due = DueDossier.objects.select_for_update().filter(pk=due_id, disposition=row, done_at=None).first()
    if due is None:
        return False
    fate = Fate(row.fate)
    due_on = retention.due_on(dossier, fate, at=at)
    held = RetentionHold.objects.filter(dossier=dossier, released_at=None).exists()
    if held or due_on is None or due_on > day(at):
        due.disposition = None
        due.save(update_fields=["disposition"])
        return False
    _write(row, dossier, fate, at)
    due.done_at = at
    due.save(update_fields=["done_at"])
    return True


def _write(row: Disposition, dossier: Dossier, fate: Fate, at: datetime) -> None:
    dossier.revision += 1
    facts: dict[str, object] = {
        "disposition": str(row.pk),
        "proposed_by": row.proposed_by_id,
        "decided_by": row.decided_by_id,
    }
    match fate:
        case Fate.ARCHIVE:
            dossier.archived_at = at
            dossier.save(update_fields=["revision", "archived_at"])
        case Fate.ERASE:
            facts |= erasing.erase(dossier, at=at)
    JournalEntry.objects.create(
        dossier=dossier,
        revision=dossier.revision,
        at=at,
        action=fate,
        source=dossier.state,
        target=dossier.state,
        officer_id=row.decided_by_id,
        agency_id=row.agency_id,
        public=True,
    )
    audit.record(
        f"casework.{fate}", by=SYSTEM, purpose=Purpose.OPERATIONS, at=at, subject=("dossier", dossier.code), facts=facts
    )
