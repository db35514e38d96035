"""Dossiers by what they have in common with few others: words of a name, a procedure, a case, a state, all in one index.

Each of these terms stands in it behind the week of filing (`casework.models.indexes`). A search goes from week to week, takes of
each the dossiers that have all its terms, and ends where a page is full: of a common name no more is read than of a rare one.
"""

import re
from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from dancu.casework.models import Dossier
from dancu.casework.models.indexes import BETWEEN_WORDS, WEEK
from dancu.kernel.names import fold

_OF_THE_WEEK = """
    casework_dossier.id = any(array(
        select one.id from casework_dossier as one
        where casework_terms(one.submitted_at, one.subject_key, one.agency_code, one.procedure_code, one."case", one.state)
            @@ week.asked
    ))
"""
_WEEK_BY_WEEK = """
    select found.id
    from (
        select replace(%s, '{mark}', number::text)::tsquery as asked
        from (
            select casework_week(greatest(min(submitted_at), %s::timestamptz)) as first,
                casework_week(least(max(submitted_at), %s::timestamptz)) as last
            from casework_dossier
        ) as filed
        cross join lateral generate_series({span}) as number
    ) as week
    cross join lateral ({rows}) as found (id, placed_at)
    {order} limit %s
"""


def words_of(name: str) -> list[str]:
    """Return the words by which a name is looked up."""
    return [word for word in re.split(BETWEEN_WORDS, fold(name)) if word]


def asked(
    *, words: list[str], states: Collection[str], place: str = "", procedure_code: str = "", case: str = ""
) -> str:
    """Return what the index is asked for: all that is given, with one of the states, the last word perhaps begun only.

    `place` is the code of an agency or the scope of a province.
    """
    named = [_term(word) for word in words]
    if named:
        named[-1] += ":*"
    others = [_term(f"{sign}{value}") for sign, value in (("@", place), ("#", procedure_code), ("/", case)) if value]
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

    All are filed between two moments. Where that is their order, weeks are taken in it, and the rest are not read at all.
    """
    of_the_week = RawSQL(_OF_THE_WEEK, (), output_field=BooleanField())  # noqa: S611  # nothing in it was entered
    try:
        sql, values = rows.filter(of_the_week).values_list("pk", column).query.sql_with_params()
    except EmptyResultSet:
        return rows.none()
    way = "desc" if falls else "asc"
    found = _WEEK_BY_WEEK.format(
        mark=WEEK,
        span="last, first, -1" if falls else "first, last",
        rows=sql,
        order="" if column == "submitted_at" else f"order by placed_at {way}, id {way}",
    )
    return Dossier.objects.filter(pk__in=RawSQL(found, (asked, since, until, *values, size)))  # noqa: S611  # all values are bound


def _term(text: str) -> str:
    quoted = f"{WEEK}{text}".replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'"
