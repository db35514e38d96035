"""Facts with the days from which they hold."""

from datetime import date

import pytest

from dancu.kernel.dated import Dated, HeldNothing

FEE = Dated({date(2021, 7, 1): 15_000, date(2023, 2, 5): 10_000})


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2021, 7, 1), 15_000),
        (date(2023, 2, 4), 15_000),
        (date(2023, 2, 5), 10_000),
        (date(2099, 1, 1), 10_000),
    ],
)
def test_a_value_holds_from_its_day_until_the_next_one(day: date, value: int) -> None:
    assert FEE.on(day) == value


def test_nothing_held_before_the_first_day() -> None:
    with pytest.raises(HeldNothing):
        FEE.on(date(2021, 6, 30))


@pytest.mark.parametrize("values", [{}, {date(2023, 1, 1): 2, date(2021, 1, 1): 1}])
def test_a_table_has_days_and_reads_downwards(values: dict[date, int]) -> None:
    with pytest.raises(ValueError, match="the earliest first"):
        Dated(values)
