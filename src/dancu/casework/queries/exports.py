"""Read exports: how far one has come, and the workbook, to who asked for it and still may."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Length

from dancu.audit import commands as audit
from dancu.casework.authorisation import subsystems_exported
from dancu.casework.models import DossierExport
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Missing
from dancu.offices.domain.jurisdiction import covers
from dancu.offices.queries import OfficerView


class NoSuchExport(Missing):
    """This export is not here any more, or a colleague asked for it. Search and export again."""

    code = "casework.no_such_export"


class ExportBeingWritten(Conflict):
    """This export is still being written. Try again in a moment."""

    code = "casework.export_being_written"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportView:
    id: UUID
    rows: int
    whole: bool
    ready: bool
    asked_at: datetime
    expires_at: datetime
    size: int
    """In bytes; nothing while it is being written."""


def get_export(export_id: UUID, *, officer: OfficerView, at: datetime) -> ExportView:
    """Return how far an export of one's own has come; raise NoSuchExport."""
    # Who waits asks again and again: the workbook itself stays where it is.
    row = _own(export_id, officer, at, of=DossierExport.objects.defer("content").annotate(size=Length("content")))
    return ExportView(
        id=row.pk,
        rows=row.rows,
        whole=row.whole,
        ready=row.finished_at is not None,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        size=row.size or 0,  # type: ignore[attr-defined]
    )


def fetch_export(export_id: UUID, *, officer: OfficerView, by: Actor, at: datetime) -> bytes:
    """Return the workbook of an export of one's own; raise NoSuchExport or ExportBeingWritten."""
    row = _own(export_id, officer, at)
    if row.content is None:
        raise ExportBeingWritten
    facts = {"rows": row.rows, "reason": row.reason}
    subject = ("export", str(row.pk))
    audit.record("casework.export_fetched", by=by, purpose=Purpose.DOSSIER, at=at, subject=subject, facts=facts)
    return bytes(row.content)


def _own(
    export_id: UUID, officer: OfficerView, at: datetime, *, of: QuerySet[DossierExport] | None = None
) -> DossierExport:
    """Return an export while all that is in it may be seen by who asked for it: he may have been transferred meanwhile."""
    exports = DossierExport.objects.all() if of is None else of
    row = exports.filter(pk=export_id, officer=officer.id, expires_at__gt=at).first()
    if row is None or not covers(officer.scope, row.scope) or not set(row.subsystems) <= subsystems_exported(officer):
        raise NoSuchExport
    return row
