"""Each fact of civil status that is to be corrected, beside what the population register says of it."""

from dataclasses import dataclass

from dancu.casework.procedures import Reading
from dancu.declarations import register
from dancu.population import queries as population
from dancu.population.domain.facts import Facts, KinOf
from dancu.population.domain.person import KinRole, PersonRecord
from dancu.procedures.residence_correction.application import Application
from dancu.procedures.residence_correction.words import facts_in_words


@dataclass(frozen=True, slots=True)
class Line:
    """A fact under the name of its field."""

    label: str
    declared: str
    registered: str

    @property
    def differs(self) -> bool:
        return self.declared != self.registered


def civil_lines(application: Application, person: PersonRecord | None, reading: Reading) -> tuple[Line, ...]:
    """Return what is to be corrected, each line beside the register's; without a person beside nothing."""
    if application.civil_status is None:
        return ()
    registered = facts_in_words(_facts_of(person, reading)) if person else {}
    declared = facts_in_words(application.civil_status.facts)
    return tuple(Line(label, said, registered.get(label, "")) for label, said in declared.items())


def _facts_of(person: PersonRecord, reading: Reading) -> Facts:
    kin = {each.role: each for each in population.list_kin(person=person.id, **register.asking(reading))}
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
