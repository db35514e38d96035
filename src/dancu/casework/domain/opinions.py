"""The opinion of somebody whom a dossier concerns: asked for, then given once."""

from dataclasses import dataclass
from enum import StrEnum


class OpinionState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody whose opinion is asked for; only who has proved this number, his personal or his old one, gives it."""

    name: str
    pin: str
