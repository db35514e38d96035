"""Remove what has had its time: claims and their photos, counts, links, old sessions."""

from datetime import datetime, timedelta

from django.db import transaction

from dancu.accounts import photos
from dancu.accounts.models import PasswordReset, RegistrationClaim, Session, Tally

_DAY = timedelta(days=1)
SESSIONS_KEPT = 90 * _DAY


def sweep(*, at: datetime) -> None:
    """Remove what nobody can use any more; the audit keeps that it was."""
    with transaction.atomic():
        claims = RegistrationClaim.objects.filter(expires_at__lt=at - _DAY)
        orphans = list(claims.filter(account=None).exclude(photo="").values_list("photo", flat=True))
        claims.delete()
        Tally.objects.filter(last_at__lt=at - 2 * _DAY).delete()
        PasswordReset.objects.filter(expires_at__lt=at - _DAY).delete()
        Session.objects.filter(expires_at__lt=at - SESSIONS_KEPT).delete()
    for name in orphans:
        photos.remove(name)
