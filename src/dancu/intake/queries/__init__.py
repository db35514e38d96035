"""Read intakes: how far they have come, and what stands against their lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from dancu.audit import commands as audit
from dancu.intake.domain.states import LEFT, BatchState, Form, LineState
from dancu.intake.models import Batch, Line
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Denied, Missing
from dancu.offices.domain.rights import SEE_INTAKES
from dancu.offices.queries import OfficerView
from dancu.population import queries as population
from dancu.population.domain.person import PersonCard

_AT_ONCE = 2_000


class NoSuchIntake(Missing):
    """There is no such intake of your agency. Go back to the list."""

    code = "intake.no_such_intake"


class MayNotSeeIntakes(Denied):
    """Your permissions do not include the intake of persons."""

    code = "intake.may_not_see"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchView:
    id: UUID
    form: Form
    name: str
    reason: str
    state: BatchState
    lines: int
    ready: int
    doubtful: int
    refused: int
    entered: int
    homeless: int
    sent_at: datetime
    ended_at: datetime | None
    heads: Sequence[str]
    keys: Sequence[str]

    @property
    def done(self) -> int:
        """How many lines the present step is through with."""
        settled = self.doubtful + self.refused + self.entered + self.homeless
        return settled if self.state == BatchState.ENTERING else settled + self.ready

    @property
    def left(self) -> int:
        """How many lines somebody has to look at."""
        return self.doubtful + self.refused + self.homeless

    @property
    def working(self) -> bool:
        return self.state in (BatchState.STAGING, BatchState.CHECKING, BatchState.ENTERING)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultView:
    column: str
    said: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    number: int
    cells: Sequence[str]
    state: LineState
    faults: Sequence[FaultView]


def visible(officer: OfficerView | None) -> QuerySet[Batch]:
    """Return the batches that somebody may see: those of his agency, and without an officer all."""
    rows = Batch.objects.all()
    return rows.filter(agency=officer.agency.id) if officer else rows


def list_intakes(*, officer: OfficerView, limit: int = 50) -> tuple[BatchView, ...]:
    """Return the latest intakes of an agency, the last first; raise MayNotSeeIntakes."""
    _demand(officer)
    return tuple(_view(row) for row in visible(officer).order_by("-sent_at")[:limit])


def get_intake(batch_id: UUID, *, officer: OfficerView | None) -> BatchView:
    """Return an intake; raise MayNotSeeIntakes or NoSuchIntake."""
    _demand(officer)
    row = visible(officer).filter(pk=batch_id).first()
    if row is None:
        raise NoSuchIntake
    return _view(row)


def list_left(
    batch_id: UUID, *, officer: OfficerView | None, after: int = 0, limit: int, by: Actor, at: datetime
) -> tuple[LineView, ...]:
    """Return lines that somebody has to look at, in the order of the file; raise MayNotSeeIntakes or NoSuchIntake."""
    get_intake(batch_id, officer=officer)
    rows = Line.objects.filter(batch=batch_id, state__in=LEFT, number__gt=after).order_by("number")[:limit]
    found = tuple(_line(row) for row in rows)
    facts = {"lines": len(found), "from": found[0].number if found else 0}
    subject = ("intake", str(batch_id))
    audit.record("intake.lines_read", by=by, purpose=Purpose.REGISTER_CHANGE, at=at, subject=subject, facts=facts)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A line, and those in the register who may be the person it is about."""

    number: int
    said: Sequence[tuple[str, str]]
    """Headings and cells, where a cell says something."""
    people: Sequence[PersonCard]


def get_doubt(batch_id: UUID, number: int, *, officer: OfficerView | None, by: Actor, at: datetime) -> Doubt:
    """Return a doubtful line; raise MayNotSeeIntakes, NoSuchIntake, also where the line is in no doubt."""
    batch = get_intake(batch_id, officer=officer)
    line = Line.objects.filter(batch=batch_id, number=number, state=LineState.DOUBTFUL).first()
    if line is None:
        raise NoSuchIntake
    subject = ("intake", str(batch_id))
    facts = {"lines": 1, "from": number}
    audit.record("intake.lines_read", by=by, purpose=Purpose.REGISTER_CHANGE, at=at, subject=subject, facts=facts)
    people = population.list_people(ids=line.alike, purpose=Purpose.REGISTER_CHANGE, by=by, at=at)
    said = [(head, cell) for head, cell in zip(batch.heads, line.cells, strict=True) if cell]
    return Doubt(number=number, said=said, people=people)


def each_left(batch_id: UUID, *, officer: OfficerView | None, by: Actor, at: datetime) -> Iterator[LineView]:
    """Yield all of them, some thousands at a time."""
    after = 0
    while lines := list_left(batch_id, officer=officer, after=after, limit=_AT_ONCE, by=by, at=at):
        yield from lines
        after = lines[-1].number


def _demand(officer: OfficerView | None) -> None:
    if officer is not None and not officer.may(SEE_INTAKES):
        raise MayNotSeeIntakes


def _line(row: Line) -> LineView:
    return LineView(
        number=row.number,
        cells=row.cells,
        state=LineState(row.state),
        faults=tuple(FaultView(column=each["column"], said=each["said"]) for each in row.faults),
    )


def _view(row: Batch) -> BatchView:
    return BatchView(
        id=row.pk,
        form=Form(row.form),
        name=row.name,
        reason=row.reason,
        state=BatchState(row.state),
        lines=row.lines,
        ready=row.ready,
        doubtful=row.doubtful,
        refused=row.refused,
        entered=row.entered,
        homeless=row.homeless,
        sent_at=row.sent_at,
        ended_at=row.ended_at,
        heads=row.heads,
        keys=row.keys,
    )
