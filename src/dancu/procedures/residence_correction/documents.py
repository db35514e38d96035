"""What an application must be proved by (art. 26.2, the national catalogue's codes)."""

from dataclasses import replace
from datetime import date

from dancu.casework.procedures import Document
from dancu.declarations import documents as declarations
from dancu.declarations.documents import document, householder_consent
from dancu.declarations.domain.civil_status import Proof
from dancu.procedures.residence_correction import rules
from dancu.procedures.residence_correction.application import Application

DOCUMENTS: tuple[Document[Application], ...] = (
    document("proof", "KQ003628", required=rules.needs_proof, offered=rules.offers_proof),
    document("civil_extract", "KQ003628", required=rules.is_proved_by(Proof.EXTRACT)),
    document("civil_decision", "KQ003628", required=rules.is_proved_by(Proof.DECISION)),
    householder_consent(rules.needs_householder_consent),
    replace(document("members_consent", "KQ003629", required=rules.needs_members_consent), is_opinion=True),
    *declarations.OF_FILER,
)


def documents(on: date) -> tuple[Document[Application], ...]:
    """Return the documents that the law of a day knows."""
    return declarations.on(on, *DOCUMENTS)
