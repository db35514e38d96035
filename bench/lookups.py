"""What officers look people up by, each time somebody else who is there to be found."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from django.utils.timezone import localtime

from bench.searches import officer_at
from dancu.kernel.actor import Actor, ActorKind, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName
from dancu.offices import queries as offices
from dancu.offices.domain import rights
from dancu.offices.queries import OfficerView
from dancu.places.domain.units import Unit
from dancu.places.queries import directory
from dancu.platform import statement
from dancu.population.models import Person
from dancu.residence import queries as residence
from dancu.residence.models import ResidencePeriod
from dancu.residence.queries import Described, Stated

LookUp = Callable[[], Any]
_MAY = frozenset(rights.of(rights.Function.PERSONS, rights.Function.PERSONS_BEYOND))
_STATED = Stated(purpose=Purpose.RESIDENCE_MANAGEMENT)
_COMMON = (
    "select unnest(most_common_vals::text::text[]) from pg_stats where tablename = %(table)s and attname = 'search_key'"
)


def of(*, times: int, at: datetime) -> dict[str, list[LookUp]]:
    """Return the look-ups by their kind."""
    centre, province = (replace(officer_at(level), rights=_MAY) for level in ("centre", "province"))
    homes = list(_homes(times, at))
    police = [replace(centre, agency=offices.list_agencies(unit.id, on=localtime(at).date())[0]) for _, unit in homes]
    people = [person for person, _ in homes]
    provinces = [directory().province(unit).id for _, unit in homes]
    common = [name for (name,) in statement.rows(_COMMON, table=Person._meta.db_table)]
    fathers = Person.objects.in_bulk([person.father_id for person in people if person.father_id])

    def described(officer: OfficerView, **said: Any) -> LookUp:
        return lambda: residence.search_described(
            Described(**said), stated=_STATED, officer=officer, by=_by(officer), at=at
        )

    def numbered(number: str) -> LookUp:
        return lambda: residence.find_by_number(number, stated=_STATED, officer=centre, by=_by(centre), at=at)

    each = list(zip(people, police, provinces, strict=True))
    return {
        "PIN": [numbered(person.pin) for person in people],
        "old number": [numbered(person.old_id_number) for person in _with_old_numbers(times)],
        "accents, commune": [described(there, name=_full(person)) for person, there, _ in each],
        "common name, country": [described(centre, name=common[place % len(common)]) for place in range(times)],
        "name, year, country": [described(centre, name=person.search_key, born=_year(person)) for person in people],
        "name, year, province": [
            described(centre, name=person.search_key, born=_year(person), unit=unit) for person, _, unit in each
        ],
        "prefix, commune": [described(there, name=_begun(person.search_key)) for person, there, _ in each],
        "relatives, commune": [
            described(there, relative=fathers[person.father_id or 0].search_key) for person, there, _ in each
        ],
        "name, own province": [described(province, name=common[place % len(common)]) for place in range(times)],
        "slip, commune": [described(there, name=_slipped(person.search_key)) for person, there, _ in each],
        "slip, year, country": [
            described(centre, name=_slipped(person.search_key), born=_year(person)) for person in people
        ],
    }


def _homes(count: int, at: datetime) -> Iterator[tuple[Person, Unit]]:
    """Yield people who have a father in the register, and the commune of today in which each lives."""
    dice, last = Random(7), ResidencePeriod.objects.latest("pk").pk  # noqa: S311  # not a secret
    living = ResidencePeriod.objects.filter(until__isnull=True, person__father__isnull=False)
    while count:
        row = living.filter(pk__gte=dice.randint(1, last)).select_related("person").order_by("pk").first()
        if row:
            count -= 1
            yield row.person, directory().unit(row.unit_id)


def _with_old_numbers(count: int) -> list[Person]:
    dice, last = Random(7), Person.objects.latest("pk").pk  # noqa: S311  # not a secret
    numbered = Person.objects.exclude(old_id_number="").order_by("pk")
    return [numbered.filter(pk__gte=dice.randint(1, last - 1000)).first() or numbered[0] for _ in range(count)]


def _full(person: Person) -> str:
    return PersonName(person.surname, person.middle, person.given).full


def _year(person: Person) -> PartialDate:
    return PartialDate(person.birth_year)


def _begun(key: str) -> str:
    *whole, last = key.split()
    return " ".join([*whole, last[0]])


def _slipped(key: str) -> str:
    """Return a name whose first word lacks a letter and whose last one has a sign of Telex behind it."""
    first, *rest = key.split()
    return " ".join([first[:1] + first[2:] if len(first) > 3 else f"{first}z", *rest])


def _by(officer: OfficerView) -> Actor:
    return Actor(kind=ActorKind.OFFICER, account_id=officer.account_id, officer_id=officer.id)
