"""What an officer chose last in a list."""

from dancu.offices.models import ListFilter
from dancu.offices.queries import OfficerView


def find_filter(listing: str, *, officer: OfficerView) -> str:
    """Return what he chose there last, as its address writes it; nothing where he chose nothing."""
    kept = ListFilter.objects.filter(officer=officer.id, listing=listing).values_list("query", flat=True)
    return kept.first() or ""
