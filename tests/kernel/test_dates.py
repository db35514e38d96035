from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancu.kernel.dates import PartialDate, months_after


@pytest.mark.parametrize("text", ["23/11/1990", "11/1990", "1990"])
def test_a_partial_date_is_written_as_it_is_read(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize("parts", [(1990, 2, 31), (1990, 13, None), (1990, 0, None), (1990, 1, 0), (1990, None, 3)])
def test_a_day_that_the_calendar_does_not_have_is_refused(parts: tuple[int, int | None, int | None]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        PartialDate(*parts)


def test_an_unknown_day_may_be_any_day_of_the_month() -> None:
    born = PartialDate(2000, 2)
    assert born.may_be(date(2000, 2, 29))
    assert not born.may_be(date(2000, 3, 1))
    assert born.whole is None


def test_nobody_comes_of_age_before_he_surely_has() -> None:
    assert PartialDate(2000).age_on(date(2018, 12, 30)) == 17
    assert PartialDate(2000).age_on(date(2018, 12, 31)) == 18
    assert PartialDate(2000, 5, 6).age_on(date(2018, 5, 6)) == 18


@given(st.dates())
def test_a_whole_date_is_its_own_earliest_and_latest(day: date) -> None:
    known = PartialDate.of(day)
    assert known.whole == known.earliest == known.latest == day


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 24), 24, date(2028, 11, 24)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_a_month_too_short_for_the_day_ends_the_span_on_its_last_day(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later
