"""What officers found on the spot, to those who may see the dossier."""

from dataclasses import dataclass
from datetime import date, datetime

from dancu.casework.models import Dossier
from dancu.offices import queries as offices


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionView:
    place: str
    inspected_on: date
    finding: str
    officer: str
    agency: str
    noted_at: datetime


def inspections(dossier: Dossier) -> tuple[InspectionView, ...]:
    """Return the notes of inspections, for somebody whose reading of the dossier is written down."""
    rows = list(dossier.inspections.order_by("pk"))
    names = offices.names_of(row.officer_id for row in rows) if rows else {}
    return tuple(
        InspectionView(
            place=row.place,
            inspected_on=row.inspected_on,
            finding=row.finding,
            officer=names.get(row.officer_id, ""),
            agency=offices.agency(row.agency_id).name,
            noted_at=row.noted_at,
        )
        for row in rows
    )
