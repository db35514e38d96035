"""The home that is meant: by permanent or by temporary residence, with who lives there."""

from dancu.casework.procedures import Reading
from dancu.declarations import register
from dancu.residence import queries as residence
from dancu.residence.domain.residence import Home, Kind


def home_at(person: int, kind: Kind, reading: Reading) -> Home | None:
    """Return where somebody is registered, and with whom."""
    if kind is Kind.PERMANENT:
        return register.home_of(person, reading)
    return reading.once(("temporary_home", person), lambda: _lodging(person, reading))


def _lodging(person: int, reading: Reading) -> Home | None:
    present, asking = register.temporary_of(person, reading), register.asking(reading)
    if present is None:
        return None
    if present.household_id is None:
        return Home(residence=present, household=None, members=())
    household = residence.get_household(id=present.household_id, **asking)
    members = residence.list_members(household=household.id, on=register.day(reading), kind=Kind.TEMPORARY, **asking)
    return Home(residence=present, household=household, members=members)
