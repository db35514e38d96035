"""Export what was searched for: a job writes the workbook, lot by lot, and whoever asked fetches it within a day."""

import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from dancu.audit import commands as audit
from dancu.casework.authorisation import subsystems_exported
from dancu.casework.domain.states import State
from dancu.casework.models import Dossier, DossierExport
from dancu.casework.procedures import catalogue
from dancu.casework.queries.matching import DossierFilters, Order, Queue, matching
from dancu.casework.queries.search import walk
from dancu.kernel.actor import Actor, ActorKind, Purpose
from dancu.kernel.errors import Denied, DomainError, Invalid
from dancu.offices import queries as offices
from dancu.offices.queries import OfficerView
from dancu.platform.workbooks import HEADING, workbook

MOST_ROWS = 100_000
"""As many as a spreadsheet is still pleasant with."""
KEPT = timedelta(days=1)
_LOT = 2_000
_WIDTHS = (6, 30, 44, 60, 28, 16, 16, 12, 12, 12, 22)
_DAYS = ("submitted_since", "submitted_until", "due_since", "due_until")


class MayNotExport(Denied):
    """Your permissions do not include exporting dossiers."""

    code = "casework.may_not_export"


class ReasonMissing(Invalid):
    """Say what the export is for."""

    code = "casework.export_reason_missing"


@transaction.atomic
def ask_for_export(
    *,
    export_id: UUID,
    filters: DossierFilters,
    reason: str,
    headings: Mapping[str, Any],
    officer: OfficerView,
    by: Actor,
    at: datetime,
) -> None:
    """Have what is searched for written into a workbook behind the request; asked for twice, it is one export.

    `headings` holds the `heads` of its columns and what each of the `states` is called. Raises MayNotExport, ReasonMissing.
    """
    subsystems = subsystems_exported(officer)
    if not subsystems:
        raise MayNotExport
    if not reason.strip():
        raise ReasonMissing
    _, new = DossierExport.objects.get_or_create(
        pk=export_id,
        defaults={
            "officer_id": officer.id,
            "scope": officer.scope,
            "subsystems": sorted(subsystems),
            "reason": reason.strip()[:200],
            "filters": _as_json(filters),
            "headings": headings,
            "language": translation.get_language() or "vi",
            "asked_at": at,
            "expires_at": at + KEPT,
        },
    )
    if new:
        app.configure_task("casework.write_export").defer(export_id=str(export_id))
        facts = {"reason": reason.strip()[:200], "queue": filters.queue}
        subject = ("export", str(export_id))
        audit.record("casework.export_asked", by=by, purpose=Purpose.DOSSIER, at=at, subject=subject, facts=facts)


def write_export(*, export_id: UUID, at: datetime) -> None:
    """Write the workbook of an export; begun anew where an earlier try broke off, and nothing once it is there.

    It holds what the officer sees at this moment: where he left or may not export any more, it holds nothing.
    """
    row = DossierExport.objects.select_related("officer").filter(pk=export_id, content=None).first()
    if row is None:
        return
    with tempfile.TemporaryDirectory() as folder, translation.override(row.language):
        path = Path(folder) / "export.xlsx"
        whole, rows = _write(row, path, at)
        content = path.read_bytes()
    # Somebody else may have finished it meanwhile: the first stands.
    DossierExport.objects.filter(pk=row.pk, content=None).update(
        content=content, finished_at=at, whole=whole, rows=rows
    )


def sweep_exports(*, at: datetime) -> int:
    """Forget the exports whose day is over; return how many."""
    return DossierExport.objects.filter(expires_at__lte=at).delete()[0]


def _write(row: DossierExport, path: Path, at: datetime) -> tuple[bool, int]:
    """Write the rows lot by lot, each noted in the audit before it is written; return whether all, and how many."""
    filters, written, whole = _from_json(row.filters), 0, True
    with workbook(path, row_by_row=True) as book:
        sheet = book.add_worksheet()
        head = book.add_format(HEADING)
        for at_column, (text, width) in enumerate(zip(row.headings["heads"], _WIDTHS, strict=True)):
            sheet.set_column(at_column, at_column, width)
            sheet.write_string(0, at_column, text, head)
        sheet.freeze_panes(1, 0)
        officer = _still_exporting(row)
        if officer is None:
            return True, 0
        by = Actor(
            kind=ActorKind.OFFICER,
            account_id=officer.account_id,
            officer_id=officer.id,
            agency_id=officer.agency.id,
        )
        found = matching(officer, filters, at).filter(subsystem__in=row.subsystems)
        for lot in walk(found, order=filters.ordered, size=_LOT):
            whole = written + len(lot) <= MOST_ROWS
            lot = lot[: MOST_ROWS - written]
            _note(row, lot, by, at)
            for dossier in lot:
                written += 1
                for at_column, text in enumerate(_cells(written, dossier, row.headings["states"])):
                    # As text, whatever it looks like: a name that begins with "=" is no formula.
                    sheet.write_string(written, at_column, text)
            DossierExport.objects.filter(pk=row.pk, content=None).update(rows=written)
            if not whole:
                break
    return whole, written


def _still_exporting(row: DossierExport) -> OfficerView | None:
    """Return the officer who asked, as long as he works where he did and may still export all that he asked for."""
    try:
        officer = offices.officer_of(row.officer.account_id)
    except DomainError:
        return None
    may = officer.scope == row.scope and set(row.subsystems) <= subsystems_exported(officer)
    return officer if may else None


def _note(row: DossierExport, lot: list[Dossier], by: Actor, at: datetime) -> None:
    audit.record(
        "casework.dossiers_exported",
        by=by,
        purpose=Purpose.DOSSIER,
        at=at,
        subject=("export", str(row.pk)),
        listed=[("dossier", each.code) for each in lot],
        facts={"reason": row.reason, "shown": len(lot)},
    )


def _cells(number: int, row: Dossier, states: Mapping[str, str]) -> list[str]:
    procedure = catalogue().version(row.procedure_code, row.procedure_version)
    return [
        str(number),
        row.code,
        procedure.title,
        procedure.texts(f"cases.{row.case}"),
        row.subject_name,
        row.subject_pin or row.subject_old_number,
        row.subject_passport,
        _day(row.submitted_at),
        _day(row.received_at),
        _day(row.due_at),
        states.get(State(row.state), row.state),
    ]


def _day(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y}" if at else ""


def _as_json(filters: DossierFilters) -> dict[str, Any]:
    values = asdict(filters) | {"other_numbers": sorted(filters.other_numbers)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _from_json(kept: Mapping[str, Any]) -> DossierFilters:
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in _DAYS}
    order = Order(kept["order"]) if kept["order"] else None
    others = frozenset(kept["other_numbers"])
    return DossierFilters(**{**kept, **days, "queue": Queue(kept["queue"]), "order": order, "other_numbers": others})
