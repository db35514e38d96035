"""What was declared, as values; nothing here judges it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from dancu.casework.domain.filing import Answers
from dancu.declarations.domain.declaration import declared, named
from dancu.declarations.domain.registration import Entry, Obstacle, Place, Registration, relations_at
from dancu.declarations.domain.temporary import Case


class Ground(StrEnum):
    """By what somebody may go on living at the place."""

    OWN = "own"
    OTHERS = "others"
    """By the owner's consent."""
    POLICE = "police"
    ARMY = "army"


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Registration):
    """Entry is how people live there: in a household of the subject, in another one, or in none."""

    case: Case
    ground: Ground
    expires: date
    """The last day of the present term."""
    until: date
    """The last day asked for."""

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        """Return the application that the cleaned answers of all five steps make, as of the day whose law judges it."""
        agency, place = answers["agency"], answers["place"]
        entry = Entry(place["household"])
        return cls(
            **declared(answers, on, relations=relations_at(entry, answers)),
            case=Case(agency["case"]),
            entry=entry,
            place=Place(unit_id=agency["commune"], line=place["line"], obstacle=Obstacle.NONE),
            ground=Ground(place["ground"]),
            expires=date.fromisoformat(place["expires"]),
            until=date.fromisoformat(place["until"]),
            head=named(place, "head") if entry is Entry.JOIN else None,
            owner=named(place, "owner"),
        )
