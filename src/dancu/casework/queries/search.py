"""Pages of officers' queues and searches, each begun where an index of its order goes on, and counts that stop at a cap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F, Value
from django.utils import timezone

from dancu.audit import commands as audit
from dancu.casework.domain.states import AWAITING_APPLICANT, FINISHED, PublicStatus, State
from dancu.casework.models import Attachment, Dossier, SavedSearch
from dancu.casework.procedures import catalogue
from dancu.casework.queries import shared
from dancu.casework.queries.matching import COLUMNS, DossierFilters, Found, Order, Queue, matching, subsystems_seen
from dancu.documents.domain.scans import Scan
from dancu.kernel.actor import Actor, Purpose
from dancu.offices import queries as offices
from dancu.offices.queries import AgencyView, OfficerView

PAGE = 50
COUNT_CAP = 499
"""Counts stop here and are shown as "999+"."""


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
    assignee_id: int | None
    """Who has it in hand."""
    agency: AgencyView
    delivery: str
    """How the applicant gets the result (`domain.filing.Contact`)."""
    handed_over_at: AgencyView
    """Where he fetches it, if he does."""
    infected: bool
    """Whether one of its files holds malware."""
    archived: bool
    erased: bool
    """Whether nothing is left of it but that it was there."""


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
    """Return a page of dossiers in the officer's jurisdiction and rights, the newest or the first due on top.

    `after` and `before` are those of a page seen earlier; pages stand still while new dossiers come in above them.
    """
    found = matching(officer, filters, at)
    about = ("queue", filters.queue)
    return page_of(found, order=filters.ordered, by=by, at=at, after=after, before=before, about=about)


def page_of(
    found: Found,
    *,
    order: Order = Order.NEWEST,
    by: Actor,
    at: datetime,
    about: tuple[str, str],
    after: str = "",
    before: str = "",
) -> Page:
    """Return a page of what was found, and note in the audit what is shown; `about` is its subject there."""
    back, on = _cursor(before), _cursor(after)
    rows = found.ordered(order, size=PAGE + 1, after=back or on, back=back is not None)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    newer, older = (more, True) if back else (on is not None, more)
    if back:
        rows.reverse()
    infected, column = _infected(rows), COLUMNS[order][0]
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
        after=_mark(rows[-1], column) if rows and older else "",
        before=_mark(rows[0], column) if rows and newer else "",
    )


def walk(found: Found, *, order: Order, size: int) -> Iterator[list[Dossier]]:
    """Yield all that was found in an order, lot by lot, each begun behind the last row of the one before."""
    edge, column = None, COLUMNS[order][0]
    while rows := found.ordered(order, size=size, after=edge):
        yield rows
        edge = getattr(rows[-1], column), rows[-1].pk


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How many dossiers wait in a queue, and how many of them are in which state."""

    states: dict[State, int]

    @property
    def all(self) -> int:
        return sum(self.states.values())

    @property
    def exact(self) -> bool:
        """Whether all were counted: beyond the cap neither the number nor its parts say more than that there are many."""
        return self.all <= COUNT_CAP


_COUNTED = "select queue, state, count(*) from ({}) as part (queue, state) group by 1, 2"


def count_queues(*, officer: OfficerView, at: datetime, subsystem: str = "") -> dict[Queue, QueueCount]:
    """Return how many dossiers of a subsystem, or of all, wait in each queue, at most COUNT_CAP + 1 of each, in one statement."""
    counts: dict[Queue, QueueCount] = {queue: QueueCount({}) for queue in Queue if queue is not Queue.ALL}
    if not subsystems_seen(officer):
        return counts
    parts = [matching(officer, DossierFilters(queue=queue, subsystem=subsystem), at).rows for queue in counts]
    capped = [
        part.values_list(Value(queue), "state")[: COUNT_CAP + 1] for queue, part in zip(counts, parts, strict=True)
    ]
    union, values = capped[0].union(*capped[1:], all=True).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED.format(union), values)
        for queue, state, count in cursor.fetchall():
            counts[Queue(queue)].states[State(state)] = count
    return counts


def _infected(rows: Iterable[Dossier]) -> set[int]:
    """Return the ids of those dossiers of whose last round a file holds malware."""
    files = Attachment.objects.filter(dossier__in=rows, round=F("dossier__rounds"), file__scan=Scan.INFECTED)
    return {dossier_id for dossier_id in files.values_list("dossier_id", flat=True) if dossier_id}


def _row(row: Dossier, infected: bool, at: datetime) -> DossierRow:
    procedure = catalogue().version(row.procedure_code, row.procedure_version)
    state = State(row.state)
    waiting = state in FINISHED or state in AWAITING_APPLICANT or row.clock_stopped_at is not None
    delivery = row.contact.get("delivery", "portal")
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
        assignee_id=row.assignee_id,
        agency=offices.agency(row.agency_id),
        delivery=delivery,
        handed_over_at=offices.agency((delivery == "counter" and row.counter_agency_id) or row.agency_id),
        infected=infected,
        archived=row.archived_at is not None,
        erased=row.erased_at is not None,
    )


def _mark(row: Dossier, column: str) -> str:
    return f"{getattr(row, column).timestamp():.6f}-{row.pk}"


def _cursor(text: str) -> tuple[datetime, int] | None:
    stamp, _, identifier = text.rpartition("-")
    try:
        return datetime.fromtimestamp(float(stamp), tz=timezone.get_current_timezone()), int(identifier)
    except (ValueError, OverflowError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class SavedSearchView:
    id: int
    name: str
    query: str


def list_saved_searches(officer: OfficerView) -> tuple[SavedSearchView, ...]:
    """Return the searches that an officer keeps, by name."""
    rows = SavedSearch.objects.filter(officer=officer.id).order_by("name")
    return tuple(SavedSearchView(row.pk, row.name, row.query) for row in rows)
