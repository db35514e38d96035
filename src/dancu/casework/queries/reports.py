"""How dossiers go through an authority: counted over a period, and on each desk now.

A number and the list behind it come from one condition (`_measures`), so they cannot differ. What the authority does of its
own motion is on its desks, but nobody filed it: the figures of a period leave it out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Left, TruncDate, TruncMonth

from dancu.audit import commands as audit
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.states import IN_PROCESS, State
from dancu.casework.models import Dossier
from dancu.casework.queries import matching, search
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Denied
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import PROVINCE_LENGTH, AgencyLevel
from dancu.offices.domain.rights import SEE_REPORTS
from dancu.offices.queries import AgencyView, OfficerView

SOON = timedelta(hours=24)


class ReportDenied(Denied):
    """Your permissions do not include reports."""

    code = "casework.report_denied"


class Measure(StrEnum):
    """What is counted of a period. Carried over and received make all there was to do; the rest says what became of it."""

    CARRIED_OVER = "carried_over"
    ONLINE = "online"
    AT_COUNTER = "at_counter"
    EARLY = "early"
    """Decided on a day before that on which it was due."""
    ON_TIME = "on_time"
    LATE = "late"
    ENDED = "ended"
    """Ended without a decision, since its applicant withdrew it."""
    OPEN = "open"
    OPEN_LATE = "open_late"


class Grouping(StrEnum):
    AGENCY = "agency"
    PROCEDURE = "procedure"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days of a report, and which agencies it is about."""

    since: date
    until: date
    """The last day counts."""
    within: AgencyView | None = None
    """An agency of the reader's jurisdiction, with those below it; all of his jurisdiction where there is none."""


@dataclass(frozen=True, slots=True)
class Counts:
    counted: Mapping[Measure, int]

    def __getitem__(self, measure: Measure) -> int:
        return self.counted[measure]

    @property
    def received(self) -> int:
        """All there was to do in the period."""
        return self[Measure.CARRIED_OVER] + self[Measure.ONLINE] + self[Measure.AT_COUNTER]

    @property
    def solved(self) -> int:
        return self[Measure.EARLY] + self[Measure.ON_TIME] + self[Measure.LATE]

    @property
    def still_open(self) -> int:
        return self[Measure.OPEN] + self[Measure.OPEN_LATE]

    @property
    def on_time_rate(self) -> float | None:
        """The share of what was decided that was decided in time; None where nothing was."""
        return 1 - self[Measure.LATE] / self.solved if self.solved else None


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    """Which agency (by number), province (by the beginning of its codes), procedure or officer; empty where nobody has it."""
    counts: Counts


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    solved: int
    late: int


@dataclass(frozen=True, slots=True)
class Report:
    lines: tuple[Line, ...]
    total: Counts
    months: tuple[Month, ...]
    """What was decided in each month of the period in which anything was."""


@dataclass(frozen=True, slots=True)
class DeskLoad:
    """What one officer has in hand now; without an officer, what nobody has taken up."""

    officer_id: int | None
    in_hand: int
    soon: int
    overdue: int


def report(
    *, span: Span, grouping: Grouping, officer: OfficerView, subsystem: str = "", by: Actor, at: datetime
) -> Report:
    """Count a period by agency, procedure or officer, in three statements; raises ReportDenied.

    The centre, and whoever asks for a whole province, reads agencies by province, or one by one.
    """
    _ensure_may_read(officer)
    _note(by, at, {"since": span.since.isoformat(), "until": span.until.isoformat(), "by": grouping})
    measures = _measures(span, at)
    counts = {measure.value: Count("pk", filter=condition) for measure, condition in measures.items()}
    concerned = _concerned(officer, span, subsystem, at)
    found = concerned.annotate(key=_key(grouping, officer, span)).values("key").annotate(**counts).order_by("key")
    lines = tuple(Line("" if row["key"] is None else str(row["key"]), _counts(row)) for row in found)
    decided = _solved(span, at)
    months = (
        _visible(officer, span, subsystem)
        .filter(decided)
        .annotate(first=TruncMonth("closed_at"))
        .values("first")
        .annotate(solved=Count("pk"), late=Count("pk", filter=measures[Measure.LATE]))
        .order_by("first")
    )
    total = Counts({measure: sum(line.counts[measure] for line in lines) for measure in Measure})
    return Report(lines, total, tuple(Month(row["first"].date(), row["solved"], row["late"]) for row in months))


def list_reported(
    *,
    measures: Sequence[Measure],
    span: Span,
    grouping: Grouping,
    key: str | None,
    officer: OfficerView,
    subsystem: str = "",
    by: Actor,
    at: datetime,
    after: str = "",
) -> search.Page:
    """Return the dossiers behind a number of a report, or behind its total where no key is given; raises ReportDenied."""
    _ensure_may_read(officer)
    conditions = _measures(span, at)
    wanted = Q()
    for measure in measures:
        wanted |= conditions[measure]
    found = _concerned(officer, span, subsystem, at).filter(wanted)
    if key is not None:
        found = found.annotate(key=_key(grouping, officer, span)).filter(Q(key=key) if key else Q(key__isnull=True))
    return search.page_of(matching.Found(found), by=by, at=at, after=after, about=("report", "+".join(measures)))


