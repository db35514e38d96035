"""What was declared, as values; nothing here judges it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from dancu.casework.domain.filing import Answers
from dancu.declarations.domain.declaration import Declaration, declared
from dancu.residence.domain.absence import Category


class Destination(StrEnum):
    DOMESTIC = "domestic"
    ABROAD = "abroad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Declaration):
    case: Category
    unit_id: int | None
    """The commune of the place where he goes; None where that is abroad."""
    country: str
    """ISO 3166-1 alpha-3; empty within the country."""
    line: str
    since: date
    until: date
    """The last day."""
    reason: str

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        """Return the application that the cleaned answers of all four steps make, as of the day whose law judges it."""
        absence = answers["absence"]
        return cls(
            **declared(answers, on, relations=[""]),
            case=Category(answers["agency"]["case"]),
            unit_id=absence.get("commune"),
            country=absence["country"],
            line=absence["line"],
            since=date.fromisoformat(absence["since"]),
            until=date.fromisoformat(absence["until"]),
            reason=absence["reason"],
        )
