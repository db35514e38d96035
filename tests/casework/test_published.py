"""Procedures in the national portal's shape: read in both writings, written back the same, and compared."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.parking_permit import PROCEDURE

from dancu.casework.domain.published import (
    Case,
    Component,
    Difference,
    Fee,
    Method,
    NotPublished,
    Published,
    differences,
    parse_all,
)
from dancu.casework.publishing import publish

SHORT: dict[str, Any] = {
    "code": "9.000001",
    "name": "Cấp thẻ  đỗ xe",
    "steps": ["Bước 1"],
    "channels": [
        {
            "channel": "ONLINE",
            "time": 7,
            "unit": "WORKING_DAY",
            "fees": [{"type": "FEE", "vnd": 10_000, "note": "lần"}],
        },
        {"channel": "DIRECT", "time": 7, "unit": "WORKING_DAY", "fees": []},
    ],
    "cases": [
        {"name": "Người cư trú", "documents": [{"code": "KQ1", "name": "Giấy đăng ký xe", "originals": 1, "copies": 0}]}
    ],
    "requirements": None,
    "legal_basis": ["Quy chế 12/2024/QC-UBND", "Luật đỗ xe 68/2020/QH14"],
    "results": ["Thẻ đỗ xe (CT08)"],
}
OURS = Published(
    code="9.000001",
    name="Cấp thẻ đỗ xe",
    methods=(
        Method("ONLINE", 7, "WORKING_DAY", (Fee(10_000),)),
        Method("DIRECT", 7, "WORKING_DAY", (Fee(0),)),
        Method("POSTAL", 9, "WORKING_DAY"),
    ),
    cases=(Case("Người cư trú", (Component("KQ1", "Đăng ký"), Component("", "Khác"))),),
    legal_basis=("Quy chế số 12/2024/QC-UBND", "Luật số 68/2020/QH14"),
    results=("CT08",),
)


def test_what_is_only_worded_or_ordered_otherwise_is_the_same() -> None:
    assert differences(Published.parse(SHORT), OURS) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"name": "Thẻ đỗ xe"}, Difference("name", "", "Thẻ đỗ xe", "Cấp thẻ đỗ xe")),
        (
            {"channels": [{"channel": "ONLINE", "time": 5, "unit": "WORKING_DAY", "fees": [{"vnd": 10_000}]}]},
            Difference("time", "ONLINE", "5 WORKING_DAY", "7 WORKING_DAY"),
        ),
        (
            {"channels": [{"channel": "DIRECT", "time": 7, "unit": "WORKING_DAY", "fees": [{"vnd": 20_000}]}]},
            Difference("fee", "DIRECT", "20000", ""),
        ),
        (
            {"cases": [{"name": "", "documents": [{"code": "KQ1"}, {"code": "KQ2", "name": "Sổ"}]}]},
            Difference("document", "KQ2", "Sổ", ""),
        ),
        ({"cases": []}, Difference("document", "KQ1", "", "Đăng ký")),
        (
            {"legal_basis": ["12/2024/QC-UBND"]},
            Difference("legal_basis", "68/2020/QH14", "", "68/2020/QH14"),
        ),
        ({"results": ["CT06", "CT08"]}, Difference("result", "CT06", "CT06", "")),
        ({"results": ["Thẻ"]}, None),
    ],
)
def test_each_field_that_differs_is_told(change: dict[str, Any], found: Difference | None) -> None:
    assert differences(Published.parse(SHORT | change), OURS) == ([found] if found else [])


_TEXT = st.text(max_size=20)
_PUBLISHED = st.builds(
    Published,
    code=st.text(min_size=1, max_size=8),
    name=_TEXT,
    steps=st.lists(st.text(min_size=1, max_size=20), max_size=3).map(tuple),
    methods=st.lists(
        st.builds(
            Method,
            st.sampled_from(["ONLINE", "DIRECT", "POSTAL"]),
            st.integers(0, 99),
            st.sampled_from(["WORKING_DAY", "HOUR"]),
            st.lists(st.builds(Fee, st.integers(0, 10**6), _TEXT), max_size=2).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    cases=st.lists(
        st.builds(
            Case,
            _TEXT,
            st.lists(
                st.builds(Component, _TEXT, _TEXT, st.integers(0, 9), st.integers(0, 9), st.booleans()), max_size=3
            ).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    results=st.lists(st.text(min_size=1, max_size=20), max_size=3).map(tuple),
    legal_basis=st.lists(st.text(min_size=1, max_size=20), max_size=3).map(tuple),
    requirements=_TEXT,
)


@given(_PUBLISHED)
def test_what_is_written_is_read_back_the_same(published: Published) -> None:
    assert Published.parse(json.loads(json.dumps(published.as_json()))) == published


def test_ours_is_published_in_its_official_words() -> None:
    ours = publish(PROCEDURE)
    assert (ours.code, ours.name) == ("9.000001", "Cấp thẻ đỗ xe")
    assert [(method.channel, method.time, method.unit) for method in ours.methods] == []
    assert [each.name for each in ours.cases[0].components] == ["Giấy đăng ký xe", "Ý kiến đồng ý của chủ sở hữu"]


@pytest.mark.parametrize("found", [[SHORT], {"9.000001": SHORT}, SHORT, {"data": SHORT}])
def test_a_file_holds_one_or_several(found: Any) -> None:
    assert [each.code for each in parse_all(found)] == ["9.000001"]


@pytest.mark.parametrize("found", [3, "x", [3], {"data": 3}, {"code": "1"}, [SHORT | {"channels": [{"time": "bald"}]}]])
def test_what_is_no_publication_is_refused(found: Any) -> None:
    with pytest.raises(NotPublished):
        parse_all(found)
