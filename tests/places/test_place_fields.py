"""A person chooses a commune, or writes an address, with JavaScript or without."""

from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from tests.builders.places import BEFORE, TODAY, a_commune, a_province, an_old_commune

from dancu.places.domain.units import Address, Kind, Unit
from dancu.places.forms import AddressField, ChoosesPlaces, CommuneField

pytestmark = pytest.mark.django_db


class PlaceForm(ChoosesPlaces):
    name = forms.CharField()
    place = CommuneField(on=TODAY)


class AddressForm(ChoosesPlaces):
    home = AddressField(on=TODAY)


class OptionalForm(ChoosesPlaces):
    home = AddressField(on=TODAY, required=False)


def typed(**boxes: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(boxes)
    return data


@pytest.fixture
def hoan_kiem() -> Unit:
    return a_commune()


def test_a_commune_is_cleaned_to_its_unit(hoan_kiem: Unit) -> None:
    form = PlaceForm(typed(name="An", place_province="01", place_commune="00070"))
    assert form.is_valid()
    assert form.cleaned_data["place"] == hoan_kiem


@pytest.mark.parametrize(
    ("boxes", "code"),
    [
        ({}, "province"),
        ({"place_province": "01"}, "commune"),
        ({"place_province": "01", "place_commune": "99999"}, "not_in_force"),
        ({"place_province": "01", "place_commune": "01"}, "not_in_force"),
        ({"place_province": "79", "place_commune": "00070"}, "elsewhere"),
    ],
)
def test_what_is_missing_or_does_not_fit_is_named(hoan_kiem: Unit, boxes: dict[str, str], code: str) -> None:
    form = PlaceForm(typed(name="An", **boxes))
    assert not form.is_valid()
    assert [error.code for error in form.errors.as_data()["place"]] == [code]


def test_a_commune_that_is_gone_is_refused(hoan_kiem: Unit) -> None:
    an_old_commune()
    form = PlaceForm(typed(name="An", place_province="01", place_commune="00061"))
    assert form.errors.as_data()["place"][0].code == "not_in_force"


def test_on_an_old_day_an_old_commune_is_taken(hoan_kiem: Unit) -> None:
    old = an_old_commune()
    form = PlaceForm(typed(name="An", place_province="01", place_district="002", place_commune="00061"))
    form.fields["place"].on = BEFORE  # type: ignore[attr-defined]
    assert form.is_valid()
    assert form.cleaned_data["place"] == old


def test_the_day_of_one_form_is_not_the_day_of_the_next(hoan_kiem: Unit) -> None:
    PlaceForm().fields["place"].on = BEFORE  # type: ignore[attr-defined]
    assert PlaceForm().fields["place"].on == TODAY  # type: ignore[attr-defined]


def test_an_address_is_a_commune_and_a_tidy_line(hoan_kiem: Unit) -> None:
    form = AddressForm(typed(home_province="01", home_commune="00070", home_line="  12   Hàng Bài "))
    assert form.is_valid()
    assert form.cleaned_data["home"] == Address(hoan_kiem.id, "12 Hàng Bài")


def test_everything_wrong_with_an_address_is_said_at_once(hoan_kiem: Unit) -> None:
    form = AddressForm(typed(home_province="01", home_commune="", home_line=" "))
    assert {error.code for error in form.errors.as_data()["home"]} == {"commune", "line"}


def test_an_endless_line_is_refused(hoan_kiem: Unit) -> None:
    form = AddressForm(typed(home_province="01", home_commune="00070", home_line="x" * 201))
    assert [error.code for error in form.errors.as_data()["home"]] == ["too_long"]


def test_an_address_that_need_not_be_given_may_be_left_out_but_not_half_written(hoan_kiem: Unit) -> None:
    empty = OptionalForm(typed(home_province="", home_commune="", home_line=""))
    assert empty.is_valid()
    assert empty.cleaned_data["home"] is None
    assert not OptionalForm(typed(home_province="", home_commune="", home_line="12 Hàng Bài")).is_valid()


def test_asked_only_for_communes_the_form_complains_of_nothing_and_keeps_what_was_typed(hoan_kiem: Unit) -> None:
    form = PlaceForm(typed(name="", place_province="01", _refresh="place"))
    assert not form.is_valid()
    assert not form.errors
    assert "Phường Hoàn Kiếm" in str(form["place"])


def test_only_communes_of_the_chosen_province_are_offered(hoan_kiem: Unit) -> None:
    a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))
    shown = str(PlaceForm(typed(place_province="01"))["place"])
    assert "Phường Hoàn Kiếm" in shown
    assert "Thành phố Hồ Chí Minh" in shown
    assert "Phường Bến Thành" not in shown


def test_today_there_is_no_box_for_a_district_and_before_the_reform_there_was(hoan_kiem: Unit) -> None:
    an_old_commune()
    form = PlaceForm()
    assert "place_district" not in str(form["place"])
    form.fields["place"].on = BEFORE  # type: ignore[attr-defined]
    assert "place_district" in str(form["place"])


@pytest.mark.parametrize("as_json", [False, True])
def test_what_was_answered_stands_in_the_boxes_again(hoan_kiem: Unit, as_json: bool) -> None:
    address = Address(hoan_kiem.id, "12 Hàng Bài")
    shown = str(AddressForm(initial={"home": address.as_json() if as_json else address})["home"])
    assert 'value="00070" selected>' in shown
    assert 'value="12 Hàng Bài"' in shown


def test_the_error_summary_leads_to_the_first_empty_box(hoan_kiem: Unit) -> None:
    widget = AddressForm().fields["home"].widget
    assert widget.anchor("id_home", None) == "id_home_province"
    assert widget.anchor("id_home", hoan_kiem) == "id_home_line"


def test_a_commune_of_today_is_offered_without_naming_a_day(hoan_kiem: Unit) -> None:
    class Plain(ChoosesPlaces):
        place = CommuneField()

    assert Plain(typed(place_province="01", place_commune="00070")).is_valid()


def test_a_title_carries_its_kind() -> None:
    assert a_province("Cao Bằng", code="04", kind=Kind.PROVINCE).title == "Tỉnh Cao Bằng"
    assert a_commune().in_force(date(2025, 7, 1))
