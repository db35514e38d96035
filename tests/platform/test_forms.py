"""The form fields that every site shares: what they take, and what they say when they do not."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from dancu.kernel.dates import PartialDate
from dancu.platform.forms import (
    Boxes,
    DateBoxesField,
    FilesField,
    IdNumberField,
    OldNumberField,
    PersonNameField,
    PhoneField,
    PinField,
    rows_of,
)


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
        (Boxes("0", "1", "2026"), "no_such_day"),
        (Boxes("1", "0", "2026"), "no_such_day"),
        (Boxes("", "2", "2026"), "incomplete"),
        (Boxes("1", "2", "26"), "no_year"),
        (Boxes("1", "2", ""), "no_year"),
        (Boxes("một", "2", "2026"), "digits"),
        (Boxes("٥", "2", "2026"), "digits"),
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


class Form(forms.Form):
    day = DateBoxesField()
    papers = FilesField(accept=".pdf,image/*")


@pytest.mark.parametrize("pasted", ["5/3/1990", "05 03 1990", "05-03-1990", " 5.3.1990 "])
def test_a_whole_day_can_be_pasted_into_the_first_box(pasted: str) -> None:
    form = Form({"day_day": pasted, "day_month": "", "day_year": ""})
    assert "day" not in form.errors
    assert form.cleaned_data["day"] == date(1990, 3, 5)


@pytest.mark.parametrize("stored", [date(1990, 3, 5), "1990-03-05", PartialDate(1990, 3, 5)])
def test_the_boxes_show_a_stored_day(stored: object) -> None:
    page = str(Form(initial={"day": stored})["day"])
    assert all(f'value="{part}"' in page for part in ("5", "3", "1990"))


def test_a_form_sent_as_it_was_has_not_changed() -> None:
    typed = {"day_day": "5", "day_month": "3", "day_year": "1990"}
    assert not Form(typed, MultiValueDict(), initial={"day": date(1990, 3, 5)}).has_changed()


def test_what_was_typed_in_the_boxes_stays() -> None:
    page = str(Form({"day_day": "31", "day_month": "2", "day_year": "2026"})["day"])
    assert 'value="31"' in page
    assert 'value="2026"' in page
    assert "govuk-input--error" in page


@pytest.mark.parametrize("text", ["001 199 000001", "001.1.99.000001", " 001199000001 ", "001-199-000001"])
def test_a_pin_can_be_pasted_in_any_form(text: str) -> None:
    assert PinField().clean(text) == "001199000001"


@pytest.mark.parametrize("text", ["00119900000", "0011990000011", "00119900000a", "٠٠١١٩٩٠٠٠٠٠١"])
def test_a_pin_has_twelve_digits(text: str) -> None:
    assert complaint(PinField(), text) == "pin"


def test_an_old_number_has_nine_digits() -> None:
    assert IdNumberField().clean("012 345 678") == "012345678"
    assert complaint(IdNumberField(), "01234567") == "pin"
    assert OldNumberField().clean("012.345.678") == "012345678"
    assert OldNumberField(required=False).clean("") == ""


def test_a_personal_number_is_no_old_one() -> None:
    assert complaint(OldNumberField(), "001190012345") == "pin"
    assert complaint(OldNumberField(), "") == "required"


@pytest.mark.parametrize("text", ["0912345678", "0912 345 678", "+84912345678", "0084 912 345 678", "(091) 234-5678"])
def test_a_telephone_number_begins_with_zero(text: str) -> None:
    assert PhoneField().clean(text) == "0912345678"


def test_what_is_no_telephone_number_is_refused() -> None:
    assert complaint(PhoneField(), "12345") == "phone"
    assert PhoneField(required=False).clean("") == ""


def test_a_name_is_composed_and_spaced_once() -> None:
    assert PersonNameField().clean("  Nguye\u0302\u0303n   Thi\u0323 A\u0301nh ") == "Nguyễn Thị Ánh"
    assert complaint(PersonNameField(), "Nguyễn <b>") == "name"


def test_a_number_abroad_keeps_its_country() -> None:
    assert PhoneField().clean("+33 1 23 45 67 89") == "+33123456789"


def test_files_of_both_boxes_come_together() -> None:
    chosen = [SimpleUploadedFile(name, b"x") for name in ("a.pdf", "b.jpg")]
    form = Form({}, MultiValueDict({"papers": chosen}))
    assert "papers" not in form.errors
    assert form.cleaned_data["papers"] == chosen


def test_no_file_at_all_is_said_at_the_field() -> None:
    assert Form({}, MultiValueDict()).errors["papers"] == ["Vui lòng chọn ít nhất một tệp"]


def test_a_telephone_may_photograph_the_paper() -> None:
    page = str(Form()["papers"])
    assert 'accept=".pdf,image/*"' in page
    assert 'capture="environment"' in page
    assert page.count('name="papers"') == 2


def test_a_list_that_came_without_its_count_says_so_in_the_page_s_language() -> None:
    rows = rows_of(Form, most=3)({"form-0-papers": ""})
    assert not rows.is_valid()
    assert rows.non_form_errors() == ["Danh sách gửi lên không đầy đủ. Mở lại trang và gửi lại."]
