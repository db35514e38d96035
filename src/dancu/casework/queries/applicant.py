"""What an applicant sees: only drafts and dossiers of the account that asks."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.domain.filing import Answers
from dancu.casework.domain.states import AWAITING_APPLICANT, PublicStatus, State
from dancu.casework.domain.workflow import Action
from dancu.casework.law import law_day
from dancu.casework.models import Dossier, Draft, Submission
from dancu.casework.procedures import Procedure, catalogue
from dancu.casework.queries import shared
from dancu.casework.queries.shared import AttachmentView, FeeView, JournalLine, PaperView
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing

MOST_LISTED = 50


class NoSuchDraft(Missing):
    """There is no such draft among yours. It may have been submitted or discarded already."""

    code = "casework.no_such_draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSummary:
    id: UUID
    procedure: Procedure[Any]
    supplements: str
    """Code of the dossier it supplements; empty for a new filing."""
    steps_done: int
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    id: UUID
    procedure: Procedure[Any]
    revision: int
    on: date
    """The day whose law holds: today, or the day of first filing in a supplement."""
    typed: Mapping[str, Mapping[str, list[str]]]
    answers: Answers
    attachments: Mapping[str, tuple[AttachmentView, ...]]
    """By document key."""
    supplements: str
    supplement_note: str
    """What the agency asked for; empty for a new filing."""
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierSummary:
    code: str
    title: str
    subject_name: str
    state: State
    public_status: PublicStatus
    submitted_at: datetime
    due_at: datetime
    needs_me: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierForApplicant:
    code: str
    procedure: Procedure[Any]
    application: Any
    case: str
    state: State
    public_status: PublicStatus
    agency_id: int
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime
    clock_stopped: bool
    fee: FeeView
    revision: int
    attachments: tuple[AttachmentView, ...]
    papers: tuple[PaperView, ...]
    timeline: tuple[JournalLine, ...]
    options: tuple[Action, ...]
    supplement_note: str
    """What the agency asked for while the dossier waits for the applicant; else empty."""


def list_drafts(*, by: Actor) -> tuple[DraftSummary, ...]:
    """Return the account's drafts, last changed first."""
    rows = (
        Draft.objects.filter(account_id=by.own_account).select_related("dossier").order_by("-updated_at")[:MOST_LISTED]
    )
    return tuple(
        DraftSummary(
            id=row.pk,
            procedure=catalogue().version(row.procedure_code, row.procedure_version),
            supplements=row.dossier.code if row.dossier else "",
            steps_done=len(row.answers),
            updated_at=row.updated_at,
        )
        for row in rows
    )


def get_draft(draft_id: UUID, *, by: Actor, at: datetime) -> DraftView:
    """Return one draft of the account's own; raises NoSuchDraft, also for somebody else's."""
    row = Draft.objects.filter(pk=draft_id, account_id=by.own_account).select_related("dossier").first()
    if row is None:
        raise NoSuchDraft
    audit.record("casework.draft_read", by=by, purpose=Purpose.OWN_DATA, at=at, subject=("draft", draft_id))
    files: dict[str, list[AttachmentView]] = defaultdict(list)
    for view in shared.attachments(row.attachments.select_related("file").order_by("pk")):
        files[view.document].append(view)
    return DraftView(
        id=row.pk,
        procedure=catalogue().version(row.procedure_code, row.procedure_version),
        revision=row.revision,
        on=law_day(row, at),
        typed=row.typed,
        answers=row.answers,
        attachments={key: tuple(views) for key, views in files.items()},
        supplements=row.dossier.code if row.dossier else "",
        supplement_note=_asked(row.dossier) if row.dossier else "",
        updated_at=row.updated_at,
    )


def find_submitted(draft_id: UUID, *, by: Actor) -> str | None:
    """Return the code of the dossier that this draft became, when it is the account's own."""
    return (
        Submission.objects.filter(draft_id=draft_id, dossier__account_id=by.own_account)
        .values_list("dossier__code", flat=True)
        .first()
    )


def list_own_dossiers(*, by: Actor) -> tuple[DossierSummary, ...]:
    """Return the account's dossiers, what waits for the applicant first, then the newest."""
    rows = list(Dossier.objects.filter(account_id=by.own_account).order_by("-submitted_at")[:MOST_LISTED])
    summaries = [
        DossierSummary(
            code=row.code,
            title=catalogue().version(row.procedure_code, row.procedure_version).title,
            subject_name=row.subject_name,
            state=State(row.state),
            public_status=shared.status(row),
            submitted_at=row.submitted_at,
            due_at=row.due_at,
            needs_me=row.state in AWAITING_APPLICANT,
        )
        for row in rows
    ]
    return tuple(sorted(summaries, key=lambda summary: not summary.needs_me))


def get_own_dossier(code: str, *, by: Actor, at: datetime) -> DossierForApplicant:
    """Return one dossier of the account's own with its course; raises NoSuchDossier, also for somebody else's."""
    row = Dossier.objects.filter(code=code, account_id=by.own_account).first()
    if row is None:
        raise NoSuchDossier
    audit.record("casework.dossier_read", by=by, purpose=Purpose.OWN_DATA, at=at, subject=("dossier", code))
    procedure = catalogue().version(row.procedure_code, row.procedure_version)
    return DossierForApplicant(
        code=row.code,
        procedure=procedure,
        application=procedure.read(row.submissions.get(round=row.rounds).answers, row.filed_on),
        case=row.case,
        state=State(row.state),
        public_status=shared.status(row),
        agency_id=row.agency_id,
        submitted_at=row.submitted_at,
        received_at=row.received_at,
        due_at=row.due_at,
        clock_stopped=row.clock_stopped_at is not None,
        fee=shared.fee(row),
        revision=row.revision,
        attachments=shared.attached(row),
        papers=shared.papers(row),
        timeline=shared.journal(row, for_officer=False),
        options=tuple(a.action for a in authorisation.options(dossier=row, procedure=procedure, officer=None)),
        supplement_note=_asked(row) if row.state in AWAITING_APPLICANT else "",
    )


def _asked(dossier: Dossier) -> str:
    return dossier.journal.filter(action=Action.RETURN_FOR_SUPPLEMENT).latest("revision").note
