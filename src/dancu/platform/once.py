"""Tokens that count once: who sends one a second time is refused, on whichever server the first was used."""

from datetime import datetime

from django.db import connection

from dancu.platform.models import SpentToken


def spend(digest: str, *, until: datetime, at: datetime) -> bool:
    """Use a token up and tell whether it was still unused; `until` is when it would expire anyway.

    Kept also when the caller's transaction is rolled back only if the caller has none: call it outside.
    """
    SpentToken.objects.filter(until__lt=at).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO platform_spenttoken (digest, until) VALUES (%s, %s) ON CONFLICT DO NOTHING", [digest, until]
        )
        return bool(cursor.rowcount == 1)


def was_spent(digest: str) -> bool:
    """Tell whether a token was used up, and that has not been forgotten since."""
    return SpentToken.objects.filter(pk=digest).exists()
