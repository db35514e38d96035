"""Issue personal numbers: each once, however many ask at a time."""

import secrets
from datetime import datetime

from django.db import connection

from dancu.kernel.errors import Conflict
from dancu.kernel.pin import Pin, prefix
from dancu.kernel.sex import Sex

_DRAWS = 20


class NumbersExhausted(Conflict):
    """Every personal number of this province, year and sex is taken. Tell the central registry."""

    code = "population.numbers_exhausted"


def allocate_pin(*, province: str, birth_year: int, sex: Sex, at: datetime) -> Pin:
    """Issue a number that nobody ever bore, drawn at random, in the caller's transaction.

    Two who draw the same number at once wait for each other at the primary key; the second draws again. `province` is the
    historical three-digit code. Raises NumbersExhausted.
    """
    start = prefix(province=province, birth_year=birth_year, sex=sex)
    for _ in range(_DRAWS):
        number = f"{start}{secrets.randbelow(1_000_000):06d}"
        if _issue(number, at):
            return Pin(number)
    # So many draws fail only where nearly all numbers are taken: choose among those that are left.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number FROM (SELECT %s || lpad(n::text, 6, '0') AS number FROM generate_series(0, 999999) AS n) AS possible "
            "WHERE NOT EXISTS (SELECT FROM population_issuedpin AS issued WHERE issued.number = possible.number) "
            "ORDER BY random() LIMIT %s",
            [start, _DRAWS],
        )
        left = [number for (number,) in cursor.fetchall()]
    for number in left:
        if _issue(number, at):
            return Pin(number)
    raise NumbersExhausted


def _issue(number: str, at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO population_issuedpin (number, issued_at) VALUES (%s, %s) ON CONFLICT DO NOTHING", [number, at]
        )
        return bool(cursor.rowcount)
