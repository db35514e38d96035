"""Read who of an agency may be given something to do."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from dancu.offices.domain.rights import Right
from dancu.offices.models import Grant, Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    id: int
    full_name: str
    numbers: frozenset[str]
    """Every number by which he is or was known."""


def list_able(*, agency_id: int, right: Right) -> list[Colleague]:
    """List the active officers of an agency who hold a right, by their names."""
    return [_view(row) for row in _able(agency_id, right).order_by("full_name", "pk")]


def hold(officer_id: int, *, agency_id: int, right: Right) -> Colleague | None:
    """Return such an officer, and keep him from leaving while the transaction lasts; None where he is not one, or no more."""
    row = _able(agency_id, right).select_for_update(no_key=True).filter(pk=officer_id).first()
    return _view(row) if row else None


def _able(agency_id: int, right: Right) -> "QuerySet[Officer]":
    granted = {"subsystem": right.subsystem, "function": right.function, "action": right.action}
    holds = Grant.objects.filter(group__officers=OuterRef("pk"), **granted)
    return Officer.objects.filter(Exists(holds), active=True, agency=agency_id)


def _view(row: Officer) -> Colleague:
    return Colleague(id=row.pk, full_name=row.full_name, numbers=frozenset({row.pin, *row.former_pins} - {""}))
