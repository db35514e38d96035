"""What an officer chose last in a list, so that it opens so the next time."""

from datetime import datetime

from dancu.offices.models import ListFilter
from dancu.offices.queries import OfficerView


def remember_filter(*, listing: str, query: str, officer: OfficerView, at: datetime) -> None:
    """Keep what is chosen in a list, as its address writes it, or that nothing is; it must name nobody."""
    if query:
        facts = {"query": query, "kept_at": at}
        ListFilter.objects.update_or_create(officer_id=officer.id, listing=listing, defaults=facts)
    else:
        ListFilter.objects.filter(officer_id=officer.id, listing=listing).delete()
