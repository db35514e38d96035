"""Working days are counted as the law counts them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancu.kernel.working_days import VIET_NAM, Calendar, TimeLimit

PLAIN = Calendar(holidays=frozenset())
# Tết 2026: the year of the Horse begins on Tuesday 17 February.
TET = Calendar(holidays=frozenset(date(2026, 2, day) for day in range(16, 21)))
SWAPPED = Calendar(holidays=frozenset({date(2026, 8, 31)}), make_up=frozenset({date(2026, 8, 22)}))

days = st.dates(date(2021, 1, 1), date(2035, 12, 31))
calendars = st.builds(Calendar, st.frozensets(days, max_size=30), st.frozensets(days, max_size=5))


def at(year, month, day, hour=9, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=VIET_NAM)


def test_the_day_of_reception_does_not_count():
    assert PLAIN.add_working_days(date(2026, 11, 23), 1) == date(2026, 11, 24)


def test_weekends_do_not_count():
    assert PLAIN.add_working_days(date(2026, 11, 27), 1) == date(2026, 11, 30)


def test_a_saturday_on_which_dossiers_are_taken_in_is_no_working_day():
    assert not PLAIN.is_working(date(2026, 11, 28))


def test_a_dossier_received_on_saturday_morning_counts_from_monday():
    assert PLAIN.add_working_days(date(2026, 11, 28), 1) == date(2026, 11, 30)


def test_tet_does_not_count():
    assert TET.add_working_days(date(2026, 2, 13), 1) == date(2026, 2, 23)


def test_seven_working_days_over_tet():
    assert TET.add_working_days(date(2026, 2, 11), 7) == date(2026, 2, 27)


def test_a_year_end_is_a_day_like_any_other():
    new_year = Calendar(holidays=frozenset({date(2027, 1, 1)}))
    assert new_year.add_working_days(date(2026, 12, 30), 2) == date(2027, 1, 4)


def test_a_made_up_saturday_counts_and_the_monday_it_stands_for_does_not():
    assert SWAPPED.add_working_days(date(2026, 8, 21), 1) == date(2026, 8, 22)
    assert SWAPPED.add_working_days(date(2026, 8, 28), 1) == date(2026, 9, 1)


def test_no_days_lead_nowhere():
    assert PLAIN.add_working_days(date(2026, 11, 28), 0) == date(2026, 11, 28)


def test_counting_backwards_is_refused():
    with pytest.raises(ValueError, match="forwards"):
        PLAIN.add_working_days(date(2026, 11, 28), -1)


@given(calendars, days, st.integers(0, 60))
def test_counting_gives_back_what_was_added(calendar, start, amount):
    assert calendar.working_days_between(start, calendar.add_working_days(start, amount)) == amount


@given(calendars, days, st.integers(1, 60))
def test_a_limit_ends_on_a_working_day_after_it_began(calendar, start, amount):
    end = calendar.add_working_days(start, amount)
    assert end > start
    assert calendar.is_working(end)


def test_a_limit_in_working_days_ends_at_closing_time():
    assert PLAIN.due(at(2026, 11, 23, 8), TimeLimit.working_days(7)) == at(2026, 12, 2, 17)


def test_a_limit_in_days_that_ends_on_sunday_ends_on_monday():
    assert PLAIN.due(at(2026, 11, 20), TimeLimit.days(9)) == at(2026, 11, 30, 17)


def test_a_limit_in_hours_runs_through():
    assert PLAIN.due(at(2026, 11, 27, 16, 30), TimeLimit.hours(1)) == at(2026, 11, 27, 17, 30)


def test_the_day_is_the_day_in_viet_nam():
    late = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)  # half past midnight of the 24th there
    assert PLAIN.due(late, TimeLimit.working_days(1)) == at(2026, 11, 25, 17)


def test_a_due_time_moves_by_working_days_and_keeps_its_hour():
    assert PLAIN.shift(at(2026, 11, 27, 17), 2) == at(2026, 12, 1, 17)


@given(calendars, st.datetimes(datetime(2021, 1, 1), datetime(2035, 1, 1), timezones=st.just(VIET_NAM)))  # noqa: DTZ001
def test_a_limit_is_never_over_before_it_starts(calendar, since):
    assert calendar.due(since, TimeLimit.working_days(1)) > since
    assert calendar.due(since, TimeLimit.hours(1)) == since + timedelta(hours=1)


def test_a_negative_limit_cannot_be_written():
    with pytest.raises(ValueError, match="negative"):
        TimeLimit.days(-1)
