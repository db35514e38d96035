"""Officers' queues and searches: one indexed predicate for jurisdiction, keyset paging, counts that stop at a cap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.domain.states import AWAITING_APPLICANT, FINISHED, SUSPENDED, PublicStatus, State
from dancu.casework.models import Attachment, Dossier
from dancu.casework.procedures import catalogue
from dancu.casework.queries import shared
from dancu.documents.domain.scans import Scan
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.names import fold
from dancu.kernel.writing import plain_digits
from dancu.offices import queries as offices
from dancu.offices.queries import OfficerView

_DAY = timedelta(days=1)
PAGE = 50
COUNT_CAP = 999
"""Counts stop here and are shown as "999+"."""


class Queue(StrEnum):
    """The lists an officer works through."""

    RECEPTION = "reception"
    MINE = "mine"
    TO_PROCESS = "to_process"
    TO_DECIDE = "to_decide"
    AWAITING_APPLICANT = "awaiting_applicant"
    TO_DELIVER = "to_deliver"
    ALL = "all"


_STATES: dict[Queue, frozenset[State]] = {
    Queue.RECEPTION: frozenset({State.SUBMITTED, State.RESUBMITTED}),
    Queue.MINE: frozenset({State.PROCESSING}),
    Queue.TO_PROCESS: SUSPENDED | {State.RECEIVED, State.PROCESSING},
    Queue.TO_DECIDE: frozenset({State.PROPOSED}),
    Queue.AWAITING_APPLICANT: AWAITING_APPLICANT,
    Queue.TO_DELIVER: frozenset({State.DECIDED, State.REJECTED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFilters:
    queue: Queue = Queue.RECEPTION
    code: str = ""
    procedure_code: str = ""
    case: str = ""
    name: str = ""
    number: str = ""
    """PIN, old number or passport of the subject."""
    other_numbers: frozenset[str] = frozenset()
    """By which others the one with this number is or was known."""
    state: str = ""
    submitted_since: date | None = None
    submitted_until: date | None = None
    """The last day counts."""
    due_since: date | None = None
    due_until: date | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRow:
    code: str
    title: str
    case: str
    """The case in the reader's language."""
    subject_name: str
    subject_number: str
    subject_passport: str
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime
    overdue: bool
    state: State
    public_status: PublicStatus
    rounds: int
    infected: bool
    """Whether one of its files holds malware."""


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[DossierRow, ...]
    after: str
    """Where the next page begins; empty on the last."""
    before: str
    """Where the page before ends; empty on the first."""


def search_dossiers(
    *, officer: OfficerView, filters: DossierFilters, by: Actor, at: datetime, after: str = "", before: str = ""
) -> Page:
    """Return a page of dossiers in the officer's jurisdiction and rights, the newest first.

    `after` and `before` are those of a page seen earlier; pages stand still while new dossiers come in above them.
    """
    return page_of(
        _matching(officer, filters, at), by=by, at=at, after=after, before=before, about=("queue", filters.queue)
    )


