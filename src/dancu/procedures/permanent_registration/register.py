"""The population register beside a declaration, as far as the one who declares may see it.

Only a proved account gets anything back from the register. Of everybody else whom it names, an unproved account learns no
more than whether number, name, birth date and sex together are those of one living person.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from django.utils import timezone

from dancu.casework.procedures import Reading
from dancu.identity.queries import verified_person
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, DomainError, Invalid
from dancu.kernel.names import compare
from dancu.places.domain.units import Ask, Certain
from dancu.places.queries import directory
from dancu.population import queries as population
from dancu.population.domain.person import KinRole, Life, PersonRecord, RecordStatus
from dancu.procedures.permanent_registration import rules
from dancu.procedures.permanent_registration.application import Application, Entry, Ground, Mover, Named, Origin, Place
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation, to_new_head
from dancu.residence.domain.residence import HouseholdView, Member, Residence
from dancu.residence.domain.rules import same_line

_CLOSE = frozenset({KinRole.FATHER, KinRole.MOTHER, KinRole.SPOUSE, KinRole.CHILD})
_REPRESENTATIVE = {"parent": frozenset({KinRole.FATHER, KinRole.MOTHER}), "guardian": frozenset({KinRole.GUARDIAN})}


class NotInOrder(Invalid):
    """Some parts cannot be filed like this. Open what is marked and correct it."""

    code = "permanent_registration.not_in_order"


class NotAsRegistered(Invalid):
    """Number, name, date of birth and sex do not all agree with the population register. Check them against the card."""

    code = "permanent_registration.not_as_registered"


class RegisterChanged(Conflict):
    """The register has changed since this part was filled in. Open it, look it over and save it again."""

    code = "permanent_registration.register_changed"


class NoSuchHouseholder(Invalid):
    """Nobody with this name and number heads a household in this commune. Ask the householder for the exact data."""

    code = "permanent_registration.no_such_householder"


class AlreadyThere(Invalid):
    """Somebody who is to move lives permanently at this address already."""

    code = "permanent_registration.already_there"


class OtherOrigin(Invalid):
    """The case does not agree with the present permanent residence in the register. Choose it again."""

    code = "permanent_registration.other_origin"


class NewHeadMissing(Invalid):
    """You are the householder and others stay behind. Say who of them is to be the new householder."""

    code = "permanent_registration.new_head_missing"


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
    on = _day(reading)
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
    subject = _find(subject_pin, reading)
    found = _find(other.pin, reading)
    if subject is None or found is None or not _in_sight(filer, subject.id) or not _named_so(found, other.name):
        return False
    role = population.find_kinship(person=subject.id, other=found.id)
    return role in _CLOSE if ground is Ground.KIN_CLOSE else role is not None


def check(application: Application, reading: Reading) -> None:
    """Raise NotInOrder with everything that law or register refuse, by step."""
    found: dict[str, list[str]] = defaultdict(list)
    for step, error in (*rules.refusals(application), *_refusals(application, reading)):
        if (said := error.template()) not in found[step]:
            found[step].append(said)
    if found:
        raise NotInOrder(fields=found)


def _refusals(application: Application, reading: Reading) -> Iterator[tuple[str, DomainError]]:
    filer = own(reading)
    people = {mover.pin: _find(mover.pin, reading) for mover in application.movers}
    for mover in application.movers:
        if not _agrees(mover, people[mover.pin]):
            yield ("subject" if mover is application.subject else "members"), NotAsRegistered()
    if application.filer.proved != (filer is not None):
        yield "subject", RegisterChanged()
    if filer is not None:
        yield from _known_facts(application, filer, reading)
        yield from _seen_by(filer, application, people, reading)


def _seen_by(
    filer: Own, application: Application, people: Mapping[str, PersonRecord | None], reading: Reading
) -> Iterator[tuple[str, DomainError]]:
    """Yield what only a proved filer may be told."""
    home = find_home(application, reading)
    if application.head and home is None:
        yield "place", NoSuchHouseholder()
    if any(_lives_there(person, application, home, filer, reading) for person in people.values()):
        yield "place", AlreadyThere()
    if not _origin_fits(application, people[application.subject.pin], filer, reading):
        yield "agency", OtherOrigin()
    if filer.head_pin in people and not _new_head_stays(application, filer):
        yield "request", NewHeadMissing()


def _lives_there(
    person: PersonRecord | None, application: Application, home: HouseholdView | None, filer: Own, reading: Reading
) -> bool:
    if person is None or not _in_sight(filer, person.id):
        return False
    present = _present(person.id, reading)
    return present is not None and is_there(present, application.place, home, _day(reading))


def _origin_fits(application: Application, subject: PersonRecord | None, filer: Own, reading: Reading) -> bool:
    if subject is None or not _in_sight(filer, subject.id):
        return True
    present = _present(subject.id, reading)
    return fits_origin(application.origin, present, application.place.unit_id, _day(reading))


def _known_facts(application: Application, filer: Own, reading: Reading) -> Iterator[tuple[str, DomainError]]:
    """Ask the register again what it was asked while the form was filled in."""
    subject, place, standing = application.subject.pin, application.place, application.filer.standing or ""
    if application.filer.represents and not represents(filer, subject_pin=subject, standing=standing, reading=reading):
        yield "subject", RegisterChanged()
    if application.filer.standing is None and subject != filer.person.pin:
        yield "subject", RegisterChanged()
    other = kin_of(application)
    if place.kin_known and not knows_kin(filer, subject_pin=subject, other=other, ground=place.ground, reading=reading):
        yield "place", RegisterChanged()


def kin_of(application: Application) -> Named | None:
    """Return whom the subject moves to: the householder, or the owner where a household is new there."""
    return application.head if application.entry is Entry.JOIN else application.owner


def find_home(application: Application, reading: Reading) -> HouseholdView | None:
    """Return the household that is to be joined: headed by this name and number, in the commune asked for."""
    if application.head is None:
        return None
    head = _find(application.head.pin, reading)
    if head is None or not _named_so(head, application.head.name):
        return None
    home = residence.household_headed_by(person=head.id, **asking(reading))
    return home if home and same_unit(home.unit_id, application.place.unit_id, _day(reading)) else None


def same_unit(one: int, other: int, on: date) -> bool:
    """Tell whether two units are surely the same commune of a day."""
    units = directory()
    today = units.today(units.unit(one), on)
    return one == other or (isinstance(today, Certain) and today == units.today(units.unit(other), on))


def is_there(present: Residence, place: Place, home: HouseholdView | None, on: date) -> bool:
    """Tell whether somebody lives already where he wants to be registered."""
    if home is not None and present.household_id == home.id:
        return True
    return same_unit(present.unit_id, place.unit_id, on) and same_line(present.address_line, place.line)


def fits_origin(origin: Origin, present: Residence | None, target: int, on: date) -> bool:
    """Tell whether the case agrees with where the person lives; nothing to compare with agrees with everything."""
    if present is None or origin is Origin.ABROAD:
        return True
    if origin is Origin.NEWBORN:
        return False
    found = origin_of(present.unit_id, target, on)
    return found is None or origin is found


def origin_of(unit: int, target: int, on: date) -> Origin | None:
    """Return the case for a move between two units; None where an old unit's place in today's provinces is not certain."""
    if same_unit(unit, target, on):
        return Origin.SAME_COMMUNE
    former, wanted = _provinces(unit, on), _provinces(target, on)
    if len(former) != 1:
        return None
    return Origin.SAME_PROVINCE if former == wanted else Origin.OTHER_PROVINCE


def household_pins(application: Application, reading: Reading) -> frozenset[str]:
    """Return the numbers of all whom the dossier concerns: movers, householder, owner, and who shares their households."""
    named = {mover.pin for mover in application.movers} | {application.householder.pin}
    named |= {person.pin for person in (application.owner, application.new_head) if person and person.pin}
    if application.filer.proved:
        named.add(application.filer.number)
    found = set(named)
    for pin in named:
        if person := _find(pin, reading):
            home = residence.household_of(person=person.id, on=_day(reading), **asking(reading))
            members = residence.list_members(household=home.id, on=_day(reading), **asking(reading)) if home else ()
            found |= {str(member.person.pin) for member in members}
    return frozenset(found)


def _find(pin: str, reading: Reading) -> PersonRecord | None:
    if not pin:
        return None
    return population.find_person(pin=pin, **asking(reading))


def _present(person: int, reading: Reading) -> Residence | None:
    return residence.find_permanent_residence(person=person, on=_day(reading), **asking(reading))


def _agrees(mover: Mover, person: PersonRecord | None) -> bool:
    if person is None or person.life is Life.DEAD or person.status is not RecordStatus.IN_FORCE:
        return False
    return _named_so(person, mover.name) and person.born == mover.born and person.sex is mover.sex


def _named_so(person: PersonRecord, name: str) -> bool:
    return compare(person.name, name).same


def _in_sight(filer: Own, person: int) -> bool:
    """Tell whether a proved filer may see what the register says of somebody: himself, his household, his kin."""
    if person == filer.person.id or any(member.person.id == person for member in filer.others):
        return True
    return population.find_kinship(person=filer.person.id, other=person) is not None


def _role_of(pin: str, *, to_pin: str, reading: Reading) -> KinRole | None:
    one, other = _find(to_pin, reading), _find(pin, reading)
    return population.find_kinship(person=one.id, other=other.id) if one and other else None


def staying(filer: Own, moving: Collection[str]) -> tuple[Member, ...]:
    """Return who of the filer's household is not among these numbers."""
    return tuple(member for member in filer.others if member.person.pin not in moving)


def _new_head_stays(application: Application, filer: Own) -> bool:
    stay = staying(filer, [mover.pin for mover in application.movers])
    if not stay:
        return True
    return application.new_head is not None and application.new_head.pin in {member.person.pin for member in stay}


def _provinces(unit: int, on: date) -> set[int]:
    """Return the provinces of a day that a unit may lie in: one, except where an old commune was divided between several."""
    units = directory()
    match units.today(units.unit(unit), on):
        case Certain(today):
            return {units.province(today).id}
        case Ask(candidates):
            return {units.province(each).id for each in candidates}


def _day(reading: Reading) -> date:
    return timezone.localtime(reading.at).date()
