"""Messages of the civil-status registers: what they say, read strictly, each fault with the field it is in.

A message is a JSON object with its `number`, its `kind`, the day `on` which it happened and the `act` that proves it. A person
of the register is named by `pin` and `name`, or, who was born a moment ago, by the number of the message of his `birth` and
his `name`; a parent or spouse who is not in the register by `name` and, where there is one, `number`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self, TypeVar

from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName, normalise
from dancu.kernel.pin import NotAPin, Pin
from dancu.kernel.sex import Sex
from dancu.population.domain.civil import (
    Changes,
    Child,
    Fault,
    Kind,
    Message,
    Problem,
    ToldApart,
    Unreadable,
    Where,
    Who,
)
from dancu.population.domain.facts import Way
from dancu.population.domain.person import VIETNAM, NationalityLoss

_T = TypeVar("_T", bound=StrEnum)
_LENGTHS = {"surname": 60, "middle": 80, "given": 60}


@dataclass(slots=True)
class Said:
    """An object of a message, read field by field; what is wrong is kept, what nobody read is refused."""

    said: Mapping[str, Any]
    path: str = ""
    problems: list[Problem] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    def fault(self, name: str, code: str) -> None:
        self.problems.append(Problem(field=f"{self.path}{name}", code=code))

    def take(self, name: str, *, required: bool) -> Any:
        self.read.add(name)
        value = self.said.get(name)
        if value in (None, "", {}) and required:
            self.fault(name, Fault.MISSING)
        return None if value in ("", {}) else value

    def text(self, name: str, longest: int, *, required: bool = True) -> str:
        value = self.take(name, required=required)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(name, Fault.NOT_A_TEXT)
            return ""
        text = normalise(value)
        if len(text) > longest:
            self.fault(name, Fault.TOO_LONG)
        return text

    def one_of(self, name: str, values: type[_T], *, required: bool = True) -> _T | None:
        text = self.text(name, 40, required=required)
        if text and text not in set(values):
            self.fault(name, Fault.NOT_ONE_OF_THEM)
            return None
        return values(text) if text else None

    def day_or_none(self, name: str, today: date) -> date | None:
        """Read a day that may be to come, or not be there."""
        return self.day(name, today, future=True) if self.take(name, required=False) else None

    def day(self, name: str, today: date, *, future: bool = False) -> date:
        read = self.partial(name, date.max if future else today)
        if read and read.whole is None:
            self.fault(name, Fault.NOT_A_DAY)
        return (read and read.whole) or today

    def partial(self, name: str, today: date, *, required: bool = True) -> PartialDate | None:
        """Read `1990`, `1990-11` or `1990-11-23`."""
        text = self.text(name, 10, required=required)
        if not text:
            return None
        try:
            read = PartialDate(*map(int, text.split("-")))
        except (ValueError, TypeError):
            self.fault(name, Fault.NOT_A_DAY)
            return None
        if read.earliest > today:
            self.fault(name, Fault.IN_THE_FUTURE)
        return read

    def inner(self, name: str, *, required: bool = True) -> Self | None:
        value = self.take(name, required=required)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.fault(name, Fault.NOT_AN_OBJECT)
            return None
        return type(self)(value, f"{self.path}{name}.", self.problems)

    def done(self) -> None:
        for name in sorted(self.said.keys() - self.read):
            self.fault(name, Fault.UNKNOWN_FIELD)

    def name(self, name: str = "name", *, required: bool = True) -> PersonName | None:
        """Read a name in its parts; who has one name has it as `given`."""
        inner = self.inner(name, required=required)
        if inner is None:
            return None
        parts = {part: inner.text(part, longest, required=part == "given") for part, longest in _LENGTHS.items()}
        inner.done()
        return PersonName(**parts)

    def place(self, name: str, *, required: bool = False) -> Where | None:
        inner = self.inner(name, required=required)
        if inner is None:
            return None
        found = Where(code=inner.text("commune", 5, required=False), line=inner.text("line", 200, required=False))
        inner.done()
        return found

    def told_apart(self, name: str) -> ToldApart | None:
        inner = self.inner(name, required=False)
        if inner is None:
            return None
        than, because = inner.take("than", required=True), inner.text("because", 400)
        if not isinstance(than, list) or not all(isinstance(each, str) for each in than):
            inner.fault("than", Fault.NOT_A_LIST)
            than = []
        inner.done()
        return ToldApart(than=tuple(than), because=because)

    def who(self, name: str, *, required: bool = True, known: bool = True) -> Who | None:
        """Read a person; `known` where he has to be in the register."""
        inner = self.inner(name, required=required)
        if inner is None:
            return None
        pin, birth = inner.text("pin", 20, required=False), inner.text("birth", 80, required=False)
        if pin:
            try:
                pin = str(Pin.parse(pin))
            except NotAPin:
                inner.fault("pin", NotAPin.code)
        elif known and not birth:
            inner.fault("pin", Fault.MISSING)
        called = inner.name()
        number = inner.text("number", 12, required=False) if not (pin or birth) else ""
        inner.done()
        return Who(name=called, pin=pin, birth=birth, number=number) if called else None


def read(said: object, today: date) -> Message:
    """Return what a message says; raise Unreadable with everything that is wrong with it."""
    if not isinstance(said, Mapping):
        raise Unreadable((Problem(field="", code=Fault.NOT_AN_OBJECT),))
    message = Said(said)
    number, kind = message.text("number", 80), message.one_of("kind", Kind)
    on, act = message.day("on", today), message.text("act", 200)
    more = _READERS[kind](message, today) if kind else {}
    if kind:
        message.done()
    if message.problems or kind is None:
        raise Unreadable(tuple(message.problems))
    return Message(number=number, kind=kind, on=on, act=act, **more)


def _birth(message: Said, today: date) -> dict[str, Any]:
    registered_in = message.place("registered_in", required=True)
    if registered_in and not registered_in.code:
        message.fault("registered_in.commune", Fault.MISSING)
    people, another = _people(message, father=False, mother=False), message.told_apart("another")
    child = message.inner("child")
    if child is None:
        return {}
    name, born, sex = child.name(), child.partial("born", today), child.one_of("sex", Sex)
    places = {"born_at": child.place("born_at"), "home_town": child.place("home_town")}
    said = {
        "ethnicity": child.text("ethnicity", 2, required=False),
        "nationality": child.text("nationality", 3, required=False) or VIETNAM,
    }
    child.done()
    if not (name and born and sex):
        return {}
    newborn = Child(
        name=name,
        born=born,
        sex=sex,
        born_at=places["born_at"] or Where(),
        home_town=places["home_town"] or Where(),
        **said,
    )
    return {"registered_in": registered_in, "child": newborn, "people": people, "another": another}


def _about_one(message: Said, today: date) -> dict[str, Any]:
    return {"people": _people(message, person=True)}


def _about_two(message: Said, today: date) -> dict[str, Any]:
    people = _people(message, husband=False, wife=False)
    for role in ("husband", "wife"):
        if role not in people and not any(problem.field.startswith(role) for problem in message.problems):
            message.fault(role, Fault.MISSING)
    if len(people) == 2 and not any(who.registered for who in people.values()):
        message.fault("", Fault.NOBODY_KNOWN)
    return {"people": people}


def _recognition(message: Said, today: date) -> dict[str, Any]:
    people = _people(message, child=True, father=False, mother=False)
    if not people.keys() & {"father", "mother"}:
        message.fault("father", Fault.MISSING)
    return {"people": people}


def _correction(message: Said, today: date) -> dict[str, Any]:
    people, way = _people(message, person=True), message.one_of("way", Way)
    said = message.inner("changes")
    if said is None:
        return {}
    changes = Changes(
        name=said.name(required=False),
        other_name=said.text("other_name", 160, required=False) or None,
        born=said.partial("born", today, required=False),
        sex=said.one_of("sex", Sex, required=False),
        born_at=said.place("born_at"),
        home_town=said.place("home_town"),
        ethnicity=said.text("ethnicity", 2, required=False) or None,
    )
    said.done()
    return {"people": people, "way": way, "changes": changes}


def _adoption(message: Said, today: date) -> dict[str, Any]:
    return {"people": _people(message, child=True) | _other(message, "parent")}


def _guardianship(message: Said, today: date) -> dict[str, Any]:
    return {"people": _people(message, ward=True) | _other(message, "guardian")}


def _other(message: Said, role: str) -> dict[str, Who]:
    """Read who has to be named, but need not be in the register."""
    who = message.who(role, known=False)
    return {role: who} if who else {}


def _missing(message: Said, today: date) -> dict[str, Any]:
    return {"people": _people(message, person=True), "earlier_on": message.day("since", today)}


def _declared_dead(message: Said, today: date) -> dict[str, Any]:
    return {"people": _people(message, person=True), "earlier_on": message.day("died_on", today)}


def _nationality_lost(message: Said, today: date) -> dict[str, Any]:
    people, lost_by = _people(message, person=True), message.one_of("by", NationalityLoss)
    return {"people": people, "lost_by": lost_by, "nationality": message.text("nationality", 3, required=False)}


def _nationality_regained(message: Said, today: date) -> dict[str, Any]:
    keeps = message.take("keeps_other", required=False)
    if not isinstance(keeps, bool | None):
        message.fault("keeps_other", Fault.NOT_ONE_OF_THEM)
    return {"people": _people(message, person=True), "keeps_other": bool(keeps)}


def _people(message: Said, **known: bool) -> dict[str, Who]:
    """Read who is named; by each role whether he has to be there, and in the register."""
    found = {role: message.who(role, required=must, known=must) for role, must in known.items()}
    return {role: who for role, who in found.items() if who}


_READERS = {
    Kind.BIRTH: _birth,
    Kind.DEATH: _about_one,
    Kind.MARRIAGE: _about_two,
    Kind.DIVORCE: _about_two,
    Kind.ANNULMENT: _about_two,
    Kind.RECOGNITION: _recognition,
    Kind.CORRECTION: _correction,
    Kind.ADOPTION: _adoption,
    Kind.ADOPTION_ENDED: _adoption,
    Kind.GUARDIANSHIP: _guardianship,
    Kind.GUARDIANSHIP_ENDED: _guardianship,
    Kind.MISSING: _missing,
    Kind.DECLARED_DEAD: _declared_dead,
    Kind.RETURN: _about_one,
    Kind.NATIONALITY_LOST: _nationality_lost,
    Kind.NATIONALITY_REGAINED: _nationality_regained,
}