def list_load(*, officer: OfficerView, by: Actor, at: datetime) -> tuple[DeskLoad, ...]:
    """Return what lies on each desk of the reader's agency now, the fullest first; raises ReportDenied."""
    _ensure_may_read(officer)
    _note(by, at, {"by": "desk"})
    running = Q(clock_stopped_at__isnull=True)
    rows = (
        matching.visible_to(officer)
        .filter(agency_id=officer.agency.id, state__in=sorted({State.RECEIVED, State.PROPOSED} | IN_PROCESS))
        .values("assignee_id")
        .annotate(
            in_hand=Count("pk"),
            overdue=Count("pk", filter=running & Q(due_at__lt=at)),
            soon=Count("pk", filter=running & Q(due_at__gte=at, due_at__lte=at + SOON)),
        )
        .order_by("-overdue", "-in_hand", "assignee_id")
    )
    return tuple(DeskLoad(row["assignee_id"], row["in_hand"], row["soon"], row["overdue"]) for row in rows)


def _ensure_may_read(officer: OfficerView) -> None:
    if not officer.may(SEE_REPORTS):
        raise ReportDenied


def _note(by: Actor, at: datetime, facts: dict[str, str]) -> None:
    audit.record("casework.report_read", by=by, purpose=Purpose.DOSSIER, at=at, subject=("report", ""), facts=facts)


def _visible(officer: OfficerView, span: Span, subsystem: str) -> QuerySet[Dossier]:
    """Return the dossiers that people filed within the reader's jurisdiction and rights, as far as he asks about them."""
    found = matching.visible_to(officer).filter(received_at__isnull=False).exclude(channel=Channel.OWN_MOTION)
    if span.within:
        found = found.filter(offices.within_filter(span.within))
    return found.filter(subsystem=subsystem) if subsystem else found


def _concerned(officer: OfficerView, span: Span, subsystem: str, at: datetime) -> QuerySet[Dossier]:
    """Return those that were there to be worked on at any time of the period."""
    begin, end = _bounds(span, at)
    return _visible(officer, span, subsystem).filter(
        Q(closed_at__isnull=True) | Q(closed_at__gte=begin), received_at__lt=end
    )


def _bounds(span: Span, at: datetime) -> tuple[datetime, datetime]:
    """Return the first moment of a period, and the first after it: at the latest now."""
    return matching.midnight(span.since), min(matching.midnight(span.until + timedelta(days=1)), at)


def _solved(span: Span, at: datetime) -> Q:
    begin, end = _bounds(span, at)
    # Who withdraws ends his dossier himself; a delivered result was decided before.
    return Q(closed_at__gte=begin, closed_at__lt=end) & ~Q(state=State.WITHDRAWN)


def _measures(span: Span, at: datetime) -> dict[Measure, Q]:
    """Return for each measure the condition that a dossier is counted in it."""
    begin, end = _bounds(span, at)
    solved, received = _solved(span, at), Q(received_at__gte=begin, received_at__lt=end)
    in_time = solved & Q(closed_at__lte=F("due_at"))
    early = Q(closed_at__date__lt=TruncDate("due_at"))
    still_open = Q(received_at__lt=end) & (Q(closed_at__isnull=True) | Q(closed_at__gte=end))
    late = Q(due_at__lt=end) & (Q(closed_at__isnull=False) | Q(clock_stopped_at__isnull=True))
    return {
        Measure.CARRIED_OVER: Q(received_at__lt=begin),
        Measure.ONLINE: received & Q(channel=Channel.PORTAL),
        Measure.AT_COUNTER: received & Q(channel=Channel.COUNTER),
        Measure.EARLY: in_time & early,
        Measure.ON_TIME: in_time & ~early,
        Measure.LATE: solved & Q(closed_at__gt=F("due_at")),
        Measure.ENDED: Q(closed_at__gte=begin, closed_at__lt=end, state=State.WITHDRAWN),
        Measure.OPEN: still_open & ~late,
        Measure.OPEN_LATE: still_open & late,
    }


def _counts(row: Mapping[str, Any]) -> Counts:
    return Counts({measure: row[measure.value] for measure in Measure})


def _key(grouping: Grouping, officer: OfficerView, span: Span) -> Any:
    match grouping:
        case Grouping.PROCEDURE:
            return F("procedure_code")
        case Grouping.OFFICER:
            return F("assignee_id")
        case Grouping.AGENCY if span.within is None and officer.agency.level is AgencyLevel.CENTRAL:
            return Left("agency_code", PROVINCE_LENGTH)
        case Grouping.AGENCY:
            return F("agency_id")
