"""What a request must be proved by: nothing but that the one who files may do so."""

from datetime import date

from dancu.casework.procedures import Document
from dancu.declarations import documents as declarations
from dancu.procedures.residence_confirmation.application import Application


def documents(on: date) -> tuple[Document[Application], ...]:
    """Return the documents that the law of a day knows."""
    return declarations.on(on, *declarations.OF_FILER)
