"""Lines of DC02: a fact of somebody's that is to be another, if the register still says what the line replaces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dancu.intake.columns import NO_RELIGION, columns_of
from dancu.intake.commands.holding import faults_of
from dancu.intake.domain import refusals
from dancu.intake.domain.states import Form, LineState
from dancu.intake.judging import cells_of, day_of
from dancu.intake.models import Batch, Line
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import DomainError
from dancu.kernel.names import PersonName, compare
from dancu.kernel.sex import Sex
from dancu.lists.columns import Fault, read
from dancu.population import commands as population
from dancu.population import queries as persons
from dancu.population.commands import KinOf
from dancu.population.domain.facts import Facts, Way, columns
from dancu.population.domain.person import MaritalStatus
from dancu.population.queries import NoSuchPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a line of DC02 says."""

    number: str
    name: str
    says: Facts
    shall_say: Facts
    way: Way
    on: date
    paper: str


def check(batch: Batch, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
    """Say of lines what stands against them."""
    for line, correction in _read(batch, lines, day_of(at)):
        try:
            _find(correction, by, at)
        except DomainError as refusal:
            _refuse(line, refusal)
        else:
            line.state, line.pin = LineState.READY, correction.number


def enter(batch: Batch, lines: Sequence[Line], by: Actor, at: datetime) -> None:
    """Enter lines one by one: what is refused of one stops no other."""
    for line, correction in _read(batch, lines, day_of(at)):
        try:
            with transaction.atomic():
                line.person_id = _correct(correction, batch, by, at)
        except DomainError as refusal:
            _refuse(line, refusal)
        else:
            line.state = LineState.HOUSED


def _correct(correction: Correction, batch: Batch, by: Actor, at: datetime) -> int:
    """Enter a correction; the record is held while it is compared with what the line says of it."""
    person = _find(correction, by, at)
    population.hold_people(ids=[person])
    _find(correction, by, at)
    population.correct_person(
        person=person,
        facts=correction.shall_say,
        way=correction.way,
        on=correction.on,
        ground=f"{batch.form.upper()}: {correction.paper}"[:200],
        by=by,
        at=at,
    )
    return person


def _find(correction: Correction, by: Actor, at: datetime) -> int:
    """Return whom a line is about; raise NoSuchPerson, AnotherName or SaysAnother."""
    ask: dict[str, Any] = {"purpose": Purpose.REGISTER_CHANGE, "by": by, "at": at}
    person = persons.find_person(number=correction.number, **ask)
    if person is None:
        raise NoSuchPerson
    if not compare(person.name, correction.name).same:
        raise refusals.AnotherName
    if not persons.says(person.id, columns(correction.says), **ask):
        raise refusals.SaysAnother
    return person.id


def _read(batch: Batch, lines: Sequence[Line], on: date) -> list[tuple[Line, Correction]]:
    """Return the lines that can be read with what they say; the others are refused."""
    found = []
    for line in lines:
        values, faults = read(columns_of(Form.DC02), cells_of(line, batch.keys))
        if not faults:
            try:
                found.append((line, _correction(values, on)))
            except ValidationError as error:
                faults = [Fault.of(refusals.NotCorrectedSo(), column=str(error.code))]
        if faults:
            line.state, line.faults = LineState.REFUSED, faults_of(faults)
    return found


def _correction(values: Mapping[str, Any], on: date) -> Correction:
    """Return what a line says; raise ValidationError, its code the column that cannot be read."""
    way = Way(values["way"] or Way.RECTIFIED)
    return Correction(
        number=values["number"],
        name=values["name"],
        says=_facts(values["fact"], values["says"], "says"),
        shall_say=_facts(values["fact"], values["shall_say"], "shall_say"),
        way=way,
        on=values["on"] or on,
        paper=values["paper"],
    )


def _facts(key: str, cell: str, column: str) -> Facts:
    field = next(each for each in columns_of(Form.DC01) if each.key == key)
    try:
        value = field.clean(cell) if cell else None
    except ValidationError as error:
        raise ValidationError(error.messages[0], code=column) from error
    return Facts(**{_FACT.get(key, key): _MADE.get(key, _as_it_is)(value or "")})


def _as_it_is(value: Any) -> Any:
    return value


_FACT = {"registration": "birth_registration_unit", "father_name": "father", "mother_name": "mother"}
_MADE: dict[str, Any] = {
    "name": lambda value: PersonName.parse(value) if value else None,
    "born": lambda value: value or None,
    "sex": lambda value: Sex(value) if value else None,
    "birth_place": lambda value: value or None,
    "home_town": lambda value: value or None,
    "registration": lambda value: value.unit_id if value else None,
    "religion": lambda value: "" if value == NO_RELIGION else value,
    "marital_status": MaritalStatus,
    "father_name": lambda value: KinOf(name=value),
    "mother_name": lambda value: KinOf(name=value),
}


def _refuse(line: Line, refusal: DomainError) -> None:
    line.state, line.faults = LineState.REFUSED, faults_of([Fault.of(refusal)])
