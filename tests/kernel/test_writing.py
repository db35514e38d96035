"""Text as people paste it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancu.kernel.pin import NotAPin, Pin
from dancu.kernel.writing import plain_digits, seen


@pytest.mark.parametrize(
    "pasted",
    [
        "001190123456",
        "001 1 90 123456",
        "001.190.123.456",
        "001-190-123-456",
        "００１１９０１２３４５６",
        "\u200b001190\u200d123456\ufeff",
        "\u202d001190123456\u202c",
        "\u00a0001\u00a0190\u2009123\u3000456\t",
        "001\u2011190\u2013123456",
    ],
)
def test_a_number_is_read_however_it_was_pasted(pasted: str) -> None:
    assert Pin.parse(pasted) == "001190123456"


@pytest.mark.parametrize(
    "pasted", ["", "00119012345", "0011901234567", "001190l23456", "001190123456½", "²" * 12, "一" * 12, "٠" * 12]
)
def test_what_only_looks_like_a_number_is_none(pasted: str) -> None:
    with pytest.raises(NotAPin):
        Pin.parse(pasted)


@given(st.text())
def test_plain_digits_are_digits_and_nothing_else_changes(text: str) -> None:
    plain = plain_digits(text)
    assert len(plain) == len(seen(text))
    assert all(one == other or other in "0123456789" for one, other in zip(seen(text), plain, strict=True))
    assert plain_digits(plain) == plain
