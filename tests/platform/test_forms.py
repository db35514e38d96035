"""The form fields that every site shares: what they take, and what they say when they do not."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from dancu.kernel.dates import PartialDate
from dancu.platform.forms import Boxes, DateBoxesField, IdNumberField, PersonNameField, PhoneField, PinField


def complaint(field: forms.Field, value: object) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return str(refused.value.code)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_day_in_three_boxes_is_that_day(day: date) -> None:
    field = DateBoxesField()
    assert field.clean(Boxes(f"{day.day}", f"{day.month:02d}", f"{day.year}")) == day
    assert field.clean(field.prepare_value(day.isoformat())) == day


@pytest.mark.parametrize(
    ("boxes", "code"),
    [
        (Boxes("31", "2", "2026"), "no_such_day"),
        (Boxes("29", "2", "2025"), "no_such_day"),
        (Boxes("1", "13", "2026"), "no_such_day"),
        (Boxes("", "2", "2026"), "incomplete"),
        (Boxes("1", "2", "26"), "no_year"),
        (Boxes("1", "2", ""), "no_year"),
        (Boxes("một", "2", "2026"), "digits"),
        (Boxes(), "required"),
    ],
)
def test_a_wrong_day_says_what_is_wrong(boxes: Boxes, code: str) -> None:
    assert complaint(DateBoxesField(), boxes) == code


def test_a_partly_known_day_is_taken_where_that_is_allowed() -> None:
    field = DateBoxesField(partial=True)
    assert field.clean(Boxes("", "", "1950")) == PartialDate(1950)
    assert field.clean(Boxes("", "5", "1950")) == PartialDate(1950, 5)
    assert complaint(field, Boxes("5", "", "1950")) == "no_such_day"


def test_what_was_typed_in_the_boxes_stays() -> None:
    class Form(forms.Form):
        day = DateBoxesField()

    page = str(Form({"day_day": "31", "day_month": "2", "day_year": "2026"})["day"])
    assert 'value="31"' in page
    assert 'value="2026"' in page


@pytest.mark.parametrize("text", ["001 199 000001", "001.1.99.000001", " 001199000001 ", "001-199-000001"])
def test_a_pin_can_be_pasted_in_any_form(text: str) -> None:
    assert PinField().clean(text) == "001199000001"


@pytest.mark.parametrize("text", ["00119900000", "0011990000011", "00119900000a", "٠٠١١٩٩٠٠٠٠٠١"])
def test_a_pin_has_twelve_digits(text: str) -> None:
    assert complaint(PinField(), text) == "pin"


def test_an_old_number_has_nine_digits() -> None:
    assert IdNumberField().clean("012 345 678") == "012345678"
    assert complaint(IdNumberField(), "01234567") == "pin"


@pytest.mark.parametrize("text", ["0912345678", "0912 345 678", "+84912345678", "0084 912 345 678", "(091) 234-5678"])
def test_a_telephone_number_begins_with_zero(text: str) -> None:
    assert PhoneField().clean(text) == "0912345678"


def test_what_is_no_telephone_number_is_refused() -> None:
    assert complaint(PhoneField(), "12345") == "phone"
    assert PhoneField(required=False).clean("") == ""


def test_a_name_is_composed_and_spaced_once() -> None:
    assert PersonNameField().clean("  Nguye\u0302\u0303n   Thi\u0323 A\u0301nh ") == "Nguyễn Thị Ánh"
    assert complaint(PersonNameField(), "Nguyễn <b>") == "name"
