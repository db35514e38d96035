"""Where people live for good and for a time, and whether the place asked for lies outside their commune (art. 27.1)."""

from datetime import date

from dancu.casework.procedures import Reading
from dancu.declarations.domain.registration import Place
from dancu.declarations.register import asking, day, home_of
from dancu.places.queries import directory
from dancu.residence import queries as residence
from dancu.residence.domain.residence import Residence
from dancu.residence.domain.rules import same_commune


def permanent_of(person: int, reading: Reading) -> Residence | None:
    home = home_of(person, reading)
    return home.residence if home else None


def temporary_of(person: int, reading: Reading) -> Residence | None:
    return reading.once(
        ("temporary", person),
        lambda: residence.find_temporary_residence(person=person, on=day(reading), **asking(reading)),
    )


def within_own_commune(permanent: Residence | None, place: Place, on: date) -> bool:
    return permanent is not None and same_commune(directory(), permanent.unit_id, place.unit_id, on)
