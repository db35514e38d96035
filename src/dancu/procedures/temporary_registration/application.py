"""What was declared, as values; nothing here judges it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self

from dancu.casework.domain.filing import Answers
from dancu.declarations.domain import registration
from dancu.declarations.domain.declaration import REPRESENTATIVES, Standing, declared, named
from dancu.declarations.domain.registration import Entry, Obstacle, Registration, relations_at
from dancu.declarations.domain.temporary import Case
from dancu.residence.domain.residence import Kind


class Ground(StrEnum):
    """By what somebody may live at the place."""

    OWN = "own"
    KIN = "kin"
    """With kin as in art. 20.2."""
    LENT = "lent"
    """Rented or lent, or with others."""
    POLICE = "police"
    ARMY = "army"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(registration.Place):
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Registration):
    minors_by: ClassVar[frozenset[Standing]] = REPRESENTATIVES | {Standing.LIST}
    joins: ClassVar[tuple[Kind, ...]] = (Kind.PERMANENT, Kind.TEMPORARY)

    case: Case
    place: Place
    since: date
    until: date
    """The last day."""

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        """Return the application that the cleaned answers of all five steps make, as of the day whose law judges it."""
        agency, place = answers["agency"], answers["place"]
        entry = entry_of(agency, place)
        return cls(
            **declared(answers, on, relations=relations_at(entry, answers)),
            case=Case(agency["case"]),
            entry=entry,
            place=Place(
                unit_id=agency["commune"],
                line=place["line"],
                obstacle=Obstacle(place["obstacle"]),
                ground=Ground(place["ground"]),
            ),
            since=date.fromisoformat(place["since"]),
            until=date.fromisoformat(place["until"]),
            head=named(place, "head") if entry is Entry.JOIN else None,
            owner=named(place, "owner"),
        )


def entry_of(agency: Mapping[str, Any], place: Mapping[str, Any]) -> Entry:
    """Return into which household people come, by the answers of two steps."""
    if agency["case"] == Case.LIST:
        return Entry.APART
    return Entry.NEW if place.get("new_household") else Entry.JOIN
