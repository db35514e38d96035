"""The calendar knows the Labour Code's holidays and the Government's swaps."""

from datetime import UTC, date, datetime

import pytest

from dancu.codelists.queries import calendar

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), False),  # swapped ...
        (date(2026, 1, 10), True),  # ... for this Saturday
        (date(2026, 1, 17), False),
        (date(2026, 2, 13), True),
        (date(2026, 2, 16), False),  # the eve of Tết
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),  # for the Hùng Kings' day on Sunday
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2026, 9, 3), True),
        (date(2026, 11, 24), False),  # the day of Vietnamese culture, from 2026
        (date(2025, 11, 24), True),
        (date(2027, 2, 4), False),
        (date(2027, 2, 10), False),
        (date(2027, 2, 11), True),
        (date(2025, 4, 26), True),
        (date(2025, 5, 2), False),
    ],
)
def test_offices_work_or_do_not(day: date, works: bool) -> None:
    assert calendar(NOW).is_working(day) == works


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 2, 11), date(2026, 2, 27)),  # over Tết 2026
        (date(2027, 2, 1), date(2027, 2, 17)),  # over Tết 2027
        (date(2025, 12, 30), date(2026, 1, 10)),  # over the new year to the Saturday worked for its Friday
        (date(2026, 8, 20), date(2026, 8, 28)),  # with a worked Saturday
    ],
)
def test_seven_working_days_from_a_reception(received: date, due: date) -> None:
    assert calendar(NOW).add_working_days(received, 7) == due


def test_offices_of_far_years_have_a_tet_too() -> None:
    assert not calendar(NOW).is_working(date(2040, 2, 13))
