"""What was declared, as values; nothing here judges it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from dancu.casework.domain.filing import Answers
from dancu.declarations.domain.declaration import Named, declared, named
from dancu.declarations.domain.registration import Entry, Obstacle, Place, Registration, relations_at


class Case(StrEnum):
    """As the national catalogue lists them."""

    AGREED = "agreed"
    """Householder and owner agree."""
    DIVORCED = "divorced"
    """A divorced couple goes on sharing the dwelling: nobody has to agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Registration):
    case: Case
    former_head: Named
    """Who heads the household that is split."""

    @property
    def present_head(self) -> Named | None:
        return self.former_head

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        """Return the application that the cleaned answers of all five steps make, as of the day whose law judges it."""
        agency, place = answers["agency"], answers["place"]
        return cls(
            **declared(answers, on, relations=relations_at(Entry.NEW, answers)),
            case=Case(agency["case"]),
            entry=Entry.NEW,
            place=Place(unit_id=agency["commune"], line=place["line"], obstacle=Obstacle(place["obstacle"])),
            former_head=Named.by(place["head_name"], place["head_pin"]),
            owner=named(place, "owner"),
        )
