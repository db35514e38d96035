"""What the population and residence registers say of the people in a declaration, as far as the one who declares may see it.

Only a proved account, or somebody whose card was checked at a counter, gets anything back from the register. Of everybody else
whom he names, who is not proved learns no more than whether number, name, birth date and sex together are those of one living
person.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from django.utils import timezone

from dancu.casework.procedures import Reading
from dancu.declarations.domain.declaration import Declaration, Mover, Standing
from dancu.declarations.domain.registration import Entry, Registration
from dancu.declarations.whereabouts import may_be_in
from dancu.identity.queries import verified_person
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.names import compare
from dancu.population import queries as population
from dancu.population.domain.person import KinRole, Life, PersonCard, PersonRecord
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation, to_new_head
from dancu.residence.domain.residence import Home, HouseholdView, Kind, Member, Residence
from dancu.residence.domain.rules import may_head

_REPRESENTATIVE = {
    Standing.PARENT: frozenset({KinRole.FATHER, KinRole.MOTHER, KinRole.ADOPTIVE_PARENT}),
    Standing.GUARDIAN: frozenset({KinRole.GUARDIAN}),
}


class Asking(TypedDict):
    """What every question to a register names."""

    purpose: Purpose
    by: Actor
    at: datetime


def asking(reading: Reading) -> Asking:
    return {"purpose": reading.purpose, "by": reading.by, "at": reading.at}


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What the register says of the one who declares, once he is proved to be that."""

    person: PersonRecord
    residence: Residence | None
    household: HouseholdView | None
    members: tuple[Member, ...]
    """Of his household, himself among them; empty without one."""

    @property
    def head_pin(self) -> str:
        """Number of the householder; empty without a household."""
        heads = (each.person for each in self.members if each.relation is Relation.HEAD)
        return next((str(head.pin) for head in heads), "")

    def relation(self, member: Member, *, to_pin: str) -> str:
        """Return what one member of his household is to another, as far as it follows from what both are to its head."""
        by_pin = {str(each.person.pin): each for each in self.members}
        head, other = by_pin.get(self.head_pin), by_pin.get(to_pin)
        if head is None or other is None:
            return ""
        if other is head:
            return member.relation.value
        found = to_new_head(
            member.relation,
            new_head=other.relation,
            old_head_sex=head.person.sex,
            born=member.person.born,
            sex=member.person.sex,
            head_born=other.person.born,
        )
        return "" if found is Relation.NOT_STATED else found.value

    @property
    def household_pins(self) -> frozenset[str]:
        return frozenset({str(self.person.pin), *(str(each.person.pin) for each in self.members)})


def own(reading: Reading, by: Kind = Kind.PERMANENT) -> Own | None:
    """Return what the register says of the one who declares, by his permanent or another residence.

    None until his account is proved, or his card was checked.
    """
    return reading.once(("own", by), lambda: _own(reading, by))


def _own(reading: Reading, by: Kind) -> Own | None:
    person_id = _declarer(reading)
    if person_id is None:
        return None
    home = home_of(person_id, reading, by)
    return Own(
        person=reading.once(("record", person_id), lambda: population.get_person(id=person_id, **asking(reading))),
        residence=home.residence if home else None,
        household=home.household if home else None,
        members=home.members if home else (),
    )


def _declarer(reading: Reading) -> int | None:
    if reading.declarer is not None:
        person = find(reading.declarer.pin, reading)
        return person.id if person else None
    account = reading.by.account_id
    return reading.once("verified", lambda: verified_person(account)) if account is not None else None


def represents(filer: Own | None, *, subject_pin: str, standing: str, reading: Reading) -> bool:
    """Tell whether the register knows a proved filer as the subject's parent, guardian or fellow member of the household."""
    if filer is None or not standing:
        return False
    if standing == Standing.HOUSEHOLD_MEMBER:
        return subject_pin in filer.household_pins
    role = _role_of(filer.person.pin, to_pin=subject_pin, reading=reading)
    return role in _REPRESENTATIVE.get(Standing(standing), frozenset())


def find_home(registration: Registration, reading: Reading) -> HouseholdView | None:
    """Return the household that is to be joined: headed by this name and number, in the commune asked for."""
    if registration.head is None:
        return None
    head = find(registration.head.number, reading)
    if head is None or not named_so(head, registration.head.name):
        return None
    homes = (residence.household_headed_by(person=head.id, kind=kind, **asking(reading)) for kind in registration.joins)
    home = next((home for home in homes if home), None)
    return home if home and may_be_in(home.unit_id, registration.place.unit_id, day(reading)) else None


def look_up(declaration: Declaration, reading: Reading) -> None:
    """Read at once what a filing asks of the registers: of all whom it names and who declares it, record and home."""
    people = population.find_people(numbers=_named(declaration), **asking(reading))
    ids = {person.id for person in people.values()}
    if (declarer := _declarer(reading)) is not None:
        ids.add(declarer)
    homes = residence.homes_of(people=ids, on=day(reading), **asking(reading))
    reading.kept.update({("person", number): people.get(number) for number in _named(declaration)})
    reading.kept.update({("record", person.id): person for person in people.values()})
    reading.kept.update({("home", person): homes.get(person) for person in ids})


def household_pins(declaration: Declaration, reading: Reading) -> frozenset[str]:
    """Return the numbers of all whom the dossier concerns: whom it names, and who shares their households."""
    found = set[str]()
    for number in _named(declaration):
        person = find(number, reading)
        home = home_of(person.id, reading) if person else None
        found |= {number, *([str(person.pin)] if person else ())}
        found |= {str(member.person.pin) for member in home.members} if home else set()
    return frozenset(found)


