import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancu.kernel.names import Difference, Likeness, PersonName, compare, fold, normalise, sort_key

MANY = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Thị Văn Hữu Đức Ngọc Thuý Thúy Hoà Hòa Mỹ "
    "Mĩ Quý Quí Kỳ Ánh Ân Ấn Ẩn Ửng Yến Khuê Giang Oanh Uyên Thuỷ Thủy Sỹ Đạt Dũng Trường"
)
SYLLABLES = st.sampled_from(MANY.split())
IN_ORDER = (
    "Đỗ An, Lê An, Trần An, Lê Án, Lê Anh, Lê Ánh, Lê Ân, Lê Ba, Bùi Dũng, Bùi Đạt, Hồ Ích, "
    "Lê Nga, Lê Ngà, Lê Ngả, Lê Ngã, Lê Ngá, Lê Ngạ, Lê Ngân, Hồ Oanh, Hồ Ơn"
)
NAMES = st.lists(SYLLABLES, min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Nguyễn Văn An", ("Nguyễn", "Văn", "An")),
        ("Trần Anh", ("Trần", "", "Anh")),
        ("  Lê  Thị Hồng\u00a0Nhung ", ("Lê", "Thị Hồng", "Nhung")),
        ("Điểu", ("", "", "Điểu")),
    ],
)
def test_a_full_name_is_split_into_surname_middle_and_given_name(full: str, parts: tuple[str, str, str]) -> None:
    name = PersonName.parse(full)
    assert (name.surname, name.middle, name.given) == parts


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ("Nguyễn Hoà", "Nguyễn Hòa", {Difference.TONE_PLACEMENT}),
        ("Trần Thuý", "Trần Thúy", {Difference.TONE_PLACEMENT}),
        ("Lê Mỹ", "Lê Mĩ", {Difference.I_OR_Y}),
        ("Lý Quý", "Lí Quí", {Difference.I_OR_Y}),
        ("Y Moan Ênuôl", "I Moan Ênuôl", {Difference.I_OR_Y}),
        ("NGUYỄN VĂN AN", "Nguyễn Văn An", {Difference.CASE}),
        ("Nguyễn  Văn An ", "Nguyễn Văn An", {Difference.SPACING}),
        (unicodedata.normalize("NFD", "Trần Ấn"), "Trần Ấn", {Difference.COMPOSITION}),
        ("a\u0301\u0302n", "ấn", {Difference.COMPOSITION}),  # the tone typed before the mark of its vowel
        ("Ðặng", "Đặng", {Difference.COMPOSITION}),  # an Icelandic eth for the letter with a stroke
        ("Lê\u200bAn", "LêAn", {Difference.COMPOSITION}),
        ("H'Hen Niê", "H’Hen Niê", {Difference.COMPOSITION}),
        (
            "LÊ  LÝ HOÀ",
            "Lê Lí Hòa",
            {Difference.CASE, Difference.SPACING, Difference.I_OR_Y, Difference.TONE_PLACEMENT},
        ),
    ],
)
def test_another_writing_of_a_name_is_equivalent(one: str, other: str, reasons: set[Difference]) -> None:
    comparison = compare(one, other)
    assert comparison.likeness is Likeness.EQUIVALENT
    assert set(comparison.reasons) == reasons
    assert comparison.same


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Trần An", "Trần Ân", Difference.MARKS),
        ("Trần An", "Trần Án", Difference.MARKS),
        ("Đỗ Dung", "Đỗ Dũng", Difference.MARKS),
        ("Đinh Mai", "Dinh Mai", Difference.MARKS),
        ("Lê Mai", "Lê May", Difference.WORDS),
        ("Lê Thuý", "Lê Thúi", Difference.WORDS),
        ("Lê An", "Lê Anh", Difference.WORDS),
        ("Lê Văn An", "Lê An", Difference.WORDS),
        ("Lê An Bình", "Lê Bình An", Difference.WORDS),
    ],
)
def test_another_name_is_different(one: str, other: str, reason: Difference) -> None:
    comparison = compare(one, other)
    assert (comparison.likeness, comparison.reasons) == (Likeness.DIFFERENT, (reason,))
    assert not comparison.same


def test_the_same_writing_is_exact() -> None:
    assert compare(PersonName.parse("Lê Văn An"), "Lê Văn An").likeness is Likeness.EXACT


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Nguyễn Đức Mỹ", "nguyen duc mi"),
        ("ĐẶNG THUỲ", "dang thuy"),
        ("Hoà", "hoa"),
        ("Trần Mai", "tran mai"),
        ("Trần May", "tran may"),
        ("H'Hen Niê", "hhen nie"),
        ("Jean-Étienne", "jean etienne"),
        ("Pierre Louÿs", "pierre louys"),
        ("ÿ", "i"),
    ],
)
def test_the_search_key_has_no_accents(text: str, key: str) -> None:
    assert fold(text) == key


def test_names_sort_by_given_name_in_the_vietnamese_alphabet() -> None:
    in_order = IN_ORDER.split(", ")
    assert sorted(sorted(in_order), key=lambda full: sort_key(PersonName.parse(full))) == in_order


@given(NAMES)
def test_composition_case_and_spacing_never_matter(name: str) -> None:
    typed = unicodedata.normalize("NFD", f" {name.upper()}  ")
    assert compare(name, typed).same
    assert fold(name) == fold(typed)
    assert normalise(normalise(typed)) == normalise(typed)


@given(NAMES, NAMES)
def test_comparing_is_symmetric_and_one_name_has_one_search_key(one: str, other: str) -> None:
    assert compare(one, other) == compare(other, one)
    if compare(one, other).same:
        assert fold(one) == fold(other)


@given(st.text(max_size=40))
def test_any_text_can_be_folded_and_sorted(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert sort_key(PersonName.parse(text)).isascii()
    assert compare(text, text).likeness is Likeness.EXACT
