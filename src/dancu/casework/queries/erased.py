"""What stays of a dossier that was erased: that it was there, what was decided, and who erased it when."""

from dataclasses import dataclass
from datetime import datetime

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.domain.states import State
from dancu.casework.models import Dossier
from dancu.casework.procedures import catalogue
from dancu.casework.queries import shared
from dancu.casework.queries.shared import JournalLine
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing
from dancu.offices import queries as offices
from dancu.offices.queries import OfficerView


class Erased(Missing):
    """This dossier was erased as its time was over. Only that it was there is kept."""

    code = "casework.erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class StubView:
    code: str
    title: str
    case: str
    """In the reader's language."""
    agency: str
    state: State
    submitted_at: datetime
    received_at: datetime | None
    closed_at: datetime | None
    archived_at: datetime | None
    erased_at: datetime
    journal: tuple[JournalLine, ...]


def get_stub(code: str, *, officer: OfficerView, by: Actor, at: datetime) -> StubView:
    """Return what stays of an erased dossier, to an officer who might have opened it; raises NoSuchDossier."""
    row = Dossier.objects.filter(code=code, erased_at__isnull=False).first()
    if row is None or row.erased_at is None:
        raise NoSuchDossier
    authorisation.ensure_visible(officer, row, at_counter=True)
    audit.record("casework.dossier_read", by=by, purpose=Purpose.DOSSIER, at=at, subject=("dossier", code))
    procedure = catalogue().version(row.procedure_code, row.procedure_version)
    return StubView(
        code=row.code,
        title=procedure.title,
        case=procedure.texts(f"cases.{row.case}"),
        agency=offices.agency(row.agency_id).name,
        state=State(row.state),
        submitted_at=row.submitted_at,
        received_at=row.received_at,
        closed_at=row.closed_at,
        archived_at=row.archived_at,
        erased_at=row.erased_at,
        journal=shared.journal(row, for_officer=True),
    )
