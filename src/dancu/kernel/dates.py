"""Dates of which the day, or the day and the month, may be unknown, as many older people's birth dates are."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, or a month of a year, or a day; ValueError when the calendar does not have it."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day without a month says nothing")
        # Not `or`: a month or a day 0 is in no calendar and must not pass for an unknown one.
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return a date that is wholly known."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `23/11/1990`, `11/1990` or `1990`."""
        parts = [int(part) for part in text.replace(" ", "").split("/")]
        if len(parts) > 3:
            raise ValueError("a date is a day, a month and a year")
        return cls(*reversed(parts))

    @property
    def whole(self) -> date | None:
        """The date itself when all of it is known."""
        return None if self.month is None or self.day is None else date(self.year, self.month, self.day)

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def may_be(self, day: date) -> bool:
        """Tell whether what is known does not speak against `day`."""
        return self.earliest <= day <= self.latest

    def overlaps(self, other: "PartialDate") -> bool:
        """Tell whether what is known of both does not keep them from being one day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def age_on(self, day: date) -> int:
        """Return the completed years of somebody born on this date; negative before birth.

        What is unknown is taken as late as possible, so nobody comes of age before he surely has.
        """
        born = self.latest
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def __str__(self) -> str:
        known = [self.day, self.month]
        return "".join(f"{part:02d}/" for part in known if part is not None) + f"{self.year:04d}"


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
