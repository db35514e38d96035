"""What officers see of retention: dossiers that are due, lists that were made of them, and how one dossier stands.

Only codes, procedures and days are shown, and nobody's data: who must know more opens the dossier.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from dancu.audit import commands as audit
from dancu.casework import retention
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.domain.duty import OwnDossier, OwnProposal
from dancu.casework.domain.retention import Fate
from dancu.casework.domain.states import State
from dancu.casework.models import Disposition, Dossier, DueDossier, RetentionHold
from dancu.casework.procedures import catalogue
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import DomainError, Missing
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import covers
from dancu.offices.domain.rights import DECIDE_RETENTION, PROPOSE_RETENTION, SEE_RETENTION, Right
from dancu.offices.queries import OfficerView
from dancu.offices.queries.groups import MayNotAdminister, demand

ON_A_PAGE = 50
_LATEST = 20


class NoSuchDisposition(Missing):
    """Your agency has no such list of dossiers."""

    code = "casework.no_such_disposition"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueView:
    code: str
    title: str
    state: State
    closed_on: date | None
    due_on: date
    source: str
    """The legal document of the period; empty where it is unverified."""
    held: bool
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositionView:
    """A list, without its dossiers."""

    id: UUID
    fate: Fate
    proposed: int
    proposed_by: str
    proposed_at: datetime
    agreed: bool | None
    decided_by: str
    decided_at: datetime | None
    note: str
    done: int
    total: int
    """How many dossiers it holds now: without those that are held back since."""
    finished_at: datetime | None
    refusal: DomainError | None
    """Why this officer may not decide on it; None where he may."""

    @property
    def working(self) -> bool:
        """Whether it is being carried out."""
        return bool(self.agreed) and self.finished_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldView:
    reason: str
    held_by: str
    held_at: datetime
    released_by: str
    released_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionView:
    """How one dossier stands."""

    code: str
    title: str
    state: State
    closed_at: datetime | None
    archive_on: date | None
    """From which day it can be archived; None while it is not over, or where that is not known."""
    archived_at: datetime | None
    erase_on: date | None
    erased_at: datetime | None
    source: str
    holds: tuple[HoldView, ...]
    """The latest first."""
    may_hold: bool

    @property
    def held(self) -> bool:
        return any(each.released_at is None for each in self.holds)


def list_due(
    *,
    fate: Fate,
    procedure_code: str = "",
    held: bool = False,
    page: int = 1,
    officer: OfficerView,
    by: Actor,
    at: datetime,
) -> tuple[tuple[DueView, ...], bool]:
    """Return a page of the due dossiers of the officer's agency that are on no list, or held back; and whether there are more.

    What was due first stands first. Raises MayNotAdminister.
    """
    demand(officer, SEE_RETENTION)
    found = due_of(officer, fate, procedure_code, held=held).select_related("dossier")
    begin = (page - 1) * ON_A_PAGE
    rows = list(found.order_by("due_on", "pk")[begin : begin + ON_A_PAGE + 1])
    more, rows = len(rows) > ON_A_PAGE, rows[:ON_A_PAGE]
    _note("casework.retention_listed", ("queue", fate), rows, by, at)
    return tuple(_view(each, held) for each in rows), more


def count_due(officer: OfficerView, procedure_code: str = "") -> dict[tuple[Fate, bool], int]:
    """Count the dossiers of the officer's agency that are due and on no list, by what they are due for, held back or not."""
    return {
        (fate, held): due_of(officer, fate, procedure_code, held=held).count()
        for fate in Fate
        for held in (False, True)
    }


def due_of(officer: OfficerView, fate: Fate, procedure_code: str = "", *, held: bool = False) -> QuerySet[DueDossier]:
    """Return what is due at an officer's agency, is on no list and not about himself: what can be put on one, or is held back."""
    holds = Exists(RetentionHold.objects.filter(dossier=OuterRef("dossier"), released_at=None))
    found = DueDossier.objects.filter(fate=fate, disposition=None, dossier__agency_code=officer.agency.code)
    if officer.numbers:
        found = found.exclude(dossier__concerned_pins__overlap=officer.numbers)
    if procedure_code:
        found = found.filter(dossier__procedure_code=procedure_code)
    return found.filter(holds if held else ~holds)


def list_dispositions(*, officer: OfficerView) -> tuple[DispositionView, ...]:
    """Return the latest lists of the officer's agency, without those on which he stands himself; raises MayNotAdminister."""
    demand(officer, SEE_RETENTION)
    found = Disposition.objects.filter(agency=officer.agency.id)
    if officer.numbers:
        about_him = DueDossier.objects.filter(dossier__concerned_pins__overlap=officer.numbers)
        found = found.exclude(pk__in=about_him.exclude(disposition=None).values("disposition"))
    return _views(found.order_by("-proposed_at")[:_LATEST], officer)


def get_disposition(
    disposition_id: UUID, *, officer: OfficerView, by: Actor, at: datetime, page: int = 1
) -> tuple[DispositionView, tuple[DueView, ...], bool]:
    """Return a list of the officer's agency, a page of its dossiers, and whether there are more.

    Raises MayNotAdminister, NoSuchDisposition, and OwnDossier where one of them is about himself.
    """
    row = _disposition(disposition_id, officer)
    begin = (page - 1) * ON_A_PAGE
    found = row.dossiers.select_related("dossier").order_by("due_on", "pk")[begin : begin + ON_A_PAGE + 1]
    rows = list(found)
    more, rows = len(rows) > ON_A_PAGE, rows[:ON_A_PAGE]
    _note("casework.disposition_read", ("disposition", str(row.pk)), rows, by, at)
    return _views([row], officer)[0], tuple(_view(each, False) for each in rows), more


