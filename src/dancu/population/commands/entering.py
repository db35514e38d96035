"""Enter many persons at once, each with an event of his own: what stands against one of them stops no other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import Conflict, DomainError
from dancu.kernel.names import PersonName, compare
from dancu.kernel.sex import Sex
from dancu.platform import statement
from dancu.platform.events import publish
from dancu.population import events
from dancu.population.commands.chronicle import Chronicle, write_many
from dancu.population.commands.guarding import Another, PossibleDuplicate, guard_many
from dancu.population.commands.intake import learn_words
from dancu.population.commands.numbers import NumbersExhausted, allocate_pin
from dancu.population.commands.persons import hold_people, marry
from dancu.population.domain.facts import Facts, KinOf, columns, said
from dancu.population.domain.lookalikes import Described
from dancu.population.domain.person import EventKind, PersonRecord
from dancu.population.models import Person
from dancu.population.queries import find_people


class KinOfAnotherName(Conflict):
    """The register knows the number of the father, the mother or the spouse under another name. Check number and name."""

    code = "population.kin_of_another_name"


class SpouseTaken(Conflict):
    """The register names somebody else as the spouse of this husband or wife. Check the number, or correct that first."""

    code = "population.spouse_taken"


class NumberTaken(Conflict):
    """This personal number was issued before. Whoever bears it is changed by a form DC02, not entered again."""

    code = "population.number_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Somebody who is to be entered; without a number one is issued for `province`, the historical code of birth registration."""

    key: int
    """By which the caller knows him."""
    pin: str = ""
    province: str = ""
    name: PersonName
    born: PartialDate
    sex: Sex
    facts: Facts
    """The same three, and what else is known of him."""
    details: Mapping[str, str]
    another: Another | None = None
    ground: str

    @property
    def described(self) -> Described:
        """Return by what he would be found again."""
        return Described(
            name=self.name,
            born=self.born,
            sex=self.sex,
            old_id_number=self.details.get("old_id_number", ""),
            father=self.facts.father.name if self.facts.father else "",
            mother=self.facts.mother.name if self.facts.mother else "",
        )


@transaction.atomic
def enter_people(entries: Sequence[Entry], *, by: Actor, at: datetime) -> dict[int, int | DomainError]:
    """Enter persons and return, by their keys, the id of each or what stands against him.

    Kin whose numbers are in the register are linked, a spouse both ways. Against somebody may stand KinOfAnotherName,
    SpouseTaken, PossibleDuplicate, NumberTaken or NumbersExhausted.
    """
    found: dict[int, int | DomainError] = {}
    linked = _with_kin(entries, found, by, at)
    asked = [each for each in entries if each.key not in found]
    judged = guard_many([each.described for each in asked], [each.another for each in asked])
    seen = _told_apart(asked, judged, found)
    numbers = _numbers([each for each in linked if each.key in seen], found, at)
    entering = [each for each in linked if each.key in numbers]
    ids = _next_ids(len(entering))
    entering = _with_kin_among(entering, numbers, ids)
    rows = [
        Person(id=person, pin=numbers[each.key], **columns(each.facts), **each.details, recorded_at=at)
        for each, person in zip(entering, ids, strict=True)
    ]
    if rows:
        statement.write([statement.insert("persons", rows)])
        learn_words({word for row in rows for word in row.search_key.split()})
        write_many(
            EventKind.REGISTERED,
            [_told(each, row, seen[each.key], by, at) for each, row in zip(entering, rows, strict=True)],
        )
    mutual = {(person, _spouse(each)) for each, person in zip(entering, ids, strict=True)}
    for each, person in zip(entering, ids, strict=True):
        spouse = _spouse(each)
        if spouse and (spouse, person) not in mutual:
            marry(spouse, person, Chronicle(on=at.date(), ground=each.ground, by=by, at=at))
        publish(events.PersonRegistered(person=person, at=at))
    return found | {each.key: person for each, person in zip(entering, ids, strict=True)}


def _told_apart(
    entries: Sequence[Entry],
    judged: Sequence[dict[str, object] | PossibleDuplicate],
    refused: dict[int, int | DomainError],
) -> dict[int, dict[str, object]]:
    """Return what the event of each entry says of those he is like, and note in `refused` who may be there already."""
    seen = {}
    for each, found in zip(entries, judged, strict=True):
        if isinstance(found, DomainError):
            refused[each.key] = found
        else:
            seen[each.key] = found
    return seen


def _told(
    entry: Entry, row: Person, seen: Mapping[str, object], by: Actor, at: datetime
) -> tuple[Chronicle, int, Mapping[str, object]]:
    filled = {name: getattr(row, name) for name in ("pin", *columns(entry.facts), *entry.details)}
    return Chronicle(on=at.date(), ground=entry.ground, by=by, at=at), row.pk, {**said(filled), **seen}


