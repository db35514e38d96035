"""Read the register of persons; each read names its reader, purpose and instant and is audited."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import Missing
from dancu.kernel.names import PersonName, fold
from dancu.kernel.pin import Pin
from dancu.kernel.sex import Sex
from dancu.platform import statement
from dancu.population.domain.person import (
    BloodGroup,
    KinRole,
    Life,
    MaritalStatus,
    PersonCard,
    PersonRecord,
    PlaceOf,
    RecordStatus,
    Relative,
)
from dancu.population.models import Guardianship, Person

SEARCH_LIMIT = 50

_NUMBERED = f"""
    select {statement.columns_of(Person, "person")}
    from population_person as person
    where pin = any(%(pins)s) and (select successor_id from population_issuedpin where number = pin) is null
"""  # noqa: S608
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


_CARD = _CardRow._fields[1:]
_CARDS = f"""
    select id, {", ".join(_CARD)},
    exists (select from population_guardianship where until is null and ward_id = person.id)
    from population_person as person where id = any(%(ids)s)
"""  # noqa: S608
_WARDS = "select ward_id from population_guardianship where until is null and ward_id = any(%(people)s)"


class NoSuchPerson(Missing):
    """Nobody with this number is in the population register. Check the number against the card."""

    code = "population.no_such_person"


def is_empty() -> bool:
    """Tell whether the register holds nobody yet."""
    return not Person.objects.exists()


def find_person(
    *,
    id: int | None = None,  # noqa: A002
    pin: str | None = None,
    old_id_number: str | None = None,
    purpose: Purpose,
    by: Actor,
    at: datetime,
) -> PersonRecord | None:
    """Return the record found by one of the three keys, or None; an annulled PIN leads to the number that followed it.

    An old number that several records bear finds nobody: it does not tell them apart.
    """
    if pin is not None:
        return find_people(pins=[pin], purpose=purpose, by=by, at=at).get(pin)
    if id is not None:
        found = list(Person.objects.filter(id=id))
    elif old_id_number:
        found = list(Person.objects.filter(old_id_number=old_id_number).exclude(old_id_number="")[:2])
    else:
        raise ValueError("a person is found by id, PIN or old number")
    if len(found) != 1:
        return None
    _audit_records(found, by=by, purpose=purpose, at=at)
    return _record(found[0])


def find_people(*, pins: Iterable[str], purpose: Purpose, by: Actor, at: datetime) -> dict[str, PersonRecord]:
    """Return the records of those who are found, by the number that was asked for; an annulled one leads to its successor."""
    wanted = list(pins)
    rows = {row.pin: row for (row,) in statement.read(_NUMBERED, Person, pins=wanted)}
    missing = [pin for pin in wanted if pin not in rows]
    if missing and (followed := dict(statement.rows(_SUCCESSORS, pins=missing))):
        now = {row.pin: row for (row,) in statement.read(_NUMBERED, Person, pins=list(followed.values()))}
        rows |= {asked: now[number] for asked, number in followed.items() if number in now}
    _audit_records(rows.values(), by=by, purpose=purpose, at=at)
    return {asked: _record(row) for asked, row in rows.items()}


def get_person(
    *,
    id: int | None = None,  # noqa: A002
    pin: str | None = None,
    purpose: Purpose,
    by: Actor,
    at: datetime,
) -> PersonRecord:
    """Return the record; raise NoSuchPerson."""
    person = find_person(id=id, pin=pin, purpose=purpose, by=by, at=at)
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
        card = _card(_CardRow(*row))
        cards[card.id] = card
        if has_guardian:
            wards.add(card.id)
    if set(wanted) - set(cards):
        raise NoSuchPerson
    _audit_cards(cards.values(), by=by, purpose=purpose, at=at)
    return tuple(cards[identifier] for identifier in wanted), frozenset(wards)


def search_people(
    *,
    name: str,
    birth_year: int | None = None,
    sex: Sex | None = None,
    limit: int = SEARCH_LIMIT,
    purpose: Purpose,
    by: Actor,
    at: datetime,
) -> tuple[PersonCard, ...]:
    """Return people whose name has all these words, the last one perhaps begun only, in the order of Vietnamese lists.

    Accents need not be typed; where they are, people whose names bear just these come first.
    """
    words = [word for word in fold(name).split() if word.isalnum()]
    if not words:
        return ()
    asked = SearchQuery(" & ".join([*words[:-1], f"{words[-1]}:*"]), search_type="raw", config="simple")
    rows = Person.objects.annotate(words=SearchVector("search_key", config="simple")).filter(words=asked)
    if birth_year is not None:
        rows = rows.filter(birth_year=birth_year)
    if sex is not None:
        rows = rows.filter(sex=sex)
    typed = set(PersonName.parse(name).full.lower().split())
    cards = [_card(row) for row in _only_card(rows).order_by("sort_key", "birth_year", "id")[:limit]]
    # A stable sort: what was typed with its accents rises, the alphabet holds within.
    cards.sort(key=lambda card: not typed <= set(card.name.full.lower().split()))
    _audit_cards(cards, by=by, purpose=purpose, at=at)
    return tuple(cards)


def list_kin(*, person: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[Relative, ...]:
    """Return parents, spouse, children, siblings, grandparents, grandchildren, guardians and wards that the register knows.

    Parents and spouse who are not in the register come with the name and number recorded. Only open guardianships count.
    """
    row = Person.objects.filter(id=person).first()
    if row is None:
        raise NoSuchPerson
    roles = _related(row)
    cards = {card.id: card for card in list_people(ids=roles, purpose=purpose, by=by, at=at)}
    known = [
        Relative(role=role, person=cards[other], name=cards[other].name.full, number=cards[other].pin)
        for other, role in roles.items()
    ]
    named = [
        Relative(role=role, name=name, number=number)
        for role, name, number in (
            (KinRole.FATHER, row.father_name, row.father_number),
            (KinRole.MOTHER, row.mother_name, row.mother_number),
            (KinRole.SPOUSE, row.spouse_name, row.spouse_number),
        )
        if name
    ]
    order = list(KinRole)
    return tuple(sorted(known + named, key=lambda relative: order.index(relative.role)))


def find_kinship(*, person: int, other: int) -> KinRole | None:
    """Tell what `other` is to `person` as far as the register knows; no data of either is shown, so no audit row is left."""
    row = Person.objects.filter(id=person).first()
    return _related(row).get(other) if row else None


def wards_among(people: Iterable[int]) -> frozenset[int]:
    """Tell which of these persons have a guardian now (Civil Code 91/2015/QH13 arts. 46-47); no data of theirs is shown."""
    return frozenset(ward for (ward,) in statement.rows(_WARDS, people=list(people)))


def _related(row: Person) -> dict[int, KinRole]:
    """Return the ids of kin with their role; the nearest role wins."""
    roles: dict[int, KinRole] = {}
    parents = [parent for parent in (row.father_id, row.mother_id) if parent]
    for identifier, role in (
        (row.father_id, KinRole.FATHER),
        (row.mother_id, KinRole.MOTHER),
        (row.spouse_id, KinRole.SPOUSE),
    ):
        if identifier:
            roles.setdefault(identifier, role)
    children = _children([row.pk])
    groups: list[tuple[Sequence[int], KinRole]] = [
        (children, KinRole.CHILD),
        (_children(parents), KinRole.SIBLING),
        (_parents(parents), KinRole.GRANDPARENT),
        (_children(children), KinRole.GRANDCHILD),
        (_guardians(ward=row.pk), KinRole.GUARDIAN),
        (_guardians(guardian=row.pk), KinRole.WARD),
    ]
    for identifiers, role in groups:
        for identifier in identifiers:
            if identifier != row.pk:
                roles.setdefault(identifier, role)
    return roles


def _children(parents: Sequence[int]) -> list[int]:
    if not parents:
        return []
    rows = Person.objects.filter(Q(father__in=parents) | Q(mother__in=parents))
    return list(rows.order_by("birth_year", "birth_month", "birth_day", "id").values_list("id", flat=True))


def _parents(children: Sequence[int]) -> list[int]:
    pairs = Person.objects.filter(id__in=children).values_list("father_id", "mother_id") if children else ()
    return [parent for pair in pairs for parent in pair if parent]


def _guardians(**ends: int) -> list[int]:
    wanted = "guardian_id" if "ward" in ends else "ward_id"
    return list(Guardianship.objects.filter(until__isnull=True, **ends).values_list(wanted, flat=True))


def _only_card(rows: QuerySet[Person]) -> QuerySet[Person]:
    return rows.only(*_CARD)


def _audit_records(rows: Iterable[Person], *, by: Actor, purpose: Purpose, at: datetime) -> None:
    audit.record_many(
        "population.person_read",
        by=by,
        purpose=purpose,
        at=at,
        subjects=[("person", row.pk) for row in rows],
        facts={"fields": "record"},
    )


def _audit_cards(cards: Iterable[PersonCard], *, by: Actor, purpose: Purpose, at: datetime) -> None:
    audit.record_many(
        "population.person_read",
        by=by,
        purpose=purpose,
        at=at,
        subjects=[("person", card.id) for card in cards],
        facts={"fields": "card"},
    )


def _card(row: Person | _CardRow) -> PersonCard:
    return PersonCard(
        id=row.pk,
        pin=Pin(row.pin),
        name=PersonName(row.surname, row.middle, row.given),
        born=PartialDate(row.birth_year, row.birth_month, row.birth_day),
        sex=Sex(row.sex),
        life=Life(row.life),
        status=RecordStatus(row.status),
    )


def _record(row: Person) -> PersonRecord:
    card = _card(row)
    return PersonRecord(
        id=card.id,
        pin=card.pin,
        name=card.name,
        born=card.born,
        sex=card.sex,
        life=card.life,
        status=card.status,
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
        phone=row.phone,
        email=row.email,
        died_on=row.died_on,
        missing_since=row.missing_since,
        synthetic=row.synthetic,
    )
