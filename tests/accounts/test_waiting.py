"""How long the next attempt waits."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from dancu.accounts.domain.waiting import SIGN_IN, Count, next_count, wait_after
from tests.builders.accounts import NOW

DAY = timedelta(days=1)


def test_the_first_attempts_cost_no_wait() -> None:
    assert [wait_after(n, SIGN_IN) for n in range(1, SIGN_IN.free)] == [timedelta(0)] * (SIGN_IN.free - 1)


@given(st.integers(1, 10**6))
def test_waits_grow_and_never_pass_the_cap(attempts: int) -> None:
    assert wait_after(attempts, SIGN_IN) <= wait_after(attempts + 1, SIGN_IN) <= SIGN_IN.longest


def test_an_attempt_that_comes_too_early_is_not_counted() -> None:
    count = Count(5, NOW, NOW + timedelta(seconds=30))
    assert next_count(count, at=NOW + timedelta(seconds=29), policy=SIGN_IN) is None


def test_after_a_quiet_day_counting_starts_anew() -> None:
    count = Count(40, NOW, NOW + SIGN_IN.longest)
    assert next_count(count, at=NOW + DAY, policy=SIGN_IN) == Count(1, NOW + DAY, NOW + DAY)


@given(st.lists(st.integers(0, 3600), max_size=60))
def test_an_owner_never_waits_longer_than_the_cap_whatever_an_attacker_does(gaps: list[int]) -> None:
    count, at = None, NOW
    for gap in gaps:
        at += timedelta(seconds=gap)
        count = next_count(count, at=at, policy=SIGN_IN) or count
    assert count is None or count.free_at - at <= SIGN_IN.longest
