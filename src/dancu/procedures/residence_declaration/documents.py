"""What a declaration must be proved by (the national catalogue's codes)."""

from datetime import date

from dancu.casework.procedures import Document
from dancu.declarations import documents as declarations
from dancu.declarations.documents import document
from dancu.procedures.residence_declaration.application import Application

DOCUMENTS: tuple[Document[Application], ...] = (
    document("naturalisation", "KQ003646", offered=lambda application: True),
    *declarations.OF_PEOPLE,
)


def documents(on: date) -> tuple[Document[Application], ...]:
    """Return the documents that the law of a day knows."""
    return declarations.on(on, *DOCUMENTS)
