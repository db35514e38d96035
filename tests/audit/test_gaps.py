"""Numbers without a row: who may still come, and who was put there."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancu.audit.domain.chain import GENESIS, Batch, Gap, leaf, runs, without
from dancu.audit.domain.checking import Check, Fault, Finding, Row
from tests.builders.accounts import NOW

HORIZON = 100
LATER = NOW + timedelta(minutes=20)


class Kept:
    """Rows in a dictionary (`domain.checking.Rows`)."""

    def __init__(self, rows: dict[int, str]) -> None:
        self.rows = rows

    def between(self, after: int, until: int, form: int) -> Iterable[Row]:
        return [(each, self.rows[each]) for each in sorted(self.rows) if after < each <= until]

    def some(self, ids: Sequence[int], form: int) -> Iterable[Row]:
        return [(each, self.rows[each]) for each in ids if each in self.rows]

    def waiting_since(self, after: int, before: datetime) -> int | None:
        return next((each for each in sorted(self.rows) if each > after and before > NOW), None)


def a_batch(rows: dict[int, str], *, gaps: tuple[Gap, ...] = (), until: int = 0) -> Batch:
    until = until or max(rows)
    batch = Batch(
        number=1,
        after=0,
        until=until,
        missing=runs(sorted(rows), after=0, until=until),
        gaps=gaps,
        rows=len(rows),
        leaves=b"".join(leaf(rows[each]) for each in sorted(rows)),
        sealed_at=NOW,
        previous=GENESIS,
    )
    return replace(batch, digest=batch.computed())


def findings(batch: Batch, rows: dict[int, str]) -> list[Finding]:
    return list(Check(rows=Kept(rows), batches=[batch], heads=[], genuine=lambda _: True, at=NOW).run())


SEALED = {1: "a", 2: "b", 4: "d"}


def test_a_row_in_an_open_gap_is_waited_for():
    batch = a_batch(SEALED, gaps=(Gap(3, 3, HORIZON, NOW),))
    assert findings(batch, SEALED | {3: "c"}) == []


def test_a_row_in_a_closed_gap_is_named():
    assert findings(a_batch(SEALED), SEALED | {3: "c"}) == [Finding(fault=Fault.ROW_INSERTED, batch=1, row=3)]


@pytest.mark.parametrize(
    ("oldest_running", "next_number", "at", "open_"),
    [
        (99, 120, LATER, True),
        (100, 120, LATER, False),
        (100, 120, NOW + timedelta(minutes=10), True),
        (40, 50, LATER, False),
    ],
    ids=["somebody still runs", "all have ended", "all have ended, but just now", "the cluster is another one"],
)
def test_a_gap_is_open_while_somebody_may_fill_it(oldest_running, next_number, at, open_):
    gap = Gap(3, 3, HORIZON, NOW)
    assert gap.may_be_filled(oldest_running=oldest_running, next_number=next_number, at=at) is open_


def test_who_has_come_is_waited_for_no_more():
    gaps = without([Gap(3, 6, HORIZON, NOW)], [4])
    assert [(gap.first, gap.last) for gap in gaps] == [(3, 3), (5, 6)]


@given(present=st.sets(st.integers(1, 60), min_size=1), more=st.integers(0, 5))
def test_rows_and_absent_numbers_make_the_range(present, more):
    batch = a_batch({each: str(each) for each in present}, until=max(present) + more)
    assert batch.adds_up()
    assert list(batch.ids()) == sorted(present)


@given(st.data())
def test_in_any_rows_any_one_change_is_found(data):
    rows = data.draw(st.dictionaries(st.integers(1, 40), st.text(max_size=3), min_size=2))
    batch = a_batch(rows)
    victim = data.draw(st.sampled_from(sorted(rows)))
    free = sorted(set(range(-3, max(rows) + 1)) - rows.keys())
    change = data.draw(st.sampled_from(["edit", "delete", "insert", "swap"]))
    changed = dict(rows)
    if change == "edit":
        changed[victim] += "x"
    elif change == "delete":
        del changed[victim]
    elif change == "insert" and free:
        changed[data.draw(st.sampled_from(free))] = data.draw(st.text(max_size=3))
    elif change == "swap":
        other = data.draw(st.sampled_from(sorted(rows)))
        changed[victim], changed[other] = changed[other], changed[victim]
    assert bool(findings(batch, changed)) == (changed != rows)
