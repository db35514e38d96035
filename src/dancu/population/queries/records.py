"""Read records of persons by their numbers or ids."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import Missing
from dancu.kernel.names import PersonName
from dancu.kernel.pin import Pin
from dancu.kernel.sex import Sex
from dancu.platform import statement
from dancu.population.domain.person import (
    BloodGroup,
    EventKind,
    Life,
    MaritalStatus,
    OtherNationality,
    PersonCard,
    PersonRecord,
    PlaceOf,
    RecordStatus,
)
from dancu.population.models import IssuedPin, Person, PersonEvent

PIN_DIGITS = 12

_NUMBERED = f"""
    select {statement.columns_of(Person, "person")}
    from population_person as person
    where pin = any(%(pins)s) and (select successor_id from population_issuedpin where number = pin) is null
"""  # noqa: S608
_OTHERWISE = {
    column: f"""
        select {statement.columns_of(Person, "person")}
        from population_person as person
        where {column} = any(%(numbers)s) and {column} <> ''
    """  # noqa: S608
    for column in ("old_id_number", "passport_number")
}
_SUCCESSORS = """
    with recursive followed (asked, number) as (
        select number, successor_id from population_issuedpin
        where number = any(%(pins)s) and successor_id is not null
        union
        select followed.asked, issued.successor_id
        from followed join population_issuedpin as issued on issued.number = followed.number
        where issued.successor_id is not null
    )
    select asked, number from followed
    where not exists (
        select from population_issuedpin as issued
        where issued.number = followed.number and issued.successor_id is not null
    )
"""
"""Annulled numbers, and the one that each of them leads to in the end."""
_ALL_NUMBERS = """
    with recursive borne (number) as (
        select number from population_issuedpin where number = %(pin)s
        union
        select issued.number from borne join population_issuedpin as issued on issued.successor_id = borne.number
    )
    select number from borne
    union all
    select old_id_number from population_person as person where pin = %(pin)s and old_id_number <> '' and not exists (
        select from population_person as other where other.old_id_number = person.old_id_number and other.id <> person.id
    )
"""
"""A number, all annulled ones that lead to it, and the old one of who bears it, where nobody else has that too."""


class _CardRow(NamedTuple):
    """What a card is made of, read without a model."""

    pk: int
    pin: str
    surname: str
    middle: str
    given: str
    birth_year: int
    birth_month: int | None
    birth_day: int | None
    sex: str
    life: str
    status: str
    nationality_lost_on: date | None


CARD = _CardRow._fields[1:]
_CARDS = f"""
    select id, {", ".join(CARD)},
    exists (select from population_guardianship where until is null and ward_id = person.id)
    from population_person as person where id = any(%(ids)s)
"""  # noqa: S608


class NoSuchPerson(Missing):
    """Nobody with this number is in the population register. Check the number against the card."""

    code = "population.no_such_person"


def is_empty() -> bool:
    """Tell whether the register holds nobody yet."""
    return not Person.objects.exists()


def find_bearer(number: str) -> int | None:
    """Return whom a number means, as `find_people` finds him; no data of his is shown, so no audit row is left."""
    found = _numbered([number]) if len(number) == PIN_DIGITS else _numbered_otherwise([number])
    return found[number].pk if number in found else None


def issued(numbers: Iterable[str]) -> frozenset[str]:
    """Return which of these personal numbers somebody bears or bore; no data of theirs is shown, so no audit row is left."""
    return frozenset(IssuedPin.objects.filter(number__in=list(numbers)).values_list("number", flat=True))


def find_person(
    *,
    id: int | None = None,  # noqa: A002
    number: str = "",
    purpose: Purpose,
    by: Actor,
    at: datetime,
) -> PersonRecord | None:
    """Return the record found by id, or by any number as `find_people` finds it; None where there is none."""
    if id is None:
        return find_people(numbers=[number], purpose=purpose, by=by, at=at).get(number)
    found = Person.objects.filter(id=id).first()
    if found is None:
        return None
    _audit_records([found], by=by, purpose=purpose, at=at)
    return record(found)


def find_people(*, numbers: Iterable[str], purpose: Purpose, by: Actor, at: datetime) -> dict[str, PersonRecord]:
    """Return the records of those who are found, by the number that was asked for: a personal one, an old one, a passport's.

    An annulled number leads to the one that followed it. An old number, or a passport's, that several records bear finds nobody:
    it does not tell them apart.
    """
    asked = set(numbers) - {""}
    pins = [number for number in asked if len(number) == PIN_DIGITS]
    rows = _numbered(pins) | _numbered_otherwise(asked.difference(pins))
    _audit_records({row.pk: row for row in rows.values()}.values(), by=by, purpose=purpose, at=at)
    return {number: record(row) for number, row in rows.items()}


def says(person: int, columns: Mapping[str, object], *, purpose: Purpose, by: Actor, at: datetime) -> bool:
    """Tell whether a record says all this; columns are called as the facts fill them."""
    rows = Person.objects.filter(pk=person)
    _audit_records(rows, by=by, purpose=purpose, at=at)
    return rows.filter(**columns).exists()


def list_numbers_of(
    *,
    id: int | None = None,  # noqa: A002
    number: str = "",
    purpose: Purpose,
    by: Actor,
    at: datetime,
) -> frozenset[str]:
    """Return every number by which a person, or whom a number means, is or was known alone; nobody's number as it is."""
    person = find_person(id=id, number=number, purpose=purpose, by=by, at=at)
    if person is None:
        return frozenset({number} - {""})
    borne = {each for (each,) in statement.rows(_ALL_NUMBERS, pin=str(person.pin))}
    return frozenset({number, *borne} - {""})


