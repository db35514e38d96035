"""Tokens that count once: who sends one a second time is refused, on whichever server the first was used."""

from datetime import datetime

from django.db import connection

from dancu.platform.models import SpentToken

_SPEND = """
    insert into platform_spenttoken (digest, until, outcome) values (%(digest)s, %(until)s, %(outcome)s)
    on conflict do nothing
"""


def spend(digest: str, *, until: datetime, outcome: str = "") -> str | None:
    """Use a token up; return None where it was still unused, else the outcome of its first use.

    `until` is when it would expire anyway. A transaction of the caller's that is rolled back makes it unused again: call
    it outside of any.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, {"digest": digest, "until": until, "outcome": outcome})
        if cursor.rowcount:
            return None
    return SpentToken.objects.values_list("outcome", flat=True).get(pk=digest)


def sweep(*, at: datetime) -> None:
    """Forget the tokens that have expired."""
    SpentToken.objects.filter(until__lt=at).delete()
