"""Facts that the law changed on known days, as tables: since when -> what has held from then on."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from typing import Generic, TypeVar

V = TypeVar("V")


class HeldNothing(LookupError):
    """Nothing held on a day before the first one of the table."""


class Dated(Generic[V]):
    """What a fact has been from each of its days until the next.

    `Dated({date(2021, 7, 1): Money(15_000), date(2023, 2, 5): Money(10_000)})`
    """

    def __init__(self, values: Mapping[date, V]) -> None:
        self.days = tuple(values)
        self._values = tuple(values.values())
        if not self.days or list(self.days) != sorted(self.days):
            raise ValueError("a dated fact has days, the earliest first")

    def on(self, day: date) -> V:
        """Return what held on a day; raises HeldNothing before the first."""
        at = bisect_right(self.days, day)
        if at == 0:
            raise HeldNothing(f"nothing held on {day}: the first day is {self.days[0]}")
        return self._values[at - 1]
