"""What an application must be proved by (art. 25.2, the national catalogue's codes)."""

from datetime import date

from dancu.casework.procedures import Document
from dancu.declarations import documents as declarations
from dancu.declarations.documents import document, householder_consent, owner_consent
from dancu.procedures.household_split import rules
from dancu.procedures.household_split.application import Application, Case

DOCUMENTS: tuple[Document[Application], ...] = (
    document("divorce", "KQ003626", required=lambda application: application.case is Case.DIVORCED),
    householder_consent(required=rules.needs_householder_consent),
    owner_consent(required=rules.needs_owner_consent),
    *declarations.OF_PEOPLE,
    declarations.EXEMPTION,
)


def documents(on: date) -> tuple[Document[Application], ...]:
    """Return the documents that the law of a day knows."""
    return declarations.on(on, *DOCUMENTS)
