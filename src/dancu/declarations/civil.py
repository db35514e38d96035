"""What is corrected of civil status: in words, beside what the population register says, and entered there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from django.utils import translation

from dancu.casework.procedures import Decision, Reading
from dancu.declarations import register, words
from dancu.declarations.domain.civil_status import CivilStatus
from dancu.kernel.errors import Conflict
from dancu.places.queries import directory
from dancu.population import commands as population
from dancu.population import queries as records
from dancu.population import texts
from dancu.population.domain.facts import Facts, KinOf
from dancu.population.domain.person import KinRole, MaritalStatus, PersonRecord, PlaceOf


class PersonChanged(Conflict):
    """The population register has changed since: name, date of birth or sex are not those declared. Return the dossier."""

    code = "declarations.person_changed"


class Declared(Protocol):
    """Who somebody was when it was declared."""

    @property
    def name(self) -> str: ...
    @property
    def born(self) -> object: ...
    @property
    def sex(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A fact under the name of its field."""

    label: str
    declared: str
    registered: str

    @property
    def differs(self) -> bool:
        return self.declared != self.registered


def civil_lines(said: CivilStatus | None, person: PersonRecord | None, reading: Reading) -> tuple[Line, ...]:
    """Return what is to be corrected, each line beside the register's; without a person beside nothing."""
    registered = facts_in_words(_facts_of(person, reading)) if person and said else {}
    return tuple(Line(label, value, registered.get(label, "")) for label, value in civil_in_words(said).items())


def enter(said: CivilStatus, subject: Declared, person: int, decision: Decision, reading: Reading) -> None:
    """Correct a person who is still who was declared; raises PersonChanged, and what the population register refuses."""
    father, mother, spouse = (
        _linked(kin, reading) for kin in (said.facts.father, said.facts.mother, said.facts.spouse)
    )
    population.hold_with_spouse(person=person, spouse=spouse.id if spouse else None)
    now = records.get_person(id=person, **register.asking(reading))
    if not register.named_so(now, subject.name) or (str(now.born), now.sex) != (str(subject.born), subject.sex):
        raise PersonChanged
    population.correct_person(
        person=person,
        facts=replace(said.facts, father=father, mother=mother, spouse=spouse),
        way=said.way,
        on=said.on,
        ground=said.ground,
        by=decision.by,
        at=decision.at,
        dossier_code=decision.dossier_code,
    )


def civil_in_words(said: CivilStatus | None, language: str | None = None) -> Mapping[str, str]:
    """Return what is corrected, by the field that asks for it; nothing where something else is."""
    return facts_in_words(said.facts, language) if said else {}


def proof_in_words(said: CivilStatus | None) -> Iterator[tuple[str, str]]:
    """Yield by what it is proved and from when it holds, by field."""
    if said:
        yield "way", words.COMMON(f"steps.change.way.choices.{said.way}")
        yield "proof", words.COMMON(f"steps.change.proof.choices.{said.proof}")
        yield "ground", said.ground
        yield "registered_on", f"{said.on:%d/%m/%Y}"


def facts_in_a_line(said: CivilStatus | None, language: str | None = None) -> str:
    """Return the same as a request or a result says it."""
    lines = civil_in_words(said, language).items()
    return "; ".join(f"{words.COMMON(f'summary.change.{label}', language)}: {value}" for label, value in lines)


def facts_in_words(facts: Facts, language: str | None = None) -> dict[str, str]:
    """Return facts of civil status as people read them, by the field that asks for them; of those left as they are nothing."""
    religion = facts.religion
    said = {
        "new_name": facts.name and facts.name.full,
        "new_other_name": facts.other_name,
        "new_born": facts.born and str(facts.born),
        "new_sex": facts.sex and words.sex(facts.sex, language),
        "new_ethnicity": facts.ethnicity and texts.ethnicity(facts.ethnicity),
        "new_religion": words.COMMON("steps.change.new_religion.none", language) if religion == "" else religion,
        "new_home_town": facts.home_town and _place(facts.home_town),
        "new_birth_registration": facts.birth_registration_unit and _place(PlaceOf(facts.birth_registration_unit)),
        "new_birth_place": facts.birth_place and _place(facts.birth_place),
        "new_marital_status": facts.marital_status and marital_status(facts.marital_status, language),
        "spouse_name": facts.spouse and _kin(facts.spouse),
        "father_name": facts.father and _kin(facts.father),
        "mother_name": facts.mother and _kin(facts.mother),
    }
    if religion:
        said["new_religion"] = texts.religion(religion)
    return {label: value for label, value in said.items() if value}


def marital_status(status: MaritalStatus, language: str | None = None) -> str:
    with translation.override(language or translation.get_language()):
        return str(texts.MARITAL[status])


def _kin(kin: KinOf) -> str:
    return " – ".join(filter(None, (kin.name, kin.number)))


def _place(place: PlaceOf) -> str:
    """Return a place in the units of its time, as civil registration writes it."""
    return directory().address(place.unit_id, place.line) if place.unit_id else place.line


def _linked(kin: KinOf | None, reading: Reading) -> KinOf | None:
    """Return kin as a link where the register knows somebody by number and name."""
    found = register.find(kin.number, reading) if kin else None
    return KinOf(id=found.id) if kin and found and register.named_so(found, kin.name) else kin


def _facts_of(person: PersonRecord, reading: Reading) -> Facts:
    kin = {each.role: each for each in records.list_kin(person=person.id, **register.asking(reading))}
    named = {role: KinOf(name=each.name, number=each.number) for role, each in kin.items()}
    return Facts(
        name=person.name,
        other_name=person.other_name,
        born=person.born,
        sex=person.sex,
        ethnicity=person.ethnicity,
        religion=person.religion,
        home_town=person.home_town,
        birth_registration_unit=person.birth_registration_unit_id,
        birth_place=person.birth_place,
        marital_status=person.marital_status,
        spouse=named.get(KinRole.SPOUSE),
        father=named.get(KinRole.FATHER),
        mother=named.get(KinRole.MOTHER),
    )
