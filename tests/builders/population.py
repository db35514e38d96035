"""Persons for tests."""

from datetime import UTC, datetime
from functools import partial
from itertools import count

from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName
from dancu.kernel.sex import Sex
from dancu.population import commands, queries
from dancu.population.commands import NOBODY, KinOf
from dancu.population.domain.person import PersonCard

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
_numbers = count(1)


def a_person(
    name: str = "",
    *,
    born: str = "15/03/1990",
    sex: Sex = Sex.MALE,
    province: str = "001",
    father: PersonCard | None = None,
    mother: PersonCard | None = None,
    spouse: PersonCard | None = None,
    **details: str,
) -> PersonCard:
    """Return a person in the register; without a name he is called by a number nobody else has.

    Who is like somebody is another one.
    """
    entry = partial(
        commands.register_person,
        name=PersonName.parse(name or f"Nguyễn Văn {next(_numbers)}"),
        born=PartialDate.parse(born),
        sex=sex,
        province=province,
        father=_kin(father),
        mother=_kin(mother),
        spouse=_kin(spouse),
        details=details,
        ground="test",
        by=SYSTEM,
        at=AT,
    )
    try:
        return card(entry())
    except commands.PossibleDuplicate as found:
        return card(entry(another=commands.Another(than=frozenset(found.people), reason="a namesake of the test")))


def card(identifier: int) -> PersonCard:
    """Return a person as the register shows him now."""
    return queries.list_people(ids=[identifier], purpose=Purpose.OPERATIONS, by=SYSTEM, at=AT)[0]


def called(name: str) -> list[PersonCard]:
    """Return everybody whose name, without accents, begins so."""
    return [card(spot.person) for spot in queries.list_spots(names=[name], limit=50)]


def _kin(person: PersonCard | None) -> KinOf:
    return KinOf(id=person.id) if person else NOBODY
