"""Search for persons by what is known of them.

A list of all persons by folded name and year of birth lies in an index; a search reads a stretch of it from a *spot* on, and
stops after so many. What no index narrows by is sifted afterwards.
"""

from collections.abc import Iterable, Sequence

from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName
from dancu.kernel.sex import Sex
from dancu.platform import statement
from dancu.population.domain.description import Description, Spot, words_of
from dancu.population.domain.near import guesses
from dancu.population.models import NameWord, Person

_OF_ALL = "select search_key as name_key, birth_year, id as person from population_person"
_BORN = "and birth_year = %(born)s"
# The row of two is a bound of the index, the row of three tells apart who stands at the same place of it.
_BEHIND = """
    and (name_key, birth_year) >= (%(name_key)s, %(birth_year)s)
    and (name_key, birth_year, person) > (%(name_key)s, %(birth_year)s, %(person)s)
"""
_STRETCH = """
    select distinct found.name_key, found.birth_year, found.person
    from {scope} unnest(%(names)s::text[]) as begun cross join lateral (
        select name_key, birth_year, person from ({source}) as listed
        where name_key >= begun and name_key < begun || U&'\\+10FFFF' {narrowed}
        order by name_key, birth_year, person limit %(limit)s
    ) as found
    order by 1, 2, 3 limit %(limit)s
"""
_DESCRIBED = """
    select id, surname, middle, given, birth_year, birth_month, birth_day, sex
    from population_person where id = any(%(people)s) and status = 'in_force'
"""


def list_spots(
    *, names: Sequence[str], birth_year: int | None = None, after: Spot | None = None, limit: int
) -> list[Spot]:
    """Return the next people whose folded name is, or begins with, one of these.

    No data of theirs is shown, so no audit row is left, here and in what follows: who shows some of them says so.
    """
    return read_stretch(_OF_ALL, names=names, birth_year=birth_year, after=after, limit=limit)


def read_stretch(
    source: str,
    *,
    scope: str = "",
    names: Sequence[str],
    birth_year: int | None,
    after: Spot | None,
    limit: int,
    **values: object,
) -> list[Spot]:
    """Return the next spots of a list: the columns name_key, birth_year and person of `source`, once for each row of `scope`."""
    narrowed = (_BORN if birth_year else "") + (_BEHIND if after else "")
    sql = _STRETCH.format(source=source, scope=f"{scope} cross join" if scope else "", narrowed=narrowed)
    if after:
        values |= after._asdict()
    return [Spot(*row) for row in statement.rows(sql, names=list(names), born=birth_year, limit=limit, **values)]


def list_alike(name: str) -> tuple[str, ...]:
    """Return folded names that somebody may have meant who typed this one."""
    return guesses(words_of(name), frozenset(NameWord.objects.values_list("word", flat=True)))


def spot_of(person: int) -> Spot | None:
    """Return where somebody stands in the list of all."""
    row = Person.objects.filter(id=person).values_list("search_key", "birth_year", "id").first()
    return Spot(*row) if row else None


def sift(people: Iterable[int], description: Description) -> frozenset[int]:
    """Return whom of these persons a description fits, but for relatives."""
    return frozenset(
        person
        for person, surname, middle, given, year, month, day, sex in statement.rows(_DESCRIBED, people=list(people))
        if description.fits(PersonName(surname, middle, given), PartialDate(year, month, day), Sex(sex))
    )
