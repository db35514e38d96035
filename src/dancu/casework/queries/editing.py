"""Who else has a dossier open for an act."""

from dataclasses import dataclass
from datetime import datetime

from dancu.casework.models import Dossier, Editing
from dancu.offices import queries as offices


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorView:
    officer: str
    since: datetime


def editors(dossier: Dossier, *, reader: int, at: datetime) -> tuple[EditorView, ...]:
    """Return who but the reader works on a dossier now, the first one first."""
    rows = list(Editing.objects.filter(dossier=dossier, until__gt=at).exclude(officer=reader).order_by("since", "pk"))
    names = offices.names_of(row.officer_id for row in rows) if rows else {}
    return tuple(EditorView(officer=names.get(row.officer_id, ""), since=row.since) for row in rows)
