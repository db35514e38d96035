"""What an application must be proved by (art. 28.1, Decrees 62/2021 and 154/2024/ND-CP, the national catalogue's codes)."""

from datetime import date

from dancu.casework.procedures import Document
from dancu.declarations import documents as declarations
from dancu.declarations.documents import document, householder_consent, owner_consent
from dancu.declarations.domain.temporary import Case
from dancu.procedures.temporary_registration import rules
from dancu.procedures.temporary_registration.application import Application, Ground

DOCUMENTS: tuple[Document[Application], ...] = (
    # A lease need not be notarised; who lives with kin by their agreement proves no dwelling.
    document(
        "dwelling", "KQ003631", required=lambda application: application.place.ground in {Ground.OWN, Ground.LENT}
    ),
    document("list_letter", "KQ003637", required=lambda application: application.case is Case.LIST),
    document("list_declarations", "KQ003636", required=lambda application: application.case is Case.LIST),
    document("police_letter", "KQ003634", required=lambda application: application.place.ground is Ground.POLICE),
    document("army_letter", "KQ003635", required=lambda application: application.place.ground is Ground.ARMY),
    householder_consent(rules.needs_householder_consent),
    owner_consent(rules.needs_owner_consent),
    *declarations.OF_PEOPLE,
    document("naturalisation", offered=lambda application: True),
    declarations.EXEMPTION,
)


def documents(on: date) -> tuple[Document[Application], ...]:
    """Return the documents that the law of a day knows."""
    return declarations.on(on, *DOCUMENTS)
