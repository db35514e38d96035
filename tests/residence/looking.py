"""Looking people up at the workstation, as tests do it."""

from typing import Any

from tests.builders.identity import acting
from tests.builders.offices import an_officer
from tests.builders.places import a_commune, a_province
from tests.builders.population import a_person
from tests.builders.residence import a_household

from dancu.kernel.actor import Purpose
from dancu.kernel.dates import PartialDate
from dancu.offices.domain import rights
from dancu.offices.queries import OfficerView
from dancu.places.domain.units import Unit
from dancu.platform.clock import now
from dancu.population.domain.person import PersonCard
from dancu.residence import queries
from dancu.residence.queries import Described, FoundPage, Stated

FOR_RESIDENCE = Stated(purpose=Purpose.RESIDENCE_MANAGEMENT)
WITH_PAPER = Stated(purpose=Purpose.AUTHORITY_REQUEST, reference="125/CV-PC06")
EVERYWHERE = rights.of(rights.Function.PERSONS, rights.Function.PERSONS_BEYOND)
HERE = rights.of(rights.Function.PERSONS)


def far() -> Unit:
    return a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))


def a_resident(name: str, *, unit: Unit | None = None, **facts: Any) -> PersonCard:
    person = a_person(name, **facts)
    a_household(person, unit=unit)
    return person


def by_number(number: str, officer: OfficerView | None = None, stated: Stated = FOR_RESIDENCE) -> int:
    officer = officer or an_officer()
    return queries.find_by_number(number, stated=stated, officer=officer, by=acting(officer), at=now()).person.id


def described(
    name: str = "nguyen van",
    officer: OfficerView | None = None,
    *,
    born: PartialDate | None = PartialDate(1990),  # noqa: B008
    stated: Stated = FOR_RESIDENCE,
    after: int | None = None,
    **said: Any,
) -> list[str]:
    page = looked(officer, stated=stated, after=after, name=name, born=born, **said)
    return [each.person.name.full for each in page.rows]


def looked(
    officer: OfficerView | None = None, *, stated: Stated = FOR_RESIDENCE, after: int | None = None, **said: Any
) -> FoundPage:
    officer = officer or an_officer()
    ask: dict[str, Any] = {"officer": officer, "by": acting(officer), "at": now()}
    return queries.search_described(Described(**said), stated=stated, after=after, **ask)
