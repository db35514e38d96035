"""What lies at an agency and would go to its successor."""

from dataclasses import dataclass

from dancu.casework.domain.states import FINISHED
from dancu.casework.models import Dossier, Draft, Verification
from dancu.offices.queries.agencies import AgencyRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    dossiers: int
    """Open ones."""
    drafts: int
    """Begun at the counter or of its own motion."""
    questions: int
    """Asked of the agency and not answered."""


def count_lying(record: AgencyRecord) -> Lying:
    """Count what is open at an agency that its reader may see; nothing of anybody is read."""
    agency = record.agency.id
    return Lying(
        dossiers=Dossier.objects.filter(agency_code=record.agency.code).exclude(state__in=sorted(FINISHED)).count(),
        drafts=Draft.objects.filter(agency=agency).count(),
        questions=Verification.objects.filter(agency=agency, answered_at=None).count(),
    )
