"""What casework tells the packages above it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DossierMoved:
    """An act was done on a dossier; `target` is the state it now has."""

    dossier_id: int
    code: str
    action: str
    target: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpinionAsked:
    """Somebody with this number is asked for his opinion."""

    opinion: str
    pin: str
    at: datetime
