"""What each kind of message of the civil-status registers enters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.dates import PartialDate
from dancu.places.queries import directory, list_countries
from dancu.population import texts
from dancu.population.commands import civil_status, guardians
from dancu.population.commands.correcting import correct_person
from dancu.population.commands.endings import (
    declare_dead,
    declare_missing,
    record_death,
    record_nationality_loss,
    record_return,
)
from dancu.population.commands.guarding import Another
from dancu.population.commands.nationality import record_nationality_regained
from dancu.population.domain.civil import Fault, Kind, Message, Problem, Where
from dancu.population.domain.facts import NOBODY, Facts, KinOf
from dancu.population.domain.person import VIETNAM, PlaceOf
from dancu.population.models import Person
from dancu.population.queries import find_people


class Refused(Exception):
    """What a message says cannot be entered."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("a message of civil status is refused")
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A message with those of its people whom the register knows, and who brings it when."""

    message: Message
    people: Mapping[str, int]
    by: Actor
    at: datetime

    @property
    def said(self) -> dict[str, Any]:
        """What every command is told of an act."""
        return {"on": self.message.on, "ground": self.message.act, "by": self.by, "at": self.at}

    def kin(self, role: str) -> KinOf | None:
        """Return somebody by id, or by name and number where he is not in the register; None where nobody is named."""
        if role in self.people:
            return KinOf(id=self.people[role])
        who = self.message.people.get(role)
        return KinOf(name=who.name.full, number=who.number) if who else None

    def place(self, field: str, said: Where | None) -> PlaceOf:
        """Return a place in the units of the day; raises Refused."""
        if said is None or not said.code:
            return PlaceOf(None, said.line if said else "")
        unit = directory().find_by_code(said.code, on=self.message.on)
        if unit is None:
            raise Refused(Problem(field=f"{field}.commune", code=Fault.NO_SUCH_PLACE))
        return PlaceOf(unit.id, said.line)


def _birth(act: Act) -> int:
    child, registered_in = act.message.child, act.place("registered_in", act.message.registered_in)
    if child is None or registered_in.unit_id is None:
        raise Refused(Problem(field="child", code=Fault.MISSING))
    _check_code("child.ethnicity", child.ethnicity, texts.ethnicities())
    _check_code("child.nationality", child.nationality, {VIETNAM: "", **list_countries()})
    units = directory()
    return civil_status.record_birth(
        name=child.name,
        born=child.born,
        sex=child.sex,
        # The historical codes are those of provinces with a nought before them, also of today's.
        province=f"0{units.province(units.unit(registered_in.unit_id)).code}",
        birth_registration_unit=registered_in.unit_id,
        birth_place=act.place("child.born_at", child.born_at),
        home_town=act.place("child.home_town", child.home_town),
        ethnicity=child.ethnicity,
        nationality=child.nationality,
        father=act.kin("father") or NOBODY,
        mother=act.kin("mother") or NOBODY,
        another=_told_apart(act),
        ground=act.message.act,
        by=act.by,
        at=act.at,
    )


def _told_apart(act: Act) -> Another | None:
    said = act.message.another
    if said is None:
        return None
    ask: dict[str, Any] = {"purpose": Purpose.REGISTER_CHANGE, "by": act.by, "at": act.at}
    people = find_people(numbers=said.than, **ask).values()
    return Another(than=frozenset(each.id for each in people), reason=said.because)


def _death(act: Act) -> int:
    person = act.people["person"]
    if _born(person).earliest > act.message.on:
        raise Refused(Problem(field="on", code=Fault.BEFORE_BIRTH))
    record_death(person=person, **act.said)
    return person


def _marriage(act: Act) -> int:
    one, other = _couple(act)
    civil_status.record_marriage(person=act.people[one], spouse=act.kin(other) or NOBODY, **act.said)
    return act.people[one]


def _divorce(act: Act) -> int:
    one, other = _couple(act)
    civil_status.record_divorce(person=act.people[one], spouse=act.people.get(other), **act.said)
    return act.people[one]


def _annulment(act: Act) -> int:
    one, other = _couple(act)
    civil_status.annul_marriage(person=act.people[one], spouse=act.people.get(other), **act.said)
    return act.people[one]


def _recognition(act: Act) -> int:
    civil_status.recognise_parent(
        child=act.people["child"], father=act.kin("father"), mother=act.kin("mother"), **act.said
    )
    return act.people["child"]


def _correction(act: Act) -> int:
    changes, way = act.message.changes, act.message.way
    if changes is None or way is None:
        raise Refused(Problem(field="changes", code=Fault.MISSING))
    _check_code("changes.ethnicity", changes.ethnicity or "", texts.ethnicities())
    facts = Facts(
        name=changes.name,
        other_name=changes.other_name,
        born=changes.born,
        sex=changes.sex,
        birth_place=act.place("changes.born_at", changes.born_at) if changes.born_at else None,
        home_town=act.place("changes.home_town", changes.home_town) if changes.home_town else None,
        ethnicity=changes.ethnicity,
    )
    correct_person(person=act.people["person"], facts=facts, way=way, **act.said)
    return act.people["person"]


def _adoption(act: Act) -> int:
    guardians.record_adoption(child=act.people["child"], parent=act.kin("parent") or NOBODY, **act.said)
    return act.people["child"]


def _adoption_ended(act: Act) -> int:
    guardians.end_adoption(child=act.people["child"], parent=act.kin("parent") or NOBODY, **act.said)
    return act.people["child"]


def _guardianship(act: Act) -> int:
    said = {**act.said, "since": act.message.on}
    del said["on"]
    guardians.appoint_guardian(ward=act.people["ward"], named=act.kin("guardian"), **said)
    return act.people["ward"]


def _guardianship_ended(act: Act) -> int:
    guardians.end_guardianship(ward=act.people["ward"], guardian=act.kin("guardian") or NOBODY, **act.said)
    return act.people["ward"]


def _missing(act: Act) -> int:
    declare_missing(person=act.people["person"], since=_earlier(act, "since"), **act.said)
    return act.people["person"]


def _declared_dead(act: Act) -> int:
    declare_dead(person=act.people["person"], died_on=_earlier(act, "died_on"), **act.said)
    return act.people["person"]


def _return(act: Act) -> int:
    record_return(person=act.people["person"], **act.said)
    return act.people["person"]


def _nationality_lost(act: Act) -> int:
    if act.message.lost_by is None:
        raise Refused(Problem(field="by", code=Fault.MISSING))
    _check_code("nationality", act.message.nationality, list_countries())
    record_nationality_loss(
        person=act.people["person"], way=act.message.lost_by, nationality=act.message.nationality, **act.said
    )
    return act.people["person"]


def _nationality_regained(act: Act) -> int:
    record_nationality_regained(person=act.people["person"], keeps_other=act.message.keeps_other, **act.said)
    return act.people["person"]


def _earlier(act: Act, field: str) -> date:
    """Return the day before the message's own; raises Refused where it is after that, or before the birth."""
    day = act.message.earlier_on
    if day is None or day > act.message.on:
        raise Refused(Problem(field=field, code=Fault.AFTER_THE_DECISION))
    if _born(act.people["person"]).earliest > day:
        raise Refused(Problem(field=field, code=Fault.BEFORE_BIRTH))
    return day


