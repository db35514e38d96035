"""Fields take what people type in any reasonable form, clean it to one value, and refuse in words."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from dancu.kernel.dates import PartialDate
from dancu.kernel.pin import Pin
from dancu.platform.forms import DateBoxesField, FilesField, IdNumberField, PersonNameField, PhoneField, PinField


class Day(forms.Form):
    born = DateBoxesField()


class PartialDay(forms.Form):
    born = DateBoxesField(partial=True)


class PerhapsDay(forms.Form):
    born = DateBoxesField(required=False)


def boxes(day: str = "", month: str = "", year: str = "") -> dict[str, str]:
    return {"born_day": day, "born_month": month, "born_year": year}


@pytest.mark.parametrize(
    "typed",
    [
        boxes("5", "3", "1990"),
        boxes(" 05 ", "03", " 1990"),
        boxes("5/3/1990"),
        boxes("05 03 1990"),
        boxes("05-03-1990"),
        boxes("5.3.1990"),
    ],
)
def test_a_day_is_read_from_three_boxes_or_pasted_into_the_first(typed: dict[str, str]) -> None:
    form = Day(typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == date(1990, 3, 5)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (boxes(), "Nhập ngày, tháng và năm"),
        (boxes("31", "2", "2026"), "31/2/2026"),
        (boxes("5", "", "1990"), "ngày, tháng và năm"),
        (boxes("5", "3", ""), "năm"),
        (boxes("5", "3", "90"), "năm"),
        (boxes("năm", "3", "1990"), "chữ số"),
        (boxes("٥", "3", "1990"), "chữ số"),
        (boxes("0", "1", "1990"), "0/1/1990"),
        (boxes("1", "0", "1990"), "1/0/1990"),
    ],
)
def test_a_day_that_is_none_is_refused_in_words(typed: dict[str, str], message: str) -> None:
    assert message in str(Day(typed).errors)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (boxes("", "", "1950"), PartialDate(1950)),
        (boxes("", "7", "1950"), PartialDate(1950, 7)),
        (boxes("2", "7", "1950"), PartialDate(1950, 7, 2)),
    ],
)
def test_a_birth_may_be_known_by_its_year_or_month_alone(typed: dict[str, str], value: PartialDate) -> None:
    form = PartialDay(typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == value


def test_a_day_that_is_not_asked_for_may_stay_empty() -> None:
    form = PerhapsDay(boxes())
    assert form.is_valid()
    assert form.cleaned_data["born"] is None


@pytest.mark.parametrize("initial", [date(1990, 3, 5), "1990-03-05", PartialDate(1990, 3, 5)])
def test_the_boxes_show_a_stored_day(initial: object) -> None:
    page = str(Day(initial={"born": initial})["born"])
    assert [f'value="{part}"' in page for part in ("5", "3", "1990")] == [True, True, True]


def test_what_was_typed_stays_in_the_boxes() -> None:
    page = str(Day(boxes("31", "2", "2026"))["born"])
    assert 'value="31"' in page
    assert "govuk-input--error" in page


def test_a_day_typed_as_it_was_has_not_changed() -> None:
    assert not Day(boxes("5", "3", "1990"), initial={"born": date(1990, 3, 5)}).has_changed()


@pytest.mark.parametrize("typed", ["001199000001", "001 1 99 000001", "001.199.000.001", " 001199000001 "])
def test_a_personal_number_is_taken_in_any_spacing(typed: str) -> None:
    assert PinField().clean(typed) == Pin.parse("001199000001")


@pytest.mark.parametrize("typed", ["00119900000", "0011990000011", "00119900000a", "123456789"])
def test_a_personal_number_has_twelve_digits(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        PinField().clean(typed)


def test_an_old_identity_card_has_nine_digits() -> None:
    assert IdNumberField().clean("012 345 678") == "012345678"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("(024) 3825 1234", "02438251234"),
        ("+33 1 23 45 67 89", "+33123456789"),
    ],
)
def test_a_telephone_number_is_kept_in_one_form(typed: str, value: str) -> None:
    assert PhoneField().clean(typed) == value


@pytest.mark.parametrize("typed", ["912345678", "09123", "0912-345-67x", "113"])
def test_what_cannot_be_rung_is_no_telephone_number(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        PhoneField().clean(typed)


def test_a_name_is_composed_and_spaced_once() -> None:
    assert PersonNameField().clean("  Nguye\u0302\u0303n   Thi\u0323 A\u0301nh ") == "Nguyễn Thị Ánh"


@pytest.mark.parametrize("typed", ["Nguyễn 3", "An <b>", "An@Bình"])
def test_a_name_holds_letters_only(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        PersonNameField().clean(typed)


class Papers(forms.Form):
    papers = FilesField(label="Giấy tờ", accept=".pdf,image/*")


def test_files_of_both_boxes_come_together() -> None:
    chosen = [SimpleUploadedFile(name, b"x") for name in ("a.pdf", "b.jpg")]
    form = Papers({}, MultiValueDict({"papers": chosen}))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["papers"] == chosen


def test_no_file_at_all_is_said_at_the_field() -> None:
    assert "Vui lòng chọn ít nhất một tệp" in str(Papers({}, MultiValueDict()).errors)


def test_a_telephone_may_photograph_the_paper() -> None:
    page = str(Papers()["papers"])
    assert 'accept=".pdf,image/*"' in page
    assert 'capture="environment"' in page
    assert page.count('name="papers"') == 2
