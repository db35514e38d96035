"""What the population and residence registers say of the people in a declaration, as far as the one who declares may see it.

Only a proved account gets anything back from the register. Of everybody else whom it names, an unproved account learns no
more than whether number, name, birth date and sex together are those of one living person.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from django.utils import timezone

from dancu.casework.procedures import Reading
from dancu.identity.queries import verified_person
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.names import compare
from dancu.population import queries as population
from dancu.population.domain.person import KinRole, PersonRecord
from dancu.procedures.permanent_registration import rules
from dancu.procedures.permanent_registration.application import Application, Entry, Ground, Named
from dancu.procedures.permanent_registration.whereabouts import same_unit
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation, to_new_head
from dancu.residence.domain.residence import HouseholdView, Member, Residence

_CLOSE = frozenset({KinRole.FATHER, KinRole.MOTHER, KinRole.SPOUSE, KinRole.CHILD})
_REPRESENTATIVE = {"parent": frozenset({KinRole.FATHER, KinRole.MOTHER}), "guardian": frozenset({KinRole.GUARDIAN})}


class Asking(TypedDict):
    """What every question to a register names."""

    purpose: Purpose
    by: Actor
    at: datetime


def asking(reading: Reading) -> Asking:
    return {"purpose": reading.purpose, "by": reading.by, "at": reading.at}


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What the register says of the one who declares, once his account is proved."""

    person: PersonRecord
    residence: Residence | None
    household: HouseholdView | None
    others: tuple[Member, ...]
    """Who shares his household."""

    @property
    def heads_household(self) -> bool:
        return self.household is not None and self.household.head == self.person.id

    @property
    def head_pin(self) -> str:
        """Number of the householder; empty without a household."""
        return str(self.person.pin) if self.heads_household else self._head_among_others

    @property
    def _head_among_others(self) -> str:
        heads = (each.person for each in self.others if self.household and each.person.id == self.household.head)
        return next((str(head.pin) for head in heads), "")

    def relation_of(self, member: Member) -> str:
        """Return what a member of his household is to him, empty where it does not follow from what both are to its head."""
        head = next((each.person for each in self.others if each.person.pin == self.head_pin), None)
        if self.heads_household or head is None or self.residence is None or self.residence.relation is None:
            return member.relation.value if self.heads_household else ""
        found = to_new_head(
            member.relation,
            new_head=self.residence.relation,
            old_head_sex=head.sex,
            born=member.person.born,
            sex=member.person.sex,
            head_born=self.person.born,
        )
        return "" if found is Relation.NOT_STATED else found.value

    @property
    def household_pins(self) -> frozenset[str]:
        return frozenset({str(self.person.pin), *(str(each.person.pin) for each in self.others)})


def own(reading: Reading) -> Own | None:
    """Return what the register says of the account's owner; None while the account is not proved."""
    person_id = verified_person(reading.by.account_id) if reading.by.account_id is not None else None
    if person_id is None:
        return None
    on = day(reading)
    facts = asking(reading)
    household = residence.household_of(person=person_id, on=on, **facts)
    members = residence.list_members(household=household.id, on=on, **facts) if household else ()
    return Own(
        person=population.get_person(id=person_id, **facts),
        residence=residence.find_permanent_residence(person=person_id, on=on, **facts),
        household=household,
        others=tuple(member for member in members if member.person.id != person_id),
    )


def represents(filer: Own | None, *, subject_pin: str, standing: str, reading: Reading) -> bool:
    """Tell whether the register knows a proved filer as the subject's parent or guardian."""
    if filer is None or standing not in _REPRESENTATIVE:
        return False
    role = _role_of(filer.person.pin, to_pin=subject_pin, reading=reading)
    return role in _REPRESENTATIVE[standing]


def knows_kin(filer: Own | None, *, subject_pin: str, other: Named | None, ground: Ground, reading: Reading) -> bool:
    """Tell a proved filer whether the register knows the subject as such kin of the other as the ground asks for.

    It answers only for himself, his kin and his household, and only about somebody whose name he knows with the number.
    """
    if filer is None or other is None or not other.pin or ground not in rules.WITH_KIN:
        return False
    subject = find(subject_pin, reading)
    found = find(other.pin, reading)
    if subject is None or found is None or not in_sight(filer, subject.id) or not named_so(found, other.name):
        return False
    role = population.find_kinship(person=subject.id, other=found.id)
    return role in _CLOSE if ground is Ground.KIN_CLOSE else role is not None


def kin_of(application: Application) -> Named | None:
    """Return whom the subject moves to: the householder, or the owner where a household is new there."""
    return application.head if application.entry is Entry.JOIN else application.owner


def find_home(application: Application, reading: Reading) -> HouseholdView | None:
    """Return the household that is to be joined: headed by this name and number, in the commune asked for."""
    if application.head is None:
        return None
    head = find(application.head.pin, reading)
    if head is None or not named_so(head, application.head.name):
        return None
    home = residence.household_headed_by(person=head.id, **asking(reading))
    return home if home and same_unit(home.unit_id, application.place.unit_id, day(reading)) else None


def household_pins(application: Application, reading: Reading) -> frozenset[str]:
    """Return the numbers of all whom the dossier concerns: movers, householder, owner, and who shares their households."""
    named = {mover.pin for mover in application.movers} | {application.householder.pin}
    named |= {person.pin for person in (application.owner, application.new_head) if person and person.pin}
    if application.filer.proved:
        named.add(application.filer.number)
    found = set(named)
    for pin in named:
        if person := find(pin, reading):
            home = residence.household_of(person=person.id, on=day(reading), **asking(reading))
            members = residence.list_members(household=home.id, on=day(reading), **asking(reading)) if home else ()
            found |= {str(member.person.pin) for member in members}
    return frozenset(found)


def find(pin: str, reading: Reading) -> PersonRecord | None:
    if not pin:
        return None
    return population.find_person(pin=pin, **asking(reading))


def present(person: int, reading: Reading) -> Residence | None:
    return residence.find_permanent_residence(person=person, on=day(reading), **asking(reading))


def named_so(person: PersonRecord, name: str) -> bool:
    return compare(person.name, name).same


def in_sight(filer: Own, person: int) -> bool:
    """Tell whether a proved filer may see what the register says of somebody: himself, his household, his kin."""
    if person == filer.person.id or any(member.person.id == person for member in filer.others):
        return True
    return population.find_kinship(person=filer.person.id, other=person) is not None


def _role_of(pin: str, *, to_pin: str, reading: Reading) -> KinRole | None:
    one, other = find(to_pin, reading), find(pin, reading)
    return population.find_kinship(person=one.id, other=other.id) if one and other else None


def staying(filer: Own, moving: Collection[str]) -> tuple[Member, ...]:
    """Return who of the filer's household is not among these numbers."""
    return tuple(member for member in filer.others if member.person.pin not in moving)


def day(reading: Reading) -> date:
    return timezone.localtime(reading.at).date()
