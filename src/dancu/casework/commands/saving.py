"""Searches that an officer keeps for himself."""

from datetime import datetime

from django.db import transaction

from dancu.casework.models import SavedSearch
from dancu.kernel.errors import Conflict, Invalid
from dancu.offices.queries import OfficerView

MOST_SAVED = 20


class NameMissing(Invalid):
    """Give the search a name."""

    code = "casework.search_name_missing"


class EnoughSaved(Conflict):
    """You keep {most} searches already. Delete one first."""

    code = "casework.enough_saved"


@transaction.atomic
def save_search(*, name: str, query: str, officer: OfficerView, at: datetime) -> None:
    """Keep a search under a name, in the place of what was kept under it; raises NameMissing, EnoughSaved.

    `query` is an address's and must name nobody.
    """
    if not name.strip():
        raise NameMissing(fields={"name": [NameMissing.template()]})
    SavedSearch.objects.update_or_create(
        officer_id=officer.id, name=name.strip(), defaults={"query": query, "saved_at": at}
    )
    # Counted afterwards: what takes the place of another adds none.
    if SavedSearch.objects.filter(officer=officer.id).count() > MOST_SAVED:
        raise EnoughSaved(most=MOST_SAVED)


def forget_search(*, search_id: int, officer: OfficerView) -> None:
    """Forget a search of one's own; another's, or one that is forgotten already, is left as it is."""
    SavedSearch.objects.filter(pk=search_id, officer=officer.id).delete()
