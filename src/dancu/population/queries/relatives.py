"""Find people by their parents, children and spouses."""

import re
from collections.abc import Iterable, Sequence

from dancu.kernel.names import fold
from dancu.platform import statement
from dancu.population.domain.description import Spot, words_of
from dancu.population.queries.records import find_bearer

_NUMBER = re.compile(r"\d{9}|\d{12}", re.ASCII)
_KIN = """
    with own as (select id, father_id, mother_id, spouse_id from population_person where id = any(%(people)s))
    select person, relative from (
        select id as person, unnest(array[father_id, mother_id, spouse_id]) as relative from own
        union all select father_id, id from population_person where father_id = any(%(people)s)
        union all select mother_id, id from population_person where mother_id = any(%(people)s)
    ) as kin where relative is not null
"""
_NAMED = f"""
    select kin.person from ({_KIN}) as kin join population_person as relative on relative.id = kin.relative
    where relative.search_key = %(key)s or starts_with(relative.search_key, %(key)s)
"""  # noqa: S608
_KIN_OF = f"""
    select distinct search_key, birth_year, id from population_person
    where id in (select relative from ({_KIN}) as kin) order by 1, 2, 3
"""  # noqa: S608
_WRITTEN = """
    select id, father_name, mother_name, spouse_name, father_number, mother_number, spouse_number from population_person
    where id = any(%(people)s) and (father_name, mother_name, spouse_name) <> ('', '', '')
"""


def is_number(relative: str) -> bool:
    """Tell whether a relative is named by a number."""
    return bool(_NUMBER.fullmatch(relative))


def list_kin_of(people: Iterable[int]) -> list[Spot]:
    """Return the parents, children and spouses of these persons, in the order of the list of all."""
    return [Spot(*row) for row in statement.rows(_KIN_OF, people=list(people))]


def with_relative(people: Sequence[int], relative: str) -> frozenset[int]:
    """Return who of these persons has a parent, child or spouse who bears this number, or a name that begins so.

    Those who are not in the register count by the name or number that was written down.
    """
    asked, key = list(people), " ".join(words_of(relative))
    if is_number(relative):
        bearer = find_bearer(relative)
        found = {spot.person for spot in list_kin_of([bearer] if bearer else [])}.intersection(asked)
    elif key:
        found = {person for (person,) in statement.rows(_NAMED, people=asked, key=key)}
    else:
        return frozenset()
    for person, *written in statement.rows(_WRITTEN, people=asked):
        names, numbers = written[:3], written[3:]
        if relative in numbers or (key and any(fold(name).startswith(key) for name in names if name)):
            found.add(person)
    return frozenset(found)
