"""Half-open spans of days: `since` is in, `until` is not, and None means without end."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            raise ValueError("a period ends after it begins")

    def __contains__(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two spans share a day."""
        return (self.until is None or other.since < self.until) and (other.until is None or self.since < other.until)
