"""What an officer reads of dossiers before he does one act on all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import GIVING, Action
from dancu.casework.models import Dossier, JournalEntry, Submission, Verification
from dancu.casework.procedures import Procedure, catalogue
from dancu.casework.queries.assignees import Assignable, assignable_to_some
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import DomainError
from dancu.offices import queries as offices
from dancu.offices.queries import OfficerView

MOST_TOGETHER = 50
"""Dossiers of one act: as many as a page of a list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A dossier that the officer ticked, and what the act would do to it."""

    code: str
    procedure: Procedure[Any]
    application: Any
    case: str
    subject_name: str
    state: State
    revision: int
    due_at: datetime
    assignee: str
    proposer: str
    proposal_note: str
    asked: tuple[str, ...]
    """Agencies that were asked to verify and have not answered."""
    papers: tuple[str, ...]
    """The forms that the act would issue."""
    refused: DomainError | None
    """Why the act would be refused now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    dossiers: tuple[Candidate, ...]
    assignable: tuple[Assignable, ...]
    """Who can be chosen, where the act gives them to somebody."""
    unknown: int
    """How many codes named nothing that the officer may see."""


def list_candidates(
    action: Action, codes: Sequence[str], *, officer: OfficerView, by: Actor, at: datetime
) -> Candidates:
    """Return at most MOST_TOGETHER dossiers by their codes, in the order of their days, each with what stands against the act."""
    wanted = list(dict.fromkeys(codes))[:MOST_TOGETHER]
    rows = [row for row in Dossier.objects.filter(code__in=wanted).order_by("due_at", "pk") if _visible(officer, row)]
    audit.record(
        "casework.dossiers_read_together",
        by=by,
        purpose=Purpose.DOSSIER,
        at=at,
        subject=("queue", action),
        listed=[("dossier", row.code) for row in rows],
    )
    return Candidates(
        dossiers=_candidates(action, rows, officer),
        assignable=assignable_to_some(rows, reader=officer.id) if action in GIVING else (),
        unknown=len(wanted) - len(rows),
    )


def _visible(officer: OfficerView, row: Dossier) -> bool:
    try:
        authorisation.ensure_visible(officer, row)
    except DomainError:
        return False
    return True


def _candidates(action: Action, rows: Sequence[Dossier], officer: OfficerView) -> tuple[Candidate, ...]:
    names = offices.names_of({one for row in rows for one in (row.assignee_id, row.proposer_id) if one})
    rounds = {each.dossier_id: each for each in Submission.objects.filter(dossier__in=rows).order_by("round")}
    notes = _proposal_notes(rows)
    asked = _asked(rows)
    return tuple(
        _candidate(action, row, rounds[row.pk], names, notes.get(row.pk, ""), tuple(asked.get(row.pk, ())), officer)
        for row in rows
    )


def _candidate(
    action: Action,
    row: Dossier,
    last: Submission,
    names: dict[int, str],
    note: str,
    asked: tuple[str, ...],
    officer: OfficerView,
) -> Candidate:
    procedure = catalogue().version(row.procedure_code, row.procedure_version)
    papers: tuple[str, ...] = ()
    refused: DomainError | None = None
    try:
        papers = authorisation.arrow(action, dossier=row, procedure=procedure, officer=officer).papers
    except DomainError as refusal:
        refused = refusal
    return Candidate(
        code=row.code,
        procedure=procedure,
        application=procedure.read(last.answers, row.filed_on),
        case=row.case,
        subject_name=row.subject_name,
        state=State(row.state),
        revision=row.revision,
        due_at=row.due_at,
        assignee=names.get(row.assignee_id or 0, ""),
        proposer=names.get(row.proposer_id or 0, ""),
        proposal_note=note,
        asked=asked,
        papers=papers,
        refused=refused,
    )


def _proposal_notes(rows: Iterable[Dossier]) -> dict[int, str]:
    lines = JournalEntry.objects.filter(dossier__in=rows, action=Action.PROPOSE).order_by("revision")
    return dict(lines.values_list("dossier_id", "note"))


def _asked(rows: Iterable[Dossier]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for dossier_id, agency_id in Verification.objects.filter(dossier__in=rows, answered_at=None).values_list(
        "dossier_id", "agency_id"
    ):
        found.setdefault(dossier_id, []).append(offices.agency(agency_id).name)
    return found