def represented(declaration: Declaration, reading: Reading) -> str:
    """Return the subject as the audit names him, where the register knows the one who declares to stand for him."""
    subject = find(declaration.subject.pin, reading) if declaration.filer.represents else None
    return f"person:{subject.id}" if subject else ""


def _named(declaration: Declaration) -> frozenset[str]:
    named = {person.number for person in (*declaration.movers, *declaration.others) if person.number}
    if declaration.filer.proved:
        named.add(declaration.filer.number)
    return frozenset(named)


def find(number: str, reading: Reading) -> PersonRecord | None:
    """Return who bears a number, a personal one or an old one of nine digits that no other record has."""
    if not number:
        return None
    return reading.once(("person", number), lambda: population.find_person(number=number, **asking(reading)))


def home_of(person: int, reading: Reading, by: Kind = Kind.PERMANENT) -> Home | None:
    """Return where somebody is registered permanently, or temporarily, and with whom."""
    if by is Kind.TEMPORARY:
        return reading.once(("lodging", person), lambda: _lodging_of(person, reading))
    return reading.once(
        ("home", person),
        lambda: residence.homes_of(people=[person], on=day(reading), **asking(reading)).get(person),
    )


def _lodging_of(person: int, reading: Reading) -> Home | None:
    present, on, facts = temporary_of(person, reading), day(reading), asking(reading)
    if present is None:
        return None
    household = residence.household_of(person=person, on=on, kind=Kind.TEMPORARY, **facts)
    members = residence.list_members(household=household.id, on=on, kind=Kind.TEMPORARY, **facts) if household else ()
    return Home(residence=present, household=household, members=members)


def permanent_of(person: int, reading: Reading) -> Residence | None:
    """Return where somebody is permanently registered."""
    home = home_of(person, reading)
    return home.residence if home else None


def temporary_of(person: int, reading: Reading) -> Residence | None:
    """Return where somebody is temporarily registered."""
    return reading.once(
        ("temporary", person),
        lambda: residence.find_temporary_residence(person=person, on=day(reading), **asking(reading)),
    )


def term_of(person: int, on: date, reading: Reading) -> Residence | None:
    """Return where somebody is temporarily registered beyond a day, by the last of his terms."""
    return reading.once(("term", person, on), lambda: residence.find_last_term(person=person, on=on, **asking(reading)))


def entry_of(present: Residence) -> Entry:
    """Return in which household somebody lives where he is registered: one of his own, another's, or none."""
    if present.household_id is None:
        return Entry.APART
    return Entry.NEW if present.relation is Relation.HEAD else Entry.JOIN


def head_of(present: Residence, reading: Reading) -> PersonRecord | None:
    """Return who heads the household that somebody lives in as another than its head."""
    if entry_of(present) is not Entry.JOIN:
        return None
    facts = asking(reading)
    home = residence.get_household(id=present.household_id, **facts)
    return population.get_person(id=home.head, **facts)


def household_of(present: Residence, head: PersonRecord | None) -> dict[str, str]:
    """Return, as a step answers it, in which household somebody lives, under whom, and as what."""
    return {
        "household": entry_of(present).value,
        "head_name": head.name.full if head else "",
        "head_pin": str(head.pin) if head else "",
        "relation": present.relation.value if head and present.relation else "",
    }


def named_so(person: PersonCard, name: str) -> bool:
    return compare(person.name, name).same


def in_sight(filer: Own, person: int) -> bool:
    """Tell whether a proved filer may see what the register says of somebody: himself, his household, his kin."""
    if person == filer.person.id or any(member.person.id == person for member in filer.members):
        return True
    return population.find_kinship(person=filer.person.id, other=person) is not None


def _role_of(pin: str, *, to_pin: str, reading: Reading) -> KinRole | None:
    one, other = find(to_pin, reading), find(pin, reading)
    return population.find_kinship(person=one.id, other=other.id) if one and other else None


def successors(members: Sequence[Member], moving: Collection[str], on: date) -> tuple[Member, ...]:
    """Return who may head a household from now on, once its members with these numbers have left it (art. 10.2)."""
    # Who has died is in the household's list until somebody strikes him off it.
    stay = [each for each in members if each.person.life is not Life.DEAD and each.person.pin not in moving]
    wards = {member.person.id for member in stay if member.has_guardian}
    fit = may_head([member.person for member in stay], wards, on)
    return tuple(member for member in stay if member.person in fit)


def wards(filer: Own | None, movers: Iterable[Mover]) -> frozenset[str]:
    """Return the numbers of movers who have a guardian; of somebody outside the filer's household nothing is told."""
    if filer is None:
        return frozenset()
    moving = {mover.pin for mover in movers}
    known = {each.id: str(each.pin) for each in (filer.person, *(member.person for member in filer.members))}
    asked = {person: pin for person, pin in known.items() if pin in moving}
    return frozenset(asked[each] for each in population.wards_among(asked))


def is_followed(members: Sequence[Member], declaration: Declaration, reading: Reading) -> bool:
    """Tell whether a household whose head leaves is left empty, or to a member who is named and may head it."""
    moving = [mover.pin for mover in declaration.movers]
    pins = {str(each.person.pin) for each in successors(members, moving, day(reading))}
    return not pins or (declaration.new_head is not None and declaration.new_head.pin in pins)


def day(reading: Reading) -> date:
    return timezone.localtime(reading.at).date()
