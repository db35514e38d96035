"""What an application must be proved by (art. 28.3, the national catalogue's codes); the dwelling is not proved again."""

from datetime import date

from dancu.casework.procedures import Document
from dancu.declarations import documents as declarations
from dancu.declarations.documents import document, owner_consent
from dancu.declarations.domain.temporary import Case
from dancu.procedures.temporary_extension import rules
from dancu.procedures.temporary_extension.application import Application, Ground

DOCUMENTS: tuple[Document[Application], ...] = (
    document("list_letter", "KQ002432", required=lambda application: application.case is Case.LIST),
    document("list_declarations", "KQ003641", required=lambda application: application.case is Case.LIST),
    document("police_letter", "KQ002430", required=lambda application: application.ground is Ground.POLICE),
    document("army_letter", "KQ002431", required=lambda application: application.ground is Ground.ARMY),
    owner_consent(rules.needs_owner_consent),
    *declarations.OF_PEOPLE,
    declarations.EXEMPTION,
)


def documents(on: date) -> tuple[Document[Application], ...]:
    """Return the documents that the law of a day knows."""
    return declarations.on(on, *DOCUMENTS)
