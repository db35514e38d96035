"""What an application must be proved by (art. 29, the national catalogue's code); nobody's consent is asked for."""

from datetime import date

from dancu.casework.procedures import Document
from dancu.declarations import documents as declarations
from dancu.procedures.temporary_deletion.application import Application


def documents(on: date) -> tuple[Document[Application], ...]:
    """Return the documents that the law of a day knows."""
    proofs = declarations.proofs_of_grounds(Application.home, on, "KQ003643")
    return declarations.on(on, *proofs, *declarations.OF_FILER)
