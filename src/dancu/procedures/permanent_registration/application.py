"""What was declared, as values; nothing here judges it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from dancu.casework.domain.filing import Answers
from dancu.declarations.domain import registration
from dancu.declarations.domain.declaration import declared, named
from dancu.declarations.domain.registration import Entry, Obstacle, Registration, relations_at


class Origin(StrEnum):
    """Where the person comes from: the first half of the case (Trường hợp)."""

    SAME_COMMUNE = "same_commune"
    SAME_DISTRICT = "same_district"
    """From another commune of the district, while there were districts."""
    OTHER_DISTRICT = "other_district"
    """From another district of the province, while there were districts."""
    SAME_PROVINCE = "same_province"
    """From another commune of the province, since there are no districts."""
    OTHER_PROVINCE = "other_province"
    ABROAD = "abroad"
    NEWBORN = "newborn"


class Ground(StrEnum):
    """Why the place may become the permanent residence: points of art. 20, and barracks."""

    OWN = "own"
    KIN_CLOSE = "kin_close"
    KIN_ELDERLY = "kin_elderly"
    KIN_DISABLED = "kin_disabled"
    KIN_MINOR = "kin_minor"
    RENTED = "rented"
    RELIGIOUS = "religious"
    RELIGIOUS_HELPLESS = "religious_helpless"
    FACILITY = "facility"
    CARE_FAMILY = "care_family"
    VEHICLE = "vehicle"
    POLICE = "police"
    ARMY = "army"


class Special(StrEnum):
    """Facts that ask for a paper of their own."""

    LEAVES_UNIT = "leaves_unit"
    NATURALISED = "naturalised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(registration.Place):
    ground: Ground
    kin_known: bool
    """Whether the register itself knows subject and householder as kin."""
    floor_area: Decimal | None
    residents: int | None
    special: frozenset[Special]


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Registration):
    origin: Origin
    place: Place

    @property
    def case(self) -> str:
        return f"{self.origin}_{self.entry}"

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        """Return the application that the cleaned answers of all five steps make, as of the day whose law judges it."""
        agency, place = answers["agency"], answers["place"]
        origin, entry = case(agency["case"])
        return cls(
            **declared(answers, on, relations=relations_at(entry, answers)),
            origin=origin,
            entry=entry,
            place=_place(agency["commune"], place),
            head=named(place, "head") if entry is Entry.JOIN else None,
            owner=named(place, "owner"),
        )


def case(key: str) -> tuple[Origin, Entry]:
    """Return the two halves of a case."""
    origin, _, entry = key.rpartition("_")
    return Origin(origin), Entry(entry)


def _place(unit_id: int, answers: Mapping[str, Any]) -> Place:
    area = answers.get("floor_area")
    return Place(
        unit_id=unit_id,
        line=answers["line"],
        ground=Ground(answers["ground"]),
        obstacle=Obstacle(answers["obstacle"]),
        kin_known=answers["kin_known"],
        floor_area=Decimal(area) if area else None,
        residents=answers.get("residents"),
        special=frozenset(Special(key) for key in answers["special"]),
    )
