"""What must be true of a move, of a head, of a place."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from dancu.kernel.errors import Conflict, Invalid
from dancu.kernel.names import normalise
from dancu.places.domain.directory import Directory
from dancu.places.domain.units import Address, Certain
from dancu.population.domain.person import Life, PersonCard, RecordStatus
from dancu.residence.domain.relations import SPOUSES, Relation
from dancu.residence.domain.residence import Joining


class NobodyToRegister(Invalid):
    """Say who is to be registered, each person once."""

    code = "residence.nobody_to_register"


class NeedsRelation(Invalid):
    """Say what each member of the household is to its householder."""

    code = "residence.needs_relation"


class NeedsOneHead(Invalid):
    """A new household needs exactly one householder among the people who register."""

    code = "residence.needs_one_head"


class HeadAlreadyThere(Invalid):
    """The household already has a householder. Say what each newcomer is to him."""

    code = "residence.head_already_there"


class UnfitHead(Invalid):
    """A householder must be an adult of full capacity where the household has one."""

    code = "residence.unfit_head"


class NobodyOfFullCapacity(Invalid):
    """At least one of those who separate must be an adult of full capacity (art. 25)."""

    code = "residence.nobody_of_full_capacity"


class PersonDead(Conflict):
    """This person is recorded as dead in the population register. Check the number again."""

    code = "residence.person_dead"


class NoCitizen(Conflict):
    """This person has lost Vietnamese nationality, and residence is registered of citizens. Check the number again."""

    code = "residence.no_citizen"


class RecordAnnulled(Conflict):
    """This person's record is no longer in force in the population register. Check the number again."""

    code = "residence.record_annulled"


def check_people(people: Sequence[int]) -> None:
    """Raise NobodyToRegister."""
    if not people or len(set(people)) != len(people):
        raise NobodyToRegister


def check_joining(joining: Sequence[Joining], *, opens_household: bool) -> None:
    """Raise NobodyToRegister, NeedsRelation, NeedsOneHead or HeadAlreadyThere."""
    check_people([each.person for each in joining])
    if any(each.relation is None for each in joining):
        raise NeedsRelation
    heads = sum(each.relation is Relation.HEAD for each in joining)
    if opens_household and heads != 1:
        raise NeedsOneHead
    if not opens_household and heads:
        raise HeadAlreadyThere


def check_may_be_registered(person: PersonCard) -> None:
    """Raise PersonDead, NoCitizen or RecordAnnulled."""
    if person.status is RecordStatus.ANNULLED:
        raise RecordAnnulled
    if person.life is Life.DEAD:
        raise PersonDead
    if person.nationality_lost_on is not None:
        raise NoCitizen


def check_may_head(head: PersonCard, members: Iterable[PersonCard], wards: Collection[int], on: date) -> None:
    """Raise UnfitHead."""
    if head not in may_head(members, wards, on):
        raise UnfitHead


def may_head(members: Iterable[PersonCard], wards: Collection[int], on: date) -> tuple[PersonCard, ...]:
    """Return who may head a household of these people: adults of full capacity, anybody where there is none (art. 10.2).

    `wards` are those who have a guardian. The dead and those who are citizens no more, whose registration is not deleted yet,
    head nothing.
    """
    people = tuple(each for each in members if each.life is not Life.DEAD and each.nationality_lost_on is None)
    capable = tuple(person for person in people if person.is_adult(on) and person.id not in wards)
    return capable or people


def check_may_separate(people: Iterable[PersonCard], wards: Collection[int], on: date) -> None:
    """Raise NobodyOfFullCapacity."""
    if not any(person.is_adult(on) and person.id not in wards for person in people):
        raise NobodyOfFullCapacity


def successor(members: Mapping[PersonCard, Relation], wards: Collection[int], on: date) -> PersonCard | None:
    """Return who takes over where the register loses a householder and nobody could be asked: the spouse, else the eldest.

    None where all that are left are to be deleted themselves. Somebody stands in until the members name another (art. 26), for
    there is no household without a householder (art. 10); that it is this one is unverified, no act says who.
    """
    fit = may_head(members, wards, on)
    return min(fit, default=None, key=lambda each: (members[each] not in SPOUSES, each.born.latest, each.id))


def same_place(units: Directory, one: Address, other: Address, on: date) -> bool:
    """Tell whether two addresses are surely one place."""
    return same_line(one.line, other.line) and same_commune(units, one.unit_id, other.unit_id, on)


def same_commune(units: Directory, one: int, other: int, on: date) -> bool:
    """Tell whether two units surely lie in one commune of a day; of a divided one that is not sure."""
    if one == other:
        return True
    now = units.today(units.unit(one), on)
    return isinstance(now, Certain) and now == units.today(units.unit(other), on)


def same_line(one: str, other: str) -> bool:
    """Tell whether two address lines differ at most in case, spaces and punctuation."""
    return bare_line(one) == bare_line(other)


def bare_line(line: str) -> str:
    """Return an address line without case, punctuation and more than one space."""
    return " ".join(re.sub(r"[^\w/]+", " ", normalise(line)).casefold().split())