def find_entered_by(*, dossier_code: str, purpose: Purpose, by: Actor, at: datetime) -> PersonRecord | None:
    """Return whom a dossier entered into the register; None where it entered nobody."""
    entered = PersonEvent.objects.filter(kind=EventKind.REGISTERED, dossier_code=dossier_code).first()
    return find_person(id=entered.person_id, purpose=purpose, by=by, at=at) if entered else None


def _numbered(pins: Iterable[str]) -> dict[str, Person]:
    wanted = list(pins)
    if not wanted:
        return {}
    rows = {row.pin: row for (row,) in statement.read(_NUMBERED, Person, pins=wanted)}
    missing = [pin for pin in wanted if pin not in rows]
    if missing and (followed := dict(statement.rows(_SUCCESSORS, pins=missing))):
        now = {row.pin: row for (row,) in statement.read(_NUMBERED, Person, pins=list(followed.values()))}
        rows |= {asked: now[number] for asked, number in followed.items() if number in now}
    return rows


def _numbered_otherwise(numbers: Iterable[str]) -> dict[str, Person]:
    """Return who alone bears an old number, which has digits only, or a passport's, which begins with a letter."""
    wanted: dict[str, list[str]] = {column: [] for column in _OTHERWISE}
    for number in numbers:
        wanted["old_id_number" if number.isdecimal() else "passport_number"].append(number)
    found: dict[str, Person] = {}
    for column, asked in wanted.items():
        rows = [row for (row,) in statement.read(_OTHERWISE[column], Person, numbers=asked)] if asked else []
        bearers = Counter(getattr(row, column) for row in rows)
        found |= {getattr(row, column): row for row in rows if bearers[getattr(row, column)] == 1}
    return found


def get_person(
    *,
    id: int | None = None,  # noqa: A002
    number: str = "",
    purpose: Purpose,
    by: Actor,
    at: datetime,
) -> PersonRecord:
    """Return the record; raise NoSuchPerson."""
    person = find_person(id=id, number=number, purpose=purpose, by=by, at=at)
    if person is None:
        raise NoSuchPerson
    return person


def list_people(*, ids: Iterable[int], purpose: Purpose, by: Actor, at: datetime) -> tuple[PersonCard, ...]:
    """Return the cards of persons in the order asked for; raise NoSuchPerson when one is not there."""
    return list_people_and_wards(ids=ids, purpose=purpose, by=by, at=at)[0]


def list_people_and_wards(
    *, ids: Iterable[int], purpose: Purpose, by: Actor, at: datetime
) -> tuple[tuple[PersonCard, ...], frozenset[int]]:
    """Return the same, and who of them has a guardian now (`wards_among`), by one statement."""
    wanted, cards, wards = list(ids), dict[int, PersonCard](), set[int]()
    for *row, has_guardian in statement.rows(_CARDS, ids=wanted):
        card = card_of(_CardRow(*row))
        cards[card.id] = card
        if has_guardian:
            wards.add(card.id)
    if set(wanted) - set(cards):
        raise NoSuchPerson
    audit_cards(cards.values(), by=by, purpose=purpose, at=at)
    return tuple(cards[identifier] for identifier in wanted), frozenset(wards)


def _audit_records(rows: Iterable[Person], *, by: Actor, purpose: Purpose, at: datetime) -> None:
    audit.record_many(
        "population.person_read",
        by=by,
        purpose=purpose,
        at=at,
        subjects=[("person", row.pk) for row in rows],
        facts={"fields": "record"},
    )


def audit_cards(cards: Iterable[PersonCard], *, by: Actor, purpose: Purpose, at: datetime) -> None:
    """Note that these persons were seen as their cards show them."""
    audit.record_many(
        "population.person_read",
        by=by,
        purpose=purpose,
        at=at,
        subjects=[("person", card.id) for card in cards],
        facts={"fields": "card"},
    )


def card_of(row: Person | _CardRow) -> PersonCard:
    """Return a row as a card."""
    return PersonCard(
        id=row.pk,
        pin=Pin(row.pin),
        name=PersonName(row.surname, row.middle, row.given),
        born=PartialDate(row.birth_year, row.birth_month, row.birth_day),
        sex=Sex(row.sex),
        life=Life(row.life),
        status=RecordStatus(row.status),
        nationality_lost_on=row.nationality_lost_on,
    )


def record(row: Person) -> PersonRecord:
    """Return a row as others may see it."""
    card = card_of(row)
    return PersonRecord(
        id=card.id,
        pin=card.pin,
        name=card.name,
        born=card.born,
        sex=card.sex,
        life=card.life,
        status=card.status,
        nationality_lost_on=card.nationality_lost_on,
        other_name=row.other_name,
        birth_place=PlaceOf(row.birth_place_unit_id, row.birth_place_line),
        birth_registration_unit_id=row.birth_registration_unit_id,
        home_town=PlaceOf(row.home_town_unit_id, row.home_town_line),
        ethnicity=row.ethnicity,
        religion=row.religion,
        nationality=row.nationality,
        marital_status=MaritalStatus(row.marital_status),
        blood_group=BloodGroup(row.blood_group),
        old_id_number=row.old_id_number,
        occupation=row.occupation,
        workplace=row.workplace,
        education=row.education,
        passport_number=row.passport_number,
        passport_until=row.passport_until,
        phone=row.phone,
        email=row.email,
        other_nationalities=tuple(map(_nationality, row.other_nationalities or ())),
        died_on=row.died_on,
        declared_dead_on=row.declared_dead_on,
        missing_since=row.missing_since,
        synthetic=row.synthetic,
    )


def _nationality(said: Mapping[str, str | None]) -> OtherNationality:
    since, until = (date.fromisoformat(day) if (day := said[end]) else None for end in ("since", "until"))
    return OtherNationality(country=said["country"] or "", since=since, until=until)
