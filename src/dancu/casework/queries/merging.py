"""What lies at an agency and would go to its successor."""

from dataclasses import dataclass

from dancu.casework.domain.states import FINISHED
from dancu.casework.models import Dossier, Draft, Verification
from dancu.offices.queries import AgencyView


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    dossiers: int
    """Open ones."""
    drafts: int
    """Begun at the counter or of its own motion."""
    questions: int
    """Asked of the agency and not answered."""

    def __bool__(self) -> bool:
        return bool(self.dossiers or self.drafts or self.questions)


def count_lying(agency: AgencyView) -> Lying:
    """Count what is open at an agency that its reader may see; nothing of anybody is read."""
    return Lying(
        dossiers=Dossier.objects.filter(agency_code=agency.code).exclude(state__in=sorted(FINISHED)).count(),
        drafts=Draft.objects.filter(agency=agency.id).count(),
        questions=Verification.objects.filter(agency=agency.id, answered_at=None).count(),
    )
