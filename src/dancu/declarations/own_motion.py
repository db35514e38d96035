"""What the registers say where the authority acts of its own motion: whom it concerns, who may decide, where he lives then."""

from collections.abc import Iterator
from datetime import date

from dancu.casework.domain.filing import Concerned
from dancu.casework.procedures import Reading
from dancu.declarations import register
from dancu.declarations.domain.own_motion import OwnMotion
from dancu.kernel.errors import DomainError
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import covers
from dancu.places.queries import directory
from dancu.population.domain.person import PersonRecord
from dancu.residence import queries as residence
from dancu.residence.domain.residence import Kind, Residence
from dancu.residence.texts import KINDS

Refusal = tuple[str, DomainError]


def concerned(application: OwnMotion, reading: Reading) -> Concerned:
    """Return whom it is about, and everybody whom a colleague must not judge."""
    person = register.find(application.subject.pin, reading)
    return Concerned(
        subject_name=application.subject.name,
        subject_pin=application.subject.pin,
        pins=frozenset({application.subject.pin}) | (household_pins(person, reading) if person else frozenset()),
    )


def household_pins(person: PersonRecord, reading: Reading) -> frozenset[str]:
    """Return the numbers of a person and of all who share his households."""
    homes = [register.home_of(person.id, reading, kind) for kind in (Kind.PERMANENT, Kind.TEMPORARY)]
    members = [member.person for home in homes if home for member in home.members]
    return frozenset({str(person.pin), *(str(each.pin) for each in members)})


def is_competent(agency: int, *, decided_by: int | None, unit: int | None, on: date) -> bool:
    """Tell whether an agency is that which decided, or above it; of one that is closed, or of none, the unit's counts."""
    decided = offices.agency(decided_by) if decided_by else None
    if decided is None or not decided.is_open(on):
        decided = offices.find_competent_agency(unit, on=on) if unit else None
    return decided is not None and covers(offices.agency(agency).scope, decided.code)


def described(home: Residence, on: date) -> str:
    """Return a residence in a line: of what kind, where, from when until when."""
    place = directory().address_today(home.unit_id, home.address_line, on)
    until = f" – {home.until:%d/%m/%Y}" if home.until else ""
    return f"{KINDS[home.kind]}: {place} ({home.since:%d/%m/%Y}{until})"


def present(person: int, reading: Reading) -> Iterator[Residence]:
    """Yield where somebody is registered now."""
    facts, on = register.asking(reading), register.day(reading)
    for find in (residence.find_permanent_residence, residence.find_temporary_residence):
        if home := find(person=person, on=on, **facts):
            yield home
