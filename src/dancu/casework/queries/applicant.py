"""What an applicant sees: only dossiers of the account that asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.domain.states import AWAITING_APPLICANT, PublicStatus, State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.casework.procedures import Procedure, catalogue
from dancu.casework.queries import shared
from dancu.casework.queries.opinions import OpinionView, opinions
from dancu.casework.queries.shared import AttachmentView, FeeView, HandedInView, JournalLine, PaperView
from dancu.kernel.actor import Actor, Purpose

MOST_LISTED = 50


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
    counter_id: int | None
    """The agency at whose counter it was taken for that one."""
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime
    clock_stopped: bool
    fee: FeeView
    revision: int
    attachments: tuple[AttachmentView, ...]
    handed_in: tuple[HandedInView, ...]
    opinions: tuple[OpinionView, ...]
    papers: tuple[PaperView, ...]
    timeline: tuple[JournalLine, ...]
    options: tuple[Action, ...]
    supplement_note: str
    """What the agency asked for while the dossier waits for the applicant; else empty."""


def list_own_dossiers(*, by: Actor, at: datetime) -> tuple[DossierSummary, ...]:
    """Return the account's dossiers, what waits for the applicant first, then the newest."""
    rows = list(Dossier.objects.filter(account_id=by.own_account).order_by("-submitted_at")[:MOST_LISTED])
    audit.record(
        "casework.own_dossiers_listed",
        by=by,
        purpose=Purpose.OWN_DATA,
        at=at,
        subject=("account", by.own_account),
        listed=[("dossier", row.code) for row in rows],
    )
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
        counter_id=row.counter_agency_id,
        submitted_at=row.submitted_at,
        received_at=row.received_at,
        due_at=row.due_at,
        clock_stopped=row.clock_stopped_at is not None,
        fee=shared.fee(row),
        revision=row.revision,
        attachments=shared.attached(row, at=at),
        handed_in=shared.handed_in(row.handed_in.filter(round=row.rounds).order_by("pk")),
        opinions=opinions(row),
        papers=shared.papers(row, for_officer=False),
        timeline=shared.journal(row, for_officer=False),
        options=tuple(a.action for a in authorisation.options(dossier=row, procedure=procedure, officer=None)),
        supplement_note=shared.asked_for(row) if row.state in AWAITING_APPLICANT else "",
    )
