"""What applicant and officer both see of a dossier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dancu.casework.models import Attachment, Dossier, JournalEntry, Paper
from dancu.offices import queries as offices


@dataclass(frozen=True, slots=True)
class AttachmentView:
    id: int
    document: str
    name: str
    size: int
    """In bytes."""
    media_type: str


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One act: which office (not which person) did what when."""

    at: datetime
    action: str
    source: str
    target: str
    agency: str
    """Name of the office; empty for the applicant's own acts."""
    note: str
    officer: str = ""
    """Only officers read which officer it was."""


@dataclass(frozen=True, slots=True)
class PaperView:
    id: int
    form: str
    number: int
    issued_at: datetime


def attachments(rows: Iterable[Attachment]) -> tuple[AttachmentView, ...]:
    """View attachments that were fetched with their files."""
    return tuple(AttachmentView(row.pk, row.document, row.name, row.file.size, row.file.media_type) for row in rows)


def attached(dossier: Dossier) -> tuple[AttachmentView, ...]:
    """Return the files of the dossier's last round."""
    return attachments(dossier.attachments.filter(round=dossier.rounds).select_related("file").order_by("pk"))


def papers(dossier: Dossier) -> tuple[PaperView, ...]:
    """Return the papers the dossier's course issued, oldest first."""
    return tuple(
        PaperView(p.pk, p.form, p.number, p.issued_at)
        for p in Paper.objects.filter(dossier=dossier)
        .order_by("issued_at", "pk")
        .only("pk", "form", "number", "issued_at")
    )


def journal(dossier: Dossier, *, for_officer: bool) -> tuple[JournalLine, ...]:
    """Return the course so far, oldest first; applicants read public notes only."""
    entries = JournalEntry.objects.filter(dossier=dossier).order_by("revision")
    names = offices.names_of(entry.officer_id for entry in entries if entry.officer_id) if for_officer else {}
    return tuple(
        JournalLine(
            at=entry.at,
            action=entry.action,
            source=entry.source,
            target=entry.target,
            agency=offices.agency(entry.agency_id).name if entry.agency_id else "",
            note=entry.note if for_officer or entry.public else "",
            officer=names.get(entry.officer_id, "") if entry.officer_id else "",
        )
        for entry in entries
    )
