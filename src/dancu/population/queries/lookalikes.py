"""Find who in the register may be somebody so described."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName, fold
from dancu.kernel.sex import Sex
from dancu.platform import statement
from dancu.population.domain.lookalikes import Described, sign
from dancu.population.domain.person import PersonCard, RecordStatus
from dancu.population.queries.records import list_people

_NAME = "concat_ws(' ', nullif({0}.surname, ''), nullif({0}.middle, ''), {0}.given)"
_DESCRIBED = f"""
    person.id, person.surname, person.middle, person.given, person.birth_year, person.birth_month, person.birth_day,
    person.sex, person.old_id_number,
    coalesce({_NAME.format("father")}, person.father_name) as father,
    coalesce({_NAME.format("mother")}, person.mother_name) as mother
"""
_PARENTS = """
    left join population_person as father on father.id = person.father_id
    left join population_person as mother on mother.id = person.mother_id
"""
_ALIKE = f"""
    with asked as (
        select * from unnest(%(places)s::int[], %(keys)s::text[], %(years)s::int[], %(numbers)s::text[])
        as asked (place, key, year, number)
    ), near as (
        select place, person.id from asked
        join population_person as person on person.search_key = asked.key and person.birth_year = asked.year
        where asked.key <> ''
        union
        select place, person.id from asked
        join population_person as person on person.old_id_number = asked.number and person.old_id_number <> ''
    )
    select near.place, {_DESCRIBED}
    from near join population_person as person on person.id = near.id {_PARENTS}
    where person.status = %(in_force)s and (%(before)s::timestamptz is null or person.recorded_at < %(before)s)
    order by person.id
"""  # noqa: S608
_OF_IDS = f"select {_DESCRIBED} from population_person as person {_PARENTS} where person.id = any(%(ids)s)"  # noqa: S608
_REAL_ONES = "select id from population_person where id between %(first)s and %(last)s and not synthetic"
_NAMES = f"select id, {_NAME.format('person')} from population_person as person where id = any(%(ids)s)"  # noqa: S608


def find_lookalikes(described: Described, *, entered_before: datetime | None = None) -> tuple[int, ...]:
    """Return the ids of those whose records are in force and who may be somebody so described.

    No data of theirs is shown, so no audit row is left.
    """
    return find_lookalikes_of_many([described], entered_before=entered_before)[0]


def find_lookalikes_of_many(
    described: Sequence[Described], *, entered_before: datetime | None = None
) -> list[tuple[int, ...]]:
    """Return the same of each of many, by one statement."""
    found: list[list[int]] = [[] for _ in described]
    asked: dict[str, Any] = {
        "places": list(range(len(described))),
        "keys": [fold(each.name.full) for each in described],
        "years": [each.born.year for each in described],
        "numbers": [each.old_id_number for each in described],
    }
    for place, *row in statement.rows(_ALIKE, **asked, in_force=RecordStatus.IN_FORCE.value, before=entered_before):
        identifier, there = _described(row)
        if sign(described[place], there):
            found[place].append(identifier)
    return [tuple(ids) for ids in found]


def list_lookalikes(described: Described, *, purpose: Purpose, by: Actor, at: datetime) -> tuple[PersonCard, ...]:
    """Return the cards of those who may be somebody so described."""
    return list_people(ids=find_lookalikes(described), purpose=purpose, by=by, at=at)


def describe(ids: Iterable[int]) -> dict[int, Described]:
    """Return what two people are compared by, of persons in the register; nothing of it is shown."""
    return dict(_described(row) for row in statement.rows(_OF_IDS, ids=list(ids)))


def real_ones(*, first: int, last: int) -> list[int]:
    """Return which of the ids from `first` to `last` are of people who are not made up."""
    return [identifier for (identifier,) in statement.rows(_REAL_ONES, first=first, last=last)]


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Return the full names of persons, to compare others' parents by; nothing of it is shown."""
    wanted = list(ids)
    return dict(statement.rows(_NAMES, ids=wanted)) if wanted else {}


def _described(row: Sequence[Any]) -> tuple[int, Described]:
    identifier, surname, middle, given, year, month, day, sex, old_id_number, father, mother = row
    return identifier, Described(
        name=PersonName(surname, middle, given),
        born=PartialDate(year, month, day),
        sex=Sex(sex),
        old_id_number=old_id_number,
        father=father,
        mother=mother,
    )
