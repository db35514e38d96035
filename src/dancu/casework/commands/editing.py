"""Tell colleagues that somebody has a dossier open for an act: a light lease, which keeps nobody out and ends by itself."""

from datetime import datetime, timedelta

from django.db import transaction

from dancu.casework import authorisation
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.models import Dossier, Editing
from dancu.offices.queries import OfficerView

LEASE = timedelta(minutes=10)
"""How long somebody who types nothing any more is said to be at it."""


@transaction.atomic
def begin_editing(*, code: str, officer: OfficerView, at: datetime) -> None:
    """Note that an officer works on a dossier, or goes on with it; raises NoSuchDossier, OwnDossier."""
    dossier = Dossier.objects.filter(code=code).first()
    if dossier is None:
        raise NoSuchDossier
    authorisation.ensure_visible(officer, dossier, at_counter=True)
    Editing.objects.filter(dossier=dossier, until__lte=at).delete()
    Editing.objects.bulk_create(
        [Editing(dossier=dossier, officer_id=officer.id, since=at, until=at + LEASE)],
        update_conflicts=True,
        unique_fields=["dossier", "officer"],
        update_fields=["until"],
    )


def end_editing(*, code: str, officer: OfficerView) -> None:
    """Note that an officer is done with a dossier."""
    Editing.objects.filter(dossier__code=code, officer=officer.id).delete()
