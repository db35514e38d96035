import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancu.kernel import pin
from dancu.kernel.dates import PartialDate
from dancu.kernel.pin import NotAPin, Pin
from dancu.kernel.sex import Sex


def test_a_number_says_where_when_and_as_what_its_bearer_was_registered() -> None:
    number = Pin("001190012345")
    assert (number.province_name, number.birth_year, number.sex) == ("Hà Nội", 1990, Sex.FEMALE)


def test_the_third_century_of_numbers_begins_with_four() -> None:
    assert (Pin("079401000001").birth_year, Pin("079401000001").sex) == (2101, Sex.MALE)


@pytest.mark.parametrize("typed", ["001 1 90 012345", "001.190.012.345", " 0011\u00a090012345", "001-190-012345"])
def test_a_number_is_read_however_it_is_spaced(typed: str) -> None:
    assert Pin.parse(typed) == "001190012345"


@pytest.mark.parametrize("typed", ["", "00119001234", "0011900123456", "00119001234a", "٠٠١١٩٠٠١٢٣٤٥"])
def test_anything_but_twelve_digits_is_refused(typed: str) -> None:
    with pytest.raises(NotAPin):
        Pin.parse(typed)


def test_there_are_sixty_three_historical_provinces() -> None:
    assert len(pin.PROVINCES) == 63


def test_a_number_given_abroad_has_no_province_and_is_still_a_number() -> None:
    assert Pin("999190012345").province_name is None


def test_a_number_does_not_match_another_birth_year_or_sex() -> None:
    number = Pin("001190012345")
    assert number.matches(PartialDate(1990), Sex.FEMALE)
    assert not number.matches(PartialDate(1991), Sex.FEMALE)
    assert not number.matches(PartialDate(1990), Sex.MALE)


def test_a_number_is_shown_grouped_or_masked() -> None:
    assert Pin("001190012345").grouped == "001 1 90 012345"
    assert Pin("001190012345").masked == "001••••••345"


@given(st.sampled_from(sorted(pin.PROVINCES)), st.integers(1900, 2399), st.sampled_from(Sex), st.integers(0, 999_999))
def test_a_number_made_for_somebody_matches_him(province: str, year: int, sex: Sex, drawn: int) -> None:
    number = Pin(pin.prefix(province=province, birth_year=year, sex=sex) + f"{drawn:06d}")
    assert number.province == province
    assert number.matches(PartialDate(year, 2, 3), sex)
    assert Pin.parse(number.grouped) == number


def test_nobody_born_before_1900_gets_a_number() -> None:
    with pytest.raises(ValueError, match="1900"):
        pin.prefix(province="001", birth_year=1899, sex=Sex.MALE)
