"""What a line of DC01 says, and what speaks against it by itself, before any register is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dancu.intake.domain import refusals
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import DomainError
from dancu.kernel.names import PersonName, fold
from dancu.kernel.pin import Pin
from dancu.kernel.sex import Sex
from dancu.population.domain.facts import BornTooEarly, Facts, KinOf, check_born
from dancu.population.domain.person import VIETNAM, MaritalStatus, PlaceOf
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.rules import bare_line

Against = tuple[str, DomainError]
"""A column by its key, and what stands against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A line of DC01, read."""

    number: str
    name: PersonName
    born: PartialDate
    sex: Sex
    facts: Facts
    """The same three, and what else it says."""
    details: Mapping[str, str]
    permanent: PlaceOf | None
    permanent_since: date | None
    relation: Relation | None
    head_name: str
    head_number: str

    @property
    def own_numbers(self) -> frozenset[str]:
        return frozenset({self.number, self.details["old_id_number"]} - {""})

    @property
    def heads(self) -> bool:
        """Whether he is the householder."""
        return self.relation is Relation.HEAD


def said(values: Mapping[str, Any], no_religion: str) -> Said:
    """Return what the cleaned cells of a line say."""
    married = MaritalStatus(values["marital_status"])
    spouse = _kin(values, "spouse")
    registration = values["registration"]
    name, born, sex = PersonName.parse(values["name"]), values["born"], Sex(values["sex"])
    return Said(
        number=values["number"],
        name=name,
        born=born,
        sex=sex,
        facts=Facts(
            name=name,
            other_name=values["other_name"],
            born=born,
            sex=sex,
            birth_place=values["birth_place"],
            birth_registration_unit=registration.unit_id if registration else None,
            home_town=values["home_town"],
            ethnicity=values["ethnicity"],
            religion="" if values["religion"] == no_religion else values["religion"],
            marital_status=MaritalStatus.MARRIED if spouse else married,
            father=_kin(values, "father"),
            mother=_kin(values, "mother"),
            spouse=spouse,
        ),
        details={
            "old_id_number": values["old_number"],
            "occupation": values["occupation"],
            "phone": values["phone"],
            "email": values["email"],
            "blood_group": values["blood_group"],
        },
        permanent=values["permanent"],
        permanent_since=values["permanent_since"],
        relation=Relation(values["relation"]) if values["relation"] else None,
        head_name=values["head_name"],
        head_number=values["head_number"],
    )


def _kin(values: Mapping[str, Any], who: str) -> KinOf | None:
    name, number = values[f"{who}_name"], values[f"{who}_number"]
    return KinOf(name=name, number=number) if name or number else None


def against(line: Said, values: Mapping[str, Any], on: date) -> Iterator[Against]:
    """Yield what speaks against a line by itself."""
    yield from _of_birth(line, on)
    yield from _of_kin(line, values)
    yield from _of_home(line, on)
    if values["nationality"] not in {"", VIETNAM}:
        yield "nationality", refusals.NotVietnamese()


def _of_birth(line: Said, on: date) -> Iterator[Against]:
    try:
        check_born(line.born)
    except BornTooEarly as refusal:
        yield "born", refusal
    if line.born.earliest > on:
        yield "born", refusals.NotYetBorn()
    if line.number and not Pin(line.number).matches(line.born, line.sex):
        yield "number", refusals.NumberDoesNotFit()


def _of_kin(line: Said, values: Mapping[str, Any]) -> Iterator[Against]:
    for who in ("father", "mother", "spouse"):
        if values[f"{who}_number"] in line.own_numbers:
            yield f"{who}_number", refusals.OwnKin()
    unmarried = values["marital_status"] not in {MaritalStatus.UNKNOWN, MaritalStatus.MARRIED}
    if line.facts.spouse and unmarried:
        yield "marital_status", refusals.MarriedOrNot()


def _of_home(line: Said, on: date) -> Iterator[Against]:
    named = bool(line.head_name or line.head_number)
    if line.permanent_since and not line.born.earliest <= line.permanent_since <= on:
        yield "permanent_since", refusals.NotYetThere()
    if line.permanent is None:
        if line.relation or named:
            yield "permanent", refusals.RelationWithoutHome()
        return
    if (line.relation is None and named) or (line.relation and not line.heads and not named):
        yield "relation", refusals.RelationMissing()
    another = line.head_number and line.own_numbers and line.head_number not in line.own_numbers
    if line.heads and (another or (line.head_name and fold(line.head_name) != fold(line.name.full))):
        yield "relation", refusals.HeadIsAnother()


def home_key(name: str, unit: int, line: str) -> str:
    """Return by what a household is known within a file: its householder's name, and where it is."""
    return f"{fold(name)}|{unit}|{fold(bare_line(line))}"[:300]
