"""Tokens that must not be tried twice: who used one up is refused with it, on whichever server that was."""

from datetime import datetime

from django.db import connection

from dancu.platform import statement
from dancu.platform.models import SpentToken

_SPEND = "insert into platform_spenttoken (digest, until) values (%(digest)s, %(until)s) on conflict do nothing"
_SPENT = "select 1 from platform_spenttoken where digest = %(digest)s"


def spend(digest: str, *, until: datetime) -> bool:
    """Use a token up; return whether it was still unused. `until` is when it would expire anyway.

    A transaction of the caller's that is rolled back makes it unused again: call it outside of any.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, {"digest": digest, "until": until})
        return bool(cursor.rowcount)


def is_spent(digest: str) -> bool:
    """Tell whether a token was used up."""
    return bool(statement.rows(_SPENT, digest=digest))


def sweep(*, at: datetime) -> None:
    """Forget the tokens that have expired."""
    SpentToken.objects.filter(until__lt=at).delete()
