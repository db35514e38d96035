"""What an officer sees of one dossier: all of it, beside the register, with just the acts that he may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from dancu.audit import commands as audit
from dancu.casework import authorisation, provisions
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.domain.duty import Payment
from dancu.casework.domain.states import PublicStatus, State
from dancu.casework.domain.workflow import GIVING, Action, Arrow, Right
from dancu.casework.law import due_if_complex, had_since, result_due
from dancu.casework.models import Dossier
from dancu.casework.procedures import Procedure, Reading, catalogue
from dancu.casework.queries import shared
from dancu.casework.queries.assignees import Assignable, assignable
from dancu.casework.queries.editing import EditorView, editors
from dancu.casework.queries.examining import CheckView, ExaminedView, examined, last_check
from dancu.casework.queries.inspections import InspectionView, inspections
from dancu.casework.queries.opinions import OpinionView, opinions
from dancu.casework.queries.shared import AttachmentView, FeeView, HandedInView, JournalLine, PaperView
from dancu.casework.queries.verifications import VerificationView, verifications
from dancu.casework.showing import Comparison
from dancu.codelists import queries as codelists
from dancu.codelists.domain import CodeList
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import DomainError
from dancu.offices import queries as offices
from dancu.offices.queries import OfficerView

_CHOOSING = GIVING | {Action.RECEIVE}
"""Acts by whose form an officer is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierForOfficer:
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
    subject_name: str
    subject_pin: str
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
    due_if_complex: datetime | None
    """When the result would be due once the limit of a complex case is taken."""
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
    proposed_outcome: str
    proposal_note: str
    assignee: str
    assignable: tuple[Assignable, ...]
    """Who else can be given it, where this officer may give it or receive it."""
    fee: FeeView
    contact: dict[str, Any]
    comparison: Sequence[Comparison]
    last_check: CheckView | None
    attachments: tuple[AttachmentView, ...]
    examined: Mapping[str, ExaminedView]
    """How documents were found, by key."""
    may_examine: bool
    handed_in: tuple[HandedInView, ...]
    opinions: tuple[OpinionView, ...]
    verifications: tuple[VerificationView, ...]
    verification_refusal: DomainError | None
    """Why this officer may not ask another agency about it now; None where he may."""
    inspections: tuple[InspectionView, ...]
    inspection_refusal: DomainError | None
    """Why he may not write down an inspection now."""
    editors: tuple[EditorView, ...]
    """Who else has it open for an act."""
    papers: tuple[PaperView, ...]
    journal: tuple[JournalLine, ...]
    options: tuple[Arrow, ...]
    may_take_on: bool
    """Whether who receives it may go straight on to processing it."""

    @property
    def fee_waivable(self) -> bool:
        """Whether who receives it can find that nothing is paid: a fee is owed, and was neither asked for nor paid yet."""
        return (
            self.fee.payment is Payment.NOT_ASKED
            and not self.fee.paid
            and bool(self.procedure.texts.under("exemptions"))
        )

    @property
    def may_ask_verification(self) -> bool:
        return self.verification_refusal is None

    @property
    def may_note_inspection(self) -> bool:
        return self.inspection_refusal is None

    @property
    def verifications_open(self) -> tuple[str, ...]:
        """Return the names of the agencies that were asked and have not answered."""
        return tuple(each.agency for each in self.verifications if each.answered_at is None)


def get_dossier(
    code: str, *, officer: OfficerView, by: Actor, at: datetime, received_at: datetime | None = None
) -> DossierForOfficer:
    """Return a dossier to an officer; `received_at` is when he thinks of having received it, by default now.

    Raises NoSuchDossier outside his jurisdiction or rights, OwnDossier for his household's.
    """
    row = Dossier.objects.filter(code=code).first()
    if row is None:
        raise NoSuchDossier
    authorisation.ensure_visible(officer, row)
    audit.record("casework.dossier_read", by=by, purpose=Purpose.DOSSIER, at=at, subject=("dossier", code))
    procedure = catalogue().version(row.procedure_code, row.procedure_version)
    application = procedure.read(row.submissions.get(round=row.rounds).answers, row.filed_on)
    journal = shared.journal(row, for_officer=True)
    complex_due = due_if_complex(row, procedure, application, at=at)
    options = tuple(
        option
        for option in authorisation.options(dossier=row, procedure=procedure, officer=officer)
        if option.action is not Action.EXTEND or complex_due
    )
    return DossierForOfficer(
        code=row.code,
        procedure=procedure,
        application=application,
        case=row.case,
        channel=row.channel,
        state=State(row.state),
        public_status=shared.status(row),
        revision=row.revision,
        rounds=row.rounds,
        agency_id=row.agency_id,
        subject_name=row.subject_name,
        subject_pin=row.subject_pin,
        filed_on=row.filed_on,
        submitted_at=row.submitted_at,
        received_at=row.received_at,
        due_at=row.due_at,
        had_on=had_since(row, at),
        proposed_due_at=result_due(row, procedure, application, received_at=received_at or at, at=at),
        due_reason=row.due_reason,
        exemption_proof=row.exemption_proof,
        due_if_complex=complex_due,
        clock_stopped=row.clock_stopped_at is not None,
        withdrawal_asked=row.withdrawal_asked_at is not None,
        provision=provisions.wording(procedure, row.provision, row.filed_on),
        offered_provisions=provisions.offered(procedure, row.filed_on),
        special_categories=tuple(codelists.names(CodeList.SPECIAL_CATEGORIES, row.special_categories)),
        offered_categories=_offered(at),
        proposed_outcome=row.proposed_outcome,
        proposal_note=next((line.note for line in reversed(journal) if line.action == "propose"), ""),
        assignee=offices.names_of([row.assignee_id]).get(row.assignee_id, "") if row.assignee_id else "",
        assignable=assignable(row, reader=officer.id) if any(option.action in _CHOOSING for option in options) else (),
        fee=shared.fee(row),
        contact=row.contact,
        comparison=procedure.compare(application, Reading(by=by, purpose=Purpose.DOSSIER, at=at)),
        last_check=last_check(row),
        examined=examined(row),
        may_examine=authorisation.may_examine(options),
        attachments=shared.attached(row, at=at),
        handed_in=shared.handed_in(row.handed_in.filter(round=row.rounds).order_by("pk")),
        opinions=opinions(row),
        verifications=verifications(row),
        verification_refusal=authorisation.verification_refusal(officer, row),
        inspections=inspections(row),
        inspection_refusal=authorisation.inspection_refusal(officer, row),
        editors=editors(row, reader=officer.id, at=at),
        papers=shared.papers(row, for_officer=True),
        journal=journal,
        options=options,
        may_take_on=Right.PROCESS
        in authorisation.rights(officer, subsystem=row.subsystem, agency_code=row.agency_code),
    )


def _offered(at: datetime) -> tuple[tuple[str, str], ...]:
    held = codelists.held(CodeList.SPECIAL_CATEGORIES, timezone.localtime(at).date())
    return tuple((each.code, codelists.called(each)) for each in held)
