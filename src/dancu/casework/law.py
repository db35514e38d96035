"""The day whose law holds for a draft."""

from datetime import date, datetime

from django.utils import timezone

from dancu.casework.models import Draft


def law_day(draft: Draft, at: datetime) -> date:
    """Return the day whose law and units a draft is judged by: today, or the day its dossier was first submitted."""
    return draft.dossier.filed_on if draft.dossier else timezone.localtime(at).date()
