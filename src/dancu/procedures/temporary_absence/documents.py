"""What a declaration of absence must be proved by (art. 31.2, the national catalogue's codes)."""

from datetime import date

from dancu.casework.procedures import Document
from dancu.declarations import documents as declarations
from dancu.procedures.temporary_absence import rules
from dancu.procedures.temporary_absence.application import Application

DOCUMENTS: tuple[Document[Application], ...] = (
    Document(
        key="supervisors_consent", code="G01.000.000.000-KQ1892", required=rules.needs_supervisors_consent,
        offered=rules.needs_supervisors_consent,
    ),
    *declarations.OF_FILER,
)  # fmt: skip


def documents(on: date) -> tuple[Document[Application], ...]:
    """Return the documents that the law of a day knows."""
    return declarations.coded(on, *DOCUMENTS)
