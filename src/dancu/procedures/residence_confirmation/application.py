"""What was asked for, as values; nothing here judges it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from dancu.casework.domain.filing import Answers
from dancu.declarations.domain.declaration import Declaration, declared

CASE = "confirmation"
"""The national catalogue knows one case."""


class Content(StrEnum):
    """What can be confirmed."""

    PRESENT = "present"
    """Where somebody lives permanently, temporarily and now, and since when."""
    HOUSEHOLD = "household"
    """Householder and members of his household."""
    FORMER = "former"
    """Where he lived before, from when until when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Declaration):
    contents: frozenset[Content]
    known: bool
    """Whether the register says of the subject what is asked for, as far as the one who declares may see it."""

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        """Return the application that the cleaned answers of all four steps make, as of the day whose law judges it."""
        content = answers["content"]
        return cls(
            **declared(answers, on, relations=[""]),
            contents=frozenset(map(Content, content["contents"])),
            known=content["known"],
        )
