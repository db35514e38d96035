"""What was declared, as values; nothing here judges it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

from dancu.casework.domain.filing import Answers
from dancu.declarations.domain.declaration import Declaration, Mover, declared

CASE = "lives_there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """What is asked besides of a subject who has no personal number, to issue him one."""

    province: str
    """Of birth registration, by its historical code: the number begins with it."""
    ethnicity: str
    home_town: str
    father: str
    mother: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Declaration):
    """Subject and members live at the place without belonging to a household."""

    unit_id: int
    line: str
    reason: str
    """Why they meet the conditions for neither registration."""
    newcomer: Newcomer | None = None

    @property
    def newcomers(self) -> tuple[Mover, ...]:
        return (self.subject,) if self.newcomer else ()

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        """Return the application that the cleaned answers of all five steps make, as of the day whose law judges it."""
        place, movers = answers["place"], [answers["subject"], *answers["members"]["rows"]]
        return cls(
            **declared(answers, on, relations=["" for _ in movers]),
            unit_id=answers["agency"]["commune"],
            line=place["line"],
            reason=place["reason"],
            newcomer=_newcomer(answers["subject"]),
        )


def _newcomer(subject: Mapping[str, Any]) -> Newcomer | None:
    if not subject.get("unnumbered"):
        return None
    return Newcomer(**{each.name: subject[each.name] for each in fields(Newcomer)})
