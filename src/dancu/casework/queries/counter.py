"""What a counter sees of a dossier that it took for another agency: where it stands, its papers, and what is done at a counter.

Nothing of the register: whether the declaration agrees with it is told, and not what it holds. Nothing of the processing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from dancu.audit import commands as audit
from dancu.casework import authorisation, provisions
from dancu.casework.domain.duty import Payment
from dancu.casework.domain.reception import Finding
from dancu.casework.domain.states import BEFORE_RECEPTION, PublicStatus, State
from dancu.casework.domain.workflow import Arrow
from dancu.casework.law import had_since, result_due
from dancu.casework.models import Dossier
from dancu.casework.procedures import Procedure, catalogue
from dancu.casework.queries import shared
from dancu.casework.queries.editing import EditorView, editors
from dancu.casework.queries.examining import CheckView, ExaminedView, examined, last_check
from dancu.casework.queries.shared import AttachmentView, FeeView, HandedInView, JournalLine, PaperView
from dancu.codelists import queries as codelists
from dancu.codelists.domain import CodeList
from dancu.kernel.actor import Actor, Purpose
from dancu.offices.queries import OfficerView


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierAtCounter:
    code: str
    procedure: Procedure[Any]
    application: Any
    case: str
    channel: str
    state: State
    public_status: PublicStatus
    revision: int
    rounds: int
    agency_id: int
    counter_id: int | None
    """The agency at whose counter it was taken for that one."""
    subject_name: str
    filed_on: date
    """The day whose law judges it: at a counter, that on which the papers were received."""
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime
    had_on: date | None
    """The earlier day on which a counter had its papers, where they are received only now."""
    proposed_due_at: datetime
    """When the result is due by law if the dossier is received now, or at the time that was asked about."""
    due_reason: str
    """Why another time was promised."""
    exemption_proof: str
    """By what the ground was proved, where who received it found that nothing is paid."""
    archived_at: datetime | None
    clock_stopped: bool
    withdrawal_asked: bool
    provision: str
    """How the one is worded that it was received under."""
    offered_provisions: tuple[tuple[str, str], ...]
    """Keys and wordings of those that it can be received under."""
    special_categories: tuple[str, ...]
    """What those that were chosen are called."""
    offered_categories: tuple[tuple[str, str], ...]
    """Codes and names of those that can be chosen today."""
    fee: FeeView
    contact: dict[str, Any]
    finding: Finding
    """What the comparison with the register comes to; at a counter, the last that was made of this round."""
    last_check: CheckView | None
    attachments: tuple[AttachmentView, ...]
    examined: Mapping[str, ExaminedView]
    """How documents were found, by key."""
    may_examine: bool
    handed_in: tuple[HandedInView, ...]
    editors: tuple[EditorView, ...]
    """Who else has it open for an act."""
    papers: tuple[PaperView, ...]
    journal: tuple[JournalLine, ...]
    options: tuple[Arrow, ...]

    @property
    def before_reception(self) -> bool:
        """Whether its documents are still examined by who receives it."""
        return self.state in BEFORE_RECEPTION

    @property
    def fee_waivable(self) -> bool:
        """Whether who receives it can find that nothing is paid: a fee is owed, and was neither asked for nor paid yet."""
        return (
            self.fee.payment is Payment.NOT_ASKED
            and not self.fee.paid
            and bool(self.procedure.texts.under("exemptions"))
        )


def at_counter(
    row: Dossier, *, officer: OfficerView, by: Actor, at: datetime, received_at: datetime
) -> DossierAtCounter:
    """Return a dossier to an officer of the counter that took it for another agency, and note that he read it."""
    procedure = catalogue().version(row.procedure_code, row.procedure_version)
    application = procedure.read(row.submissions.get(round=row.rounds).answers, row.filed_on)
    options = authorisation.options(dossier=row, procedure=procedure, officer=officer)
    audit.record("casework.dossier_read", by=by, purpose=Purpose.DOSSIER, at=at, subject=("dossier", row.code))
    facts = known(row, procedure, application, options, officer=officer, at=at, received_at=received_at)
    check: CheckView | None = facts["last_check"]
    return DossierAtCounter(
        **facts,
        finding=Finding(differing=check.differing, blocking=check.blocking)
        if check
        else Finding(differing=0, blocking=()),
        attachments=shared.attached(row, at=at) if row.state in BEFORE_RECEPTION else (),
        papers=shared.papers(row, for_officer=False),
        journal=shared.journal(row, for_officer=False),
    )


def known(
    row: Dossier,
    procedure: Procedure[Any],
    application: Any,
    options: tuple[Arrow, ...],
    *,
    officer: OfficerView,
    at: datetime,
    received_at: datetime,
) -> dict[str, Any]:
    """Return what every officer sees of a dossier, wherever he may open it."""
    return {
        "code": row.code,
        "procedure": procedure,
        "application": application,
        "case": row.case,
        "channel": row.channel,
        "state": State(row.state),
        "public_status": shared.status(row),
        "revision": row.revision,
        "rounds": row.rounds,
        "agency_id": row.agency_id,
        "counter_id": row.counter_agency_id,
        "subject_name": row.subject_name,
        "filed_on": row.filed_on,
        "submitted_at": row.submitted_at,
        "received_at": row.received_at,
        "due_at": row.due_at,
        "had_on": had_since(row, at),
        "proposed_due_at": result_due(row, procedure, application, received_at=received_at, at=at),
        "due_reason": row.due_reason,
        "exemption_proof": row.exemption_proof,
        "archived_at": row.archived_at,
        "clock_stopped": row.clock_stopped_at is not None,
        "withdrawal_asked": row.withdrawal_asked_at is not None,
        "provision": provisions.wording(procedure, row.provision, row.filed_on),
        "offered_provisions": provisions.offered(procedure, row.filed_on),
        "special_categories": tuple(codelists.names(CodeList.SPECIAL_CATEGORIES, row.special_categories)),
        "offered_categories": _offered(at),
        "fee": shared.fee(row),
        "contact": row.contact,
        "last_check": last_check(row),
        "examined": examined(row),
        "may_examine": authorisation.may_examine(options),
        "handed_in": shared.handed_in(row.handed_in.filter(round=row.rounds).order_by("pk")),
        "editors": editors(row, reader=officer.id, at=at),
        "options": options,
    }


def _offered(at: datetime) -> tuple[tuple[str, str], ...]:
    held = codelists.held(CodeList.SPECIAL_CATEGORIES, timezone.localtime(at).date())
    return tuple((each.code, codelists.called(each)) for each in held)
