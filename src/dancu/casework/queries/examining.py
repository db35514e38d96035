"""What was examined of a dossier: its documents, one by one, and its declaration beside the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dancu.casework.models import Dossier, RegisterCheck
from dancu.offices import queries as offices


@dataclass(frozen=True, slots=True)
class ExaminedView:
    """How a document was found, by whom and when."""

    sufficient: bool
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CheckView:
    """What the last comparison with the register came to."""

    differing: int
    blocking: tuple[str, ...]
    officer: str
    at: datetime


def examined(dossier: Dossier) -> Mapping[str, ExaminedView]:
    """Return how the documents of the last round were found, by key."""
    rows = list(dossier.examined.filter(round=dossier.rounds))
    names = offices.names_of(row.officer_id for row in rows) if rows else {}
    return {row.document: ExaminedView(row.sufficient, names[row.officer_id], row.at) for row in rows}


def last_check(dossier: Dossier) -> CheckView | None:
    """Return the last comparison of the last round."""
    row = RegisterCheck.objects.filter(dossier=dossier, round=dossier.rounds).order_by("-at", "-pk").first()
    if row is None:
        return None
    return CheckView(row.differing, tuple(row.blocking), offices.names_of([row.officer_id])[row.officer_id], row.at)
