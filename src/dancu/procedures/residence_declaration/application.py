"""What was declared, as values; nothing here judges it."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from dancu.casework.domain.filing import Answers
from dancu.declarations.domain.declaration import Declaration, declared

CASE = "lives_there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Declaration):
    """Subject and members live at the place without belonging to a household."""

    unit_id: int
    line: str
    reason: str
    """Why they meet the conditions for neither registration."""

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        """Return the application that the cleaned answers of all five steps make, as of the day whose law judges it."""
        place, movers = answers["place"], [answers["subject"], *answers["members"]["rows"]]
        return cls(
            **declared(answers, on, relations=["" for _ in movers]),
            unit_id=answers["agency"]["commune"],
            line=place["line"],
            reason=place["reason"],
        )