def _with_kin(entries: Sequence[Entry], refused: dict[int, int | DomainError], by: Actor, at: datetime) -> list[Entry]:
    """Return entries whose kin are linked where the register has them, and note in `refused` whose are not who he says."""
    numbers = {kin.number for each in entries for kin in _kin(each.facts).values()}
    known = find_people(numbers=numbers, purpose=Purpose.REGISTER_CHANGE, by=by, at=at)
    spouses = {
        known[each.facts.spouse.number].id
        for each in entries
        if each.facts.spouse and each.facts.spouse.number in known
    }
    hold_people(ids=spouses)
    taken = set(Person.objects.filter(id__in=spouses, spouse__isnull=False).values_list("id", flat=True))
    linked = []
    for each in entries:
        kin = {role: _linked(each_kin, known) for role, each_kin in _kin(each.facts).items()}
        if None in kin.values():
            refused[each.key] = KinOfAnotherName()
            continue
        father, mother, spouse = (kin.get(role) for role in ("father", "mother", "spouse"))
        if spouse and spouse.id in taken:
            refused[each.key] = SpouseTaken()
            continue
        if spouse and spouse.id:
            taken.add(spouse.id)
        linked.append(replace(each, facts=replace(each.facts, father=father, mother=mother, spouse=spouse)))
    return linked


def _kin(facts: Facts) -> dict[str, KinOf]:
    named = {"father": facts.father, "mother": facts.mother, "spouse": facts.spouse}
    return {role: kin for role, kin in named.items() if kin}


def _linked(kin: KinOf, known: Mapping[str, PersonRecord]) -> KinOf | None:
    """Return somebody by id where the register has his number; None where it knows that number under another name."""
    person = known.get(kin.number)
    if person is None:
        return kin
    return KinOf(id=person.id) if not kin.name or compare(person.name, kin.name).same else None


def _spouse(entry: Entry) -> int | None:
    return entry.facts.spouse.id if entry.facts.spouse else None


def _with_kin_among(entries: Sequence[Entry], numbers: Mapping[int, str], ids: Sequence[int]) -> list[Entry]:
    """Link those who are each other's kin and are entered together; a spouse only where he names nobody else."""
    there: dict[str, tuple[int, Entry]] = {}
    for each, person in zip(entries, ids, strict=True):
        there |= {
            number: (person, each) for number in (numbers[each.key], each.details.get("old_id_number", "")) if number
        }
    linked = []
    for each, person in zip(entries, ids, strict=True):
        kin = {role: _linked_among(named, there) for role, named in _kin(each.facts).items()}
        father, mother, spouse = (kin.get(role) for role in ("father", "mother", "spouse"))
        if spouse and spouse.id and each.facts.spouse and not each.facts.spouse.id:
            his = there[each.facts.spouse.number][1].facts.spouse
            if his and there.get(his.number, (None,))[0] != person:
                spouse = each.facts.spouse
        linked.append(replace(each, facts=replace(each.facts, father=father, mother=mother, spouse=spouse)))
    return linked


def _linked_among(kin: KinOf, there: Mapping[str, tuple[int, Entry]]) -> KinOf:
    person, entry = there.get(kin.number, (None, None))
    if entry is None or (kin.name and not compare(entry.name, kin.name).same):
        return kin
    return KinOf(id=person)


def _numbers(entries: Sequence[Entry], refused: dict[int, int | DomainError], at: datetime) -> dict[int, str]:
    """Issue the numbers of entries, and note in `refused` whose number was issued before."""
    given = {each.pin: each.key for each in entries if each.pin}
    issued = set(_issue(list(given), at))
    numbers = {key: pin for pin, key in given.items() if pin in issued}
    for each in entries:
        if each.key in numbers:
            continue
        if each.pin:
            refused[each.key] = NumberTaken()
            continue
        try:
            numbers[each.key] = allocate_pin(province=each.province, birth_year=each.born.year, sex=each.sex, at=at)
        except NumbersExhausted as refusal:
            refused[each.key] = refusal
    return numbers


def _issue(numbers: list[str], at: datetime) -> list[str]:
    """Issue these numbers, and return those that nobody ever bore."""
    rows = statement.rows(
        "insert into population_issuedpin (number, issued_at) select number, %(at)s from unnest(%(numbers)s::text[]) as number"
        " order by number on conflict do nothing returning number",
        numbers=numbers,
        at=at,
    )
    return [number for (number,) in rows]


def _next_ids(count: int) -> list[int]:
    rows = statement.rows(
        "select nextval(pg_get_serial_sequence('population_person', 'id')) from generate_series(1, %(count)s)",
        count=count,
    )
    return [identifier for (identifier,) in rows]