def _couple(act: Act) -> tuple[str, str]:
    """Return what the two are, first one whom the register knows; raises Refused where the day is before a birth."""
    known = [role for role in ("husband", "wife") if role in act.people]
    for role in known:
        if _born(act.people[role]).earliest > act.message.on:
            raise Refused(Problem(field="on", code=Fault.BEFORE_BIRTH))
    if not known:
        raise Refused(Problem(field="", code=Fault.NOBODY_KNOWN))
    return (known[0], "wife" if known[0] == "husband" else "husband")


def _born(person: int) -> PartialDate:
    return PartialDate(*Person.objects.values_list("birth_year", "birth_month", "birth_day").get(id=person))


def _check_code(field: str, code: str, known: Mapping[str, str]) -> None:
    if code and code not in known:
        raise Refused(Problem(field=field, code=Fault.NOT_ONE_OF_THEM))


ACTS: Mapping[Kind, tuple[str, Callable[[Act], int]]] = {
    Kind.BIRTH: ("child", _birth),
    Kind.DEATH: ("person", _death),
    Kind.MARRIAGE: ("husband", _marriage),
    Kind.DIVORCE: ("husband", _divorce),
    Kind.ANNULMENT: ("husband", _annulment),
    Kind.RECOGNITION: ("child", _recognition),
    Kind.CORRECTION: ("person", _correction),
    Kind.ADOPTION: ("child", _adoption),
    Kind.ADOPTION_ENDED: ("child", _adoption_ended),
    Kind.GUARDIANSHIP: ("ward", _guardianship),
    Kind.GUARDIANSHIP_ENDED: ("ward", _guardianship_ended),
    Kind.MISSING: ("person", _missing),
    Kind.DECLARED_DEAD: ("person", _declared_dead),
    Kind.RETURN: ("person", _return),
    Kind.NATIONALITY_LOST: ("person", _nationality_lost),
    Kind.NATIONALITY_REGAINED: ("person", _nationality_regained),
}
"""Each kind with the field that a refusal of the register is told at."""
