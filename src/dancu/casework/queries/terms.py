"""Dossiers by what they have in common with few others: words of a name, a procedure, a case, a state, all in one index.

Each of these terms stands in it behind the fortnight of filing (`casework.models.indexes`). A search goes from fortnight to
fortnight, takes of each the dossiers that have all its terms, and ends where a page is full: of a common name no more is read
than of a rare one.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from dancu.casework.models import Dossier
from dancu.casework.models.indexes import BETWEEN_WORDS, FORTNIGHT
from dancu.kernel.names import fold

BEGUN = "*"
"""What is typed behind a word of which only the beginning is known."""
_IN_MOST_NAMES = frozenset({"nguyen", "thi", "van"})
"""One of every three people bears them: to read where they stand takes longer than to look at who has the other words."""

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
            select casework_fortnight(greatest(min(first), %s::timestamptz)) as first,
                casework_fortnight(least(max(last), %s::timestamptz)) as last
            from ({ends}) as part (first, last)
        ) as filed
        cross join lateral generate_series({span}) as number
    ) as fortnight
    cross join lateral ({rows}) as found (id, placed_at)
    {order} limit %s
"""


@dataclass(frozen=True, slots=True)
class Ends:
    """What tells between which fortnights dossiers are looked for."""

    waiting: dict[str, str]
    """Values of columns in which all of them agree, by an index that goes on with the days of filing."""
    since: datetime | None
    until: datetime | None


# Each from an index of days: of all dossiers together there is none.
_ENDS = "select min(submitted_at), max(submitted_at) from casework_dossier where {}"
_ALL_ENDS = f"{_ENDS.format('archived_at is null')} union all {_ENDS.format('archived_at is not null')}"


def words_of(name: str) -> list[str]:
    """Return the words by which a name is looked up; behind the last stands `BEGUN` where only its beginning is given."""
    words = [word for word in re.split(BETWEEN_WORDS, fold(name)) if word]
    if words and name.rstrip().endswith(BEGUN):
        words[-1] += BEGUN
    return words


def telling(words: list[str]) -> list[str]:
    """Return the words that the index is asked for; with the others, those who have these are compared."""
    return [word for word in words if word not in _IN_MOST_NAMES] or words


def among(rows: QuerySet[Dossier], words: list[str]) -> QuerySet[Dossier]:
    """Return those of a few dossiers whose names have the words, without the index."""
    for word in words:
        ends = "" if word.endswith(BEGUN) else f"({BETWEEN_WORDS}|$)"
        rows = rows.filter(subject_key__regex=f"(^|{BETWEEN_WORDS}){word.removesuffix(BEGUN)}{ends}")
    return rows


def asked(
    *, words: list[str], states: Collection[str], province: str = "", procedure_code: str = "", case: str = ""
) -> str:
    """Return what the index is asked for: all that is given, with one of the states."""
    named = [_term(word.removesuffix(BEGUN)) + (":*" if word.endswith(BEGUN) else "") for word in words]
    others = [_term(f"{sign}{value}") for sign, value in (("@", province), ("#", procedure_code), ("/", case)) if value]
    either = " | ".join(_term(f"={state}") for state in sorted(states))
    return " & ".join([*named, *others, *([f"({either})"] if either else [])])


def first(
    rows: QuerySet[Dossier],
    asked: str,
    *,
    ends: Ends,
    column: str,
    falls: bool,
    size: int,
) -> QuerySet[Dossier]:
    """Return the first dossiers among ordered rows that have what is asked for, in any order, no more than `size`.

    Where the days of filing are their order, fortnights are taken in it, and the rest are not read at all.
    """
    of_the_fortnight = RawSQL(_OF_THE_FORTNIGHT, (), output_field=BooleanField())  # noqa: S611  # nothing in it was entered
    try:
        sql, values = rows.filter(of_the_fortnight).values_list("pk", column).query.sql_with_params()
    except EmptyResultSet:
        return rows.none()
    way = "desc" if falls else "asc"
    found = _ONE_BY_ONE.format(
        mark=FORTNIGHT,
        ends=_ENDS.format(" and ".join(f"{key} = %s" for key in ends.waiting)) if ends.waiting else _ALL_ENDS,
        span="last, first, -1" if falls else "first, last",
        rows=sql,
        order="" if column == "submitted_at" else f"order by placed_at {way}, id {way}",
    )
    bound = (asked, ends.since, ends.until, *ends.waiting.values(), *values, size)
    return Dossier.objects.filter(pk__in=RawSQL(found, bound))  # noqa: S611  # nothing in it was entered


def _term(text: str) -> str:
    quoted = f"{FORTNIGHT}{text}".replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'"
