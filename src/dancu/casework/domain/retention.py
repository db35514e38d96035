"""How long a dossier is kept once it is over: until the archive takes it, and until it can be erased."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dancu.kernel.dates import months_after

_YEAR = 12


class Fate(StrEnum):
    """What becomes of a dossier whose time is over."""

    ARCHIVE = "archive"
    """It leaves the lists of daily work, and is only read."""
    ERASE = "erase"
    """What was declared, its files and everybody's data go; that there was a dossier stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """The periods of a procedure, counted from the day on which its dossier was over."""

    archive_after_months: int | None = None
    erase_after_years: int | None = None
    """None where no source says it: then nothing is ever erased."""
    source: str = ""
    """The legal document that the second rests on; empty while it is unverified."""

    @property
    def months(self) -> Mapping[Fate, int]:
        """The periods that are known."""
        years = self.erase_after_years
        known = {Fate.ARCHIVE: self.archive_after_months, Fate.ERASE: None if years is None else years * _YEAR}
        return {fate: months for fate, months in known.items() if months is not None}

    def due_on(self, fate: Fate, closed_on: date) -> date | None:
        """Return the day from which a dossier that was over on a day can be archived or erased; None where that is not known."""
        months = self.months.get(fate)
        return None if months is None else months_after(closed_on, months)


UNKNOWN = Retention()
"""Of a procedure that says nothing: its dossiers are neither archived nor erased."""
