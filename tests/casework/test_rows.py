"""Rows are added and removed by buttons, without JavaScript."""

import pytest
from django.http import QueryDict

from dancu.casework.rows import with_row_added, with_row_removed

THREE = QueryDict("rows-TOTAL_FORMS=3&rows-INITIAL_FORMS=0&rows-0-name=A&rows-1-name=B&rows-2-name=C&other=x")


def names(data: QueryDict) -> dict[str, str]:
    return {key: data[key] for key in data if key.endswith("-name")}


def test_an_added_row_is_picked_and_empty() -> None:
    data = with_row_added(THREE)
    assert data["rows-TOTAL_FORMS"] == "4"
    assert data["rows-3-picked"] == "on"
    assert names(data) == names(THREE)


def test_rows_after_a_removed_one_move_up() -> None:
    data = with_row_removed(THREE, "1")
    assert data["rows-TOTAL_FORMS"] == "2"
    assert names(data) == {"rows-0-name": "A", "rows-1-name": "C"}
    assert data["other"] == "x"


@pytest.mark.parametrize("number", ["3", "-1", "x", ""])
def test_a_row_that_is_not_there_is_not_removed(number: str) -> None:
    assert with_row_removed(THREE, number) == THREE
