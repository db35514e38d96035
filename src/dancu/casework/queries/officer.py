"""What an officer sees of one dossier: all of it, beside the register, with just the acts that he may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.domain.reception import finding
from dancu.casework.domain.workflow import GIVING, Action, Right
from dancu.casework.law import due_if_complex
from dancu.casework.models import Dossier
from dancu.casework.procedures import Reading, catalogue
from dancu.casework.queries import shared
from dancu.casework.queries.assignees import Assignable, assignable
from dancu.casework.queries.counter import DossierAtCounter, at_counter, known
from dancu.casework.queries.erased import Erased
from dancu.casework.queries.inspections import InspectionView, inspections
from dancu.casework.queries.opinions import OpinionView, opinions
from dancu.casework.queries.verifications import VerificationView, verifications
from dancu.casework.showing import Comparison
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import DomainError
from dancu.offices import queries as offices
from dancu.offices.queries import OfficerView

_CHOOSING = GIVING | {Action.RECEIVE}
"""Acts by whose form an officer is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierForOfficer(DossierAtCounter):
    """All of a dossier."""

    due_if_complex: datetime | None
    """When the result would be due once the limit of a complex case is taken."""
    subject_pin: str
    proposed_outcome: str
    proposal_note: str
    assignee: str
    assignable: tuple[Assignable, ...]
    """Who else can be given it, where this officer may give it or receive it."""
    comparison: Sequence[Comparison]
    opinions: tuple[OpinionView, ...]
    verifications: tuple[VerificationView, ...]
    verification_refusal: DomainError | None
    """Why this officer may not ask another agency about it now; None where he may."""
    inspections: tuple[InspectionView, ...]
    inspection_refusal: DomainError | None
    """Why he may not write down an inspection now."""
    may_take_on: bool
    """Whether who receives it may go straight on to processing it."""

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


@audit.gathered()
def get_dossier(code: str, *, officer: OfficerView, by: Actor, at: datetime) -> DossierForOfficer:
    """Return a dossier to an officer; raises NoSuchDossier outside his jurisdiction or rights, OwnDossier for his household's.

    Raises Erased where nothing is left of it: `get_stub` tells what stays.
    """
    row = Dossier.objects.filter(code=code).first()
    if row is None:
        raise NoSuchDossier
    authorisation.ensure_visible(officer, row)
    if row.erased_at is not None:
        raise Erased
    return _whole(row, officer=officer, by=by, at=at, received_at=at)


def open_dossier(
    code: str, *, officer: OfficerView, by: Actor, at: datetime, received_at: datetime | None = None
) -> DossierAtCounter:
    """Return as much of a dossier as an officer sees: all of it, or what the counter knows that took it for another agency.

    `received_at` is when he thinks of having received it, by default now. Raises NoSuchDossier, OwnDossier, Erased.
    """
    row = Dossier.objects.filter(code=code).first()
    if row is None:
        raise NoSuchDossier
    authorisation.ensure_visible(officer, row, at_counter=True)
    if row.erased_at is not None:
        raise Erased
    if authorisation.taken_here(officer, row):
        return at_counter(row, officer=officer, by=by, at=at, received_at=received_at or at)
    return _whole(row, officer=officer, by=by, at=at, received_at=received_at or at)


def _whole(row: Dossier, *, officer: OfficerView, by: Actor, at: datetime, received_at: datetime) -> DossierForOfficer:
    procedure = catalogue().version(row.procedure_code, row.procedure_version)
    application = procedure.read(row.submissions.get(round=row.rounds).answers, row.filed_on)
    complex_due = due_if_complex(row, procedure, application, at=at)
    options = tuple(
        option
        for option in authorisation.options(dossier=row, procedure=procedure, officer=officer)
        if option.action is not Action.EXTEND or complex_due
    )
    audit.record("casework.dossier_read", by=by, purpose=Purpose.DOSSIER, at=at, subject=("dossier", row.code))
    comparison = procedure.compare(application, Reading(by=by, purpose=Purpose.DOSSIER, at=at))
    journal = shared.journal(row, for_officer=True)
    return DossierForOfficer(
        **known(row, procedure, application, options, officer=officer, at=at, received_at=received_at),
        subject_pin=row.subject_pin,
        due_if_complex=complex_due,
        finding=finding(comparison),
        attachments=shared.attached(row, at=at),
        proposed_outcome=row.proposed_outcome,
        proposal_note=next((line.note for line in reversed(journal) if line.action == "propose"), ""),
        assignee=offices.names_of([row.assignee_id]).get(row.assignee_id, "") if row.assignee_id else "",
        assignable=assignable(row, reader=officer.id) if any(option.action in _CHOOSING for option in options) else (),
        comparison=comparison,
        opinions=opinions(row),
        verifications=verifications(row),
        verification_refusal=authorisation.verification_refusal(officer, row),
        inspections=inspections(row),
        inspection_refusal=authorisation.inspection_refusal(officer, row),
        papers=shared.papers(row, for_officer=True),
        journal=journal,
        may_take_on=Right.PROCESS in authorisation.rights(officer, row),
    )
