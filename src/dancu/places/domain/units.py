"""Units, addresses and what became of them."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any

from dancu.kernel.errors import Missing


class Level(IntEnum):
    """The official numbers: communes kept level 3 when districts, level 2, were abolished on 1 July 2025."""

    PROVINCE = 1
    DISTRICT = 2
    COMMUNE = 3


class Kind(StrEnum):
    CENTRAL_CITY = "central_city"
    PROVINCE = "province"
    URBAN_DISTRICT = "urban_district"
    RURAL_DISTRICT = "rural_district"
    TOWN = "town"
    PROVINCIAL_CITY = "provincial_city"
    WARD = "ward"
    COMMUNE = "commune"
    TOWNSHIP = "township"
    SPECIAL_ZONE = "special_zone"


class Extent(StrEnum):
    """How much of an old unit went to a new one; where only one part of a divided unit is known, that part is PARTLY too."""

    WHOLE = "whole"
    PARTLY = "partly"


class UnknownUnit(Missing):
    """This administrative unit is not in the list. Choose it from the list again."""

    code = "places.unknown_unit"


# Official names are Vietnamese in every language of the pages, as on every paper.
_PROVINCE_TITLES = {Kind.CENTRAL_CITY: "Thành phố", Kind.PROVINCE: "Tỉnh"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One administrative unit between two days."""

    id: int
    code: str
    level: Level
    parent_id: int | None
    kind: Kind
    name: str
    """As listed: a province without its kind ("Cao Bằng"), a district or commune with it ("Phường Bến Thành")."""
    since: date | None
    """None where the beginning is not recorded: the units of the snapshot from the end of 2024."""
    until: date | None

    @property
    def title(self) -> str:
        """The official name with its kind: "Tỉnh Cao Bằng", "Phường Bến Thành"."""
        prefix = _PROVINCE_TITLES.get(self.kind)
        return f"{prefix} {self.name}" if prefix else self.name

    def in_force(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    def as_json(self) -> int:
        return self.id


@dataclass(frozen=True, slots=True)
class Address:
    """A commune by its id, and house number, street and hamlet as the person writes them."""

    unit_id: int
    line: str

    def as_json(self) -> dict[str, Any]:
        return {"unit": self.unit_id, "line": self.line}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Address":
        return cls(value["unit"], value["line"])


@dataclass(frozen=True, slots=True)
class Certain:
    """The whole of the old unit lies in this one."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class Ask:
    """The old unit was divided, or its successor is not known: the person must say; `candidates` may be empty."""

    candidates: tuple[Unit, ...]
