"""Dossiers by what they have in common with few others: words of a name, a procedure, a case, a state, all in one index.

Each of these terms stands in it behind the fortnight of filing (`casework.models.indexes`). A search goes from fortnight to
fortnight, takes of each the dossiers that have all its terms, and ends where a page is full: of a common name no more is read
than of a rare one.
"""

import re
from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from dancu.casework.models import Dossier
from dancu.casework.models.indexes import BETWEEN_WORDS, FORTNIGHT
from dancu.kernel.names import fold

_OF_THE_FORTNIGHT = """
    casework_dossier.id = any(array(
        select one.id from casework_dossier as one
        where casework_terms(one.submitted_at, one.subject_key, one.province, one.procedure_code, one."case", one.state)
            @@ fortnight.asked
    ))
"""
_ONE_BY_ONE = """
    select found.id
    from (
        select replace(%s, '{mark}', number::text)::tsquery as asked
        from (
            select casework_fortnight(greatest(min(submitted_at), %s::timestamptz)) as first,
                casework_fortnight(least(max(submitted_at), %s::timestamptz)) as last
            from casework_dossier
        ) as filed
        cross join lateral generate_series({span}) as number
    ) as fortnight
    cross join lateral ({rows}) as found (id, placed_at)
    {order} limit %s
"""


def words_of(name: str) -> list[str]:
    """Return the words by which a name is looked up."""
    return [word for word in re.split(BETWEEN_WORDS, fold(name)) if word]


def among(rows: QuerySet[Dossier], words: list[str]) -> QuerySet[Dossier]:
    """Return those of a few dossiers whose names have the words, the last one perhaps begun only, without the index."""
    for place, word in enumerate(reversed(words)):
        rows = rows.filter(subject_key__regex=f"(^|{BETWEEN_WORDS}){word}" + (f"({BETWEEN_WORDS}|$)" if place else ""))
    return rows


def asked(
    *, words: list[str], states: Collection[str], province: str = "", procedure_code: str = "", case: str = ""
) -> str:
    """Return what the index is asked for: all that is given, with one of the states, the last word perhaps begun only."""
    named = [_term(word) for word in words]
    if named:
        named[-1] += ":*"
    others = [_term(f"{sign}{value}") for sign, value in (("@", province), ("#", procedure_code), ("/", case)) if value]
    either = " | ".join(_term(f"={state}") for state in sorted(states))
    return " & ".join([*named, *others, *([f"({either})"] if either else [])])


def first(
    rows: QuerySet[Dossier],
    asked: str,
    *,
    since: datetime | None,
    until: datetime | None,
    column: str,
    falls: bool,
    size: int,
) -> QuerySet[Dossier]:
    """Return the first dossiers among ordered rows that have what is asked for, in any order, no more than `size`.

    All are filed between two moments. Where that is their order, fortnights are taken in it, and the rest are not read at all.
    """
    of_the_fortnight = RawSQL(_OF_THE_FORTNIGHT, (), output_field=BooleanField())  # noqa: S611  # nothing in it was entered
    try:
        sql, values = rows.filter(of_the_fortnight).values_list("pk", column).query.sql_with_params()
    except EmptyResultSet:
        return rows.none()
    way = "desc" if falls else "asc"
    found = _ONE_BY_ONE.format(
        mark=FORTNIGHT,
        span="last, first, -1" if falls else "first, last",
        rows=sql,
        order="" if column == "submitted_at" else f"order by placed_at {way}, id {way}",
    )
    return Dossier.objects.filter(pk__in=RawSQL(found, (asked, since, until, *values, size)))  # noqa: S611  # all values are bound


def _term(text: str) -> str:
    quoted = f"{FORTNIGHT}{text}".replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'"