def find_progress(disposition_id: UUID, *, officer: OfficerView) -> DispositionView:
    """Return how far a list has come: numbers, and nobody's data; raises MayNotAdminister, NoSuchDisposition."""
    return _views([_disposition(disposition_id, officer)], officer)[0]


def get_retention(code: str, *, officer: OfficerView, by: Actor, at: datetime) -> RetentionView:
    """Return how a dossier of the officer's jurisdiction stands; raises MayNotAdminister, NoSuchDossier, OwnDossier."""
    row = Dossier.objects.filter(code=code).first()
    if row is None:
        demand(officer, SEE_RETENTION)
        raise NoSuchDossier
    _ensure(officer, row, SEE_RETENTION)
    audit.record("casework.retention_read", by=by, purpose=Purpose.DOSSIER, at=at, subject=("dossier", code))
    holds = list(row.holds.order_by("-pk"))
    names = offices.names_of({one for each in holds for one in (each.held_by_id, each.released_by_id) if one})
    return RetentionView(
        code=row.code,
        title=_title(row),
        state=State(row.state),
        closed_at=row.closed_at,
        archive_on=retention.due_on(row, Fate.ARCHIVE, at=at),
        archived_at=row.archived_at,
        erase_on=retention.due_on(row, Fate.ERASE, at=at),
        erased_at=row.erased_at,
        source=retention.of(row, retention.day(at)).source,
        holds=tuple(
            HoldView(
                reason=each.reason,
                held_by=names.get(each.held_by_id, ""),
                held_at=each.held_at,
                released_by=names.get(each.released_by_id or 0, ""),
                released_at=each.released_at,
            )
            for each in holds
        ),
        may_hold=officer.may(PROPOSE_RETENTION) and row.erased_at is None,
    )


def ensure_may_hold(officer: OfficerView, dossier: Dossier) -> None:
    """Raise MayNotAdminister, NoSuchDossier or OwnDossier unless an officer may hold a dossier back."""
    _ensure(officer, dossier, PROPOSE_RETENTION)


def _ensure(officer: OfficerView, dossier: Dossier, right: Right) -> None:
    demand(officer, right)
    if not covers(officer.scope, dossier.agency_code):
        raise NoSuchDossier
    if officer.is_among(dossier.concerned_pins):
        raise OwnDossier


def _disposition(disposition_id: UUID, officer: OfficerView) -> Disposition:
    demand(officer, SEE_RETENTION)
    row = Disposition.objects.filter(pk=disposition_id, agency=officer.agency.id).first()
    if row is None:
        raise NoSuchDisposition
    if officer.numbers and row.dossiers.filter(dossier__concerned_pins__overlap=officer.numbers).exists():
        raise OwnDossier
    return row


def _views(rows: Iterable[Disposition], officer: OfficerView) -> tuple[DispositionView, ...]:
    rows = list(rows)
    names = offices.names_of({one for each in rows for one in (each.proposed_by_id, each.decided_by_id) if one})
    counts = _counts(rows)
    return tuple(
        DispositionView(
            id=row.pk,
            fate=Fate(row.fate),
            proposed=row.proposed,
            proposed_by=names.get(row.proposed_by_id, ""),
            proposed_at=row.proposed_at,
            agreed=row.agreed,
            decided_by=names.get(row.decided_by_id or 0, ""),
            decided_at=row.decided_at,
            note=row.note,
            done=counts[row.pk][0],
            total=counts[row.pk][1],
            finished_at=row.finished_at,
            refusal=_refusal(row, officer),
        )
        for row in rows
    )


def _counts(rows: Iterable[Disposition]) -> dict[UUID, tuple[int, int]]:
    """Return of each list how many of its dossiers are dealt with, and how many there are."""
    found = DueDossier.objects.filter(disposition__in=rows).values_list("disposition")
    counted = found.annotate(done=Count("done_at"), total=Count("pk"))
    return {row.pk: (0, 0) for row in rows} | {pk: (done, total) for pk, done, total in counted}


def _refusal(row: Disposition, officer: OfficerView) -> DomainError | None:
    if not officer.may(DECIDE_RETENTION):
        return MayNotAdminister()
    return OwnProposal() if row.proposed_by_id == officer.id else None


def _view(row: DueDossier, held: bool) -> DueView:
    dossier = row.dossier
    return DueView(
        code=dossier.code,
        title=_title(dossier),
        state=State(dossier.state),
        closed_on=retention.day(dossier.closed_at) if dossier.closed_at else None,
        due_on=row.due_on,
        source=row.source,
        held=held,
        done_at=row.done_at,
    )


def _title(row: Dossier) -> str:
    return catalogue().version(row.procedure_code, row.procedure_version).title


def _note(act: str, subject: tuple[str, str], rows: Iterable[DueDossier], by: Actor, at: datetime) -> None:
    listed = [("dossier", each.dossier.code) for each in rows]
    audit.record(act, by=by, purpose=Purpose.DOSSIER, at=at, subject=subject, listed=listed)
