"""What one look of the doctor found."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    """Somebody should look at it soon; all still works."""
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    well: bool
    sentence: str
    """What is so, and where it is not well what to do."""
    can_wait: bool = False
    """Whether what is not well yet does no harm."""
    check: str = ""
    """By which look it was found."""

    @property
    def level(self) -> Level:
        if self.well:
            return Level.OK
        return Level.WARN if self.can_wait else Level.FAIL