def page_of(
    found: QuerySet[Dossier], *, by: Actor, at: datetime, about: tuple[str, str], after: str = "", before: str = ""
) -> Page:
    """Return a page of what was found, the newest first, and note in the audit what is shown; `about` is its subject there."""
    back, on = _cursor(before), _cursor(after)
    if back:
        found = found.filter(Q(submitted_at__gt=back[0]) | Q(submitted_at=back[0], pk__gt=back[1]))
        rows = list(found.order_by("submitted_at", "pk")[: PAGE + 1])
    else:
        if on:
            found = found.filter(Q(submitted_at__lt=on[0]) | Q(submitted_at=on[0], pk__lt=on[1]))
        rows = list(found.order_by("-submitted_at", "-pk")[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    newer, older = (more, True) if back else (on is not None, more)
    if back:
        rows.reverse()
    infected = _infected(rows)
    audit.record(
        "casework.dossiers_searched",
        by=by,
        purpose=Purpose.DOSSIER,
        at=at,
        subject=about,
        listed=[("dossier", row.code) for row in rows],
        facts={"shown": len(rows)},
    )
    return Page(
        rows=tuple(_row(row, row.pk in infected, at) for row in rows),
        after=_mark(rows[-1]) if rows and older else "",
        before=_mark(rows[0]) if rows and newer else "",
    )


def count_queues(*, officer: OfficerView, at: datetime) -> dict[Queue, int]:
    """Return how many dossiers wait in each queue, at most COUNT_CAP + 1."""
    return {
        queue: len(_matching(officer, DossierFilters(queue=queue), at).values_list("pk")[: COUNT_CAP + 1])
        for queue in Queue
        if queue is not Queue.ALL
    }


def visible_to(officer: OfficerView) -> QuerySet[Dossier]:
    """Return the dossiers of an officer's jurisdiction and rights, but for those about himself and his household."""
    subsystems = [s for s in catalogue().subsystems if authorisation.may_view(officer, subsystem=s)]
    found = Dossier.objects.filter(offices.scope_filter(officer), subsystem__in=subsystems)
    return found.exclude(concerned_pins__contains=[officer.pin]) if officer.pin else found


def _matching(officer: OfficerView, filters: DossierFilters, at: datetime) -> QuerySet[Dossier]:
    found = visible_to(officer)
    if filters.queue in _STATES:
        found = found.filter(state__in=sorted(_STATES[filters.queue]))
    if filters.queue is Queue.MINE:
        found = found.filter(assignee_id=officer.id)
    return _narrowed(found, filters, at)


def _narrowed(found: QuerySet[Dossier], filters: DossierFilters, at: datetime) -> QuerySet[Dossier]:
    plain = {
        "code": filters.code.strip().upper(),
        "procedure_code": filters.procedure_code,
        "case": filters.case,
        "state": filters.state,
    }
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if filters.name.strip():
        # Of a name without letters nothing is left to look for, and nothing is found: least of all everybody.
        key = fold(filters.name)
        found = found.filter(subject_key__contains=key) if key else found.none()
    if number := "".join(plain_digits(filters.number).split()).upper():
        numbers = [number, *filters.other_numbers]
        of_the_register = Q(subject_pin__in=numbers) | Q(subject_old_number__in=numbers)
        found = found.filter(of_the_register | Q(subject_passport=number))
    if filters.overdue:
        found = found.filter(due_at__lt=at, clock_stopped_at__isnull=True).exclude(
            state__in=[*FINISHED, *AWAITING_APPLICANT]
        )
    for name, first, last in (
        ("submitted_at", filters.submitted_since, filters.submitted_until),
        ("due_at", filters.due_since, filters.due_until),
    ):
        if first:
            found = found.filter(**{f"{name}__gte": midnight(first)})
        if last and last < date.max:
            found = found.filter(**{f"{name}__lt": midnight(last + _DAY)})
    return found


def _infected(rows: Iterable[Dossier]) -> set[int]:
    """Return the ids of those dossiers of whose last round a file holds malware."""
    files = Attachment.objects.filter(dossier__in=rows, round=F("dossier__rounds"), file__scan=Scan.INFECTED)
    return {dossier_id for dossier_id in files.values_list("dossier_id", flat=True) if dossier_id}


def _row(row: Dossier, infected: bool, at: datetime) -> DossierRow:
    procedure = catalogue().version(row.procedure_code, row.procedure_version)
    state = State(row.state)
    waiting = state in FINISHED or state in AWAITING_APPLICANT or row.clock_stopped_at is not None
    return DossierRow(
        code=row.code,
        title=procedure.title,
        case=procedure.texts(f"cases.{row.case}"),
        subject_name=row.subject_name,
        subject_number=row.subject_pin or row.subject_old_number,
        subject_passport=row.subject_passport,
        submitted_at=row.submitted_at,
        received_at=row.received_at,
        due_at=row.due_at,
        overdue=not waiting and row.due_at < at,
        state=state,
        public_status=shared.status(row),
        rounds=row.rounds,
        infected=infected,
    )


def midnight(day: date) -> datetime:
    """Return the first moment of a day here."""
    return datetime.combine(day, datetime.min.time(), timezone.get_current_timezone())


def _mark(row: Dossier) -> str:
    return f"{row.submitted_at.timestamp():.6f}-{row.pk}"


def _cursor(text: str) -> tuple[datetime, int] | None:
    stamp, _, identifier = text.rpartition("-")
    try:
        return datetime.fromtimestamp(float(stamp), tz=timezone.get_current_timezone()), int(identifier)
    except (ValueError, OverflowError, OSError):
        return None
