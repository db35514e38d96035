"""Days on which public offices work, and legal time limits counted in them.

The day of filing or reception is never counted (Civil Code 2015, art. 147.2). Saturday mornings, when offices only take
dossiers in, are not working days for a time limit.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never
from zoneinfo import ZoneInfo

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
CLOSING_TIME = time(17)
"""The hour by which an answer due on a day is given."""

_SATURDAY = 5
_DAY = timedelta(days=1)


class LimitUnit(StrEnum):
    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long the authority has, in the unit that the law names."""

    amount: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("a time limit is never negative")

    @classmethod
    def working_days(cls, amount: int) -> "TimeLimit":
        return cls(amount, LimitUnit.WORKING_DAYS)

    @classmethod
    def days(cls, amount: int) -> "TimeLimit":
        return cls(amount, LimitUnit.DAYS)

    @classmethod
    def hours(cls, amount: int) -> "TimeLimit":
        return cls(amount, LimitUnit.HOURS)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Holidays on which offices are shut, and weekend days that were worked in exchange for a day off."""

    holidays: frozenset[date]
    make_up: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Tell whether offices work on this day for the whole day."""
        if day in self.make_up:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def next_working_day(self, day: date) -> date:
        """Return `day` if offices work on it, else the first day after it on which they do."""
        while not self.is_working(day):
            day += _DAY
        return day

    def add_working_days(self, start: date, amount: int) -> date:
        """Return the `amount`-th working day after `start`, which itself never counts."""
        if amount < 0:
            raise ValueError("working days are counted forwards")
        day = start
        for _ in range(amount):
            day = self.next_working_day(day + _DAY)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and with `end`: what `add_working_days` would have to add."""
        return sum(self.is_working(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def shift(self, at: datetime, amount: int) -> datetime:
        """Return the same time of day in Viet Nam, `amount` working days later."""
        local = at.astimezone(VIET_NAM)
        return datetime.combine(self.add_working_days(local.date(), amount), local.timetz())

    def due(self, since: datetime, limit: TimeLimit) -> datetime:
        """Return when a time limit that starts at `since` ends; days end at closing time.

        A limit in calendar days whose last day is no working day ends on the next one (Civil Code 2015, art. 148.5).
        """
        local = since.astimezone(VIET_NAM)
        match limit.unit:
            case LimitUnit.HOURS:
                return local + timedelta(hours=limit.amount)
            case LimitUnit.DAYS:
                last = self.next_working_day(local.date() + _DAY * limit.amount)
            case LimitUnit.WORKING_DAYS:
                last = self.add_working_days(local.date(), limit.amount)
            case _:
                assert_never(limit.unit)
        return datetime.combine(last, CLOSING_TIME, VIET_NAM)
