"""The portal's pages on which facilities, households and guests give notice, without JavaScript."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from tests.builders.accounts import PASSWORD, KeptLetters, an_account, kept_letters
from tests.builders.citizens import a_browser
from tests.builders.identity import a_verified_account
from tests.builders.lodging import HOTEL, STREET, a_facility, a_guest, notify_by
from tests.builders.pages import Form
from tests.builders.places import a_commune
from tests.builders.population import a_person
from tests.builders.residence import a_household

from dancu.kernel.actor import Actor
from dancu.platform.clock import now, today
from dancu.residence.domain.stays import FacilityKind, IdKind
from dancu.residence.models import LodgingFacility, LodgingNotice, Stay

pytestmark = pytest.mark.django_db
GUEST = {
    "rows-0-name": "Jane Doe",
    "rows-0-born_year": "1990",
    "rows-0-sex": "female",
    "rows-0-nationality": "GBR",
    "rows-0-id_kind": "passport",
    "rows-0-id_number": "c 1234567",
    "rows-0-reason": "Du lịch",
    "rows-0-room": "201",
}
NOTIFY = "/lodging/notify"


@pytest.fixture
def letters() -> Iterator[KeptLetters]:
    with kept_letters() as kept:
        yield kept


def text(response: HttpResponse) -> str:
    return response.content.decode()


def browser_of(by: Actor) -> Client:
    assert by.account_id
    return a_browser(by.account_id)


def page(browser: Client, address: str = NOTIFY) -> Form:
    return Form(text(browser.get(address)))


def send(browser: Client, address: str = NOTIFY, **typed: Any) -> HttpResponse:
    return browser.post(address, page(browser, address).filled_in(**typed))  # type: ignore[return-value]


def a_registration(**changes: Any) -> dict[str, Any]:
    a_commune()
    return {
        "facility_kind": "tourist",
        "organisation_name": HOTEL,
        "full_name": "Trần Thị Chủ",
        "id_number": "001190123456",
        "id_issued_on_day": "4",
        "id_issued_on_month": "5",
        "id_issued_on_year": "2022",
        "id_issued_at": "Cục Cảnh sát QLHC về TTXH",
        "phone": "0912 345 678",
        "email": "chu@example.com",
        "address_province": "01",
        "address_commune": "00070",
        "address_line": STREET,
        "password": PASSWORD,
        "password_again": PASSWORD,
    } | changes


def registered(letters: KeptLetters, **changes: Any) -> tuple[str, HttpResponse]:
    """Register a facility to the end; return the user name of its letter and the page that follows."""
    browser = Client(headers={"host": settings.SITE_HOSTS["portal"]})
    asks_code = browser.post("/register/facility", a_registration(**changes))
    assert asks_code.status_code == 302, text(asks_code)
    letter = letters.last("facility_code")
    done = browser.post(asks_code.url, {"code": letter["code"]})
    assert done.url == "/sign-in?kind=facility"
    return letter["username"], browser.get(done.url)


def test_a_facility_registers_signs_in_and_sees_its_guests_first(letters: KeptLetters) -> None:
    username, done = registered(letters)
    assert username in text(done)
    browser = Client(headers={"host": settings.SITE_HOSTS["portal"]})
    typed = page(browser, "/sign-in?kind=facility").filled_in(username=username, password=PASSWORD)
    assert typed["kind"] == ["facility"]
    assert browser.post("/sign-in", typed).url == "/lodging"
    assert HOTEL in text(browser.get("/lodging"))
    about = text(browser.get("/account", follow=True))
    assert username in about
    assert STREET in about


def test_a_person_does_not_sign_in_as_a_facility_nor_the_other_way_round() -> None:
    a_facility(5)
    an_account(username="001190123456")
    browser = Client(headers={"host": settings.SITE_HOSTS["portal"]})
    for kind, username in (("people", "LT0000000005"), ("facility", "001190123456")):
        answer = browser.post("/sign-in", {"kind": kind, "username": username, "password": PASSWORD})
        assert answer.status_code == 200
        assert "không đúng" in text(answer)


def test_a_facility_that_has_an_account_gets_the_same_pages_as_one_that_has_none(letters: KeptLetters) -> None:
    def course() -> str:
        username, done = registered(letters)
        return re.sub(r'value="[\w-]+"', "", text(done)).replace(username, "")

    assert course() == course()
    assert LodgingFacility.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"facility_kind": ""}, "Chọn loại hình cơ sở lưu trú"),
        ({"facility_kind": "rooms_for_rent"}, "rooms_for_rent"),
        ({"organisation_name": " "}, "Nhập tên cơ sở lưu trú"),
        ({"address_line": ""}, "số nhà"),
        ({"email": "chu@"}, "địa chỉ email"),
    ],
)
def test_what_is_wrong_with_a_registration_is_told_at_the_field(changes: dict[str, str], said: str) -> None:
    answer = Client(headers={"host": settings.SITE_HOSTS["portal"]}).post(
        "/register/facility", a_registration(**changes)
    )
    assert answer.status_code == 200
    assert said in text(answer)
    assert "govuk-error-summary" in text(answer)


def test_a_facility_gives_notice_and_gets_a_receipt() -> None:
    hotel = a_facility()
    browser = browser_of(hotel)
    answer = send(browser, **GUEST)
    assert answer.status_code == 302, text(answer)
    notice, stay = LodgingNotice.objects.get(), Stay.objects.get()
    assert (notice.facility_name, notice.address_line, notice.account_id) == (HOTEL, STREET, hotel.account_id)
    assert notice.facility_id
    assert (stay.name, stay.id_number, stay.room, stay.nationality) == ("Jane Doe", "C1234567", "201", "GBR")
    receipt = text(browser.get(answer.url))
    assert f"{notice.pk:06d}" in receipt
    assert HOTEL in receipt
    assert "Jane Doe" in text(browser.get("/lodging"))


def test_a_notice_that_comes_late_is_taken_and_marked() -> None:
    browser = browser_of(a_facility())
    before = today() - timedelta(days=2)
    came = {"arrives_on_day": before.day, "arrives_on_month": before.month, "arrives_on_year": before.year}
    answer = send(browser, **GUEST, **{f"rows-0-{name}": str(value) for name, value in came.items()})
    assert "Thông báo muộn" in text(browser.get(answer.url))


def test_a_household_gives_notice_of_who_visits_it_with_its_own_address_proposed() -> None:
    person = a_person("Nguyễn Văn An")
    a_household(person, unit=a_commune(), line="12 Hàng Bài")
    browser = a_browser(a_verified_account(person))
    begins = page(browser)
    assert begins.values["place_line"] == ["12 Hàng Bài"]
    assert begins.values["kind"] == ["family"]
    close_kin = {"rows-0-until_day": "", "rows-0-until_month": "", "rows-0-until_year": ""}
    assert send(browser, **GUEST, **close_kin).status_code == 302
    notice = LodgingNotice.objects.get()
    assert (notice.facility_kind, notice.facility_id, notice.by_guest) == (FacilityKind.FAMILY, None, False)
    assert Stay.objects.get().until is None


def test_a_guest_gives_notice_himself_and_his_details_are_filled_in() -> None:
    person = a_person("Nguyễn Văn An", born="2/3/1990")
    a_household(person, unit=a_commune())
    browser = a_browser(a_verified_account(person))
    filled = Form(text(send(browser, _mine="1")))
    assert filled.values["rows-0-name"] == ["Nguyễn Văn An"]
    assert filled.values["rows-0-id_number"] == [str(person.pin)]
    assert filled.values["by_guest"] == ["on"]
    typed = filled.filled_in(**{"kind": "tourist", "name": HOTEL, "place_line": STREET, "rows-0-reason": "Công tác"})
    assert browser.post(NOTIFY, typed).status_code == 302
    notice, stay = LodgingNotice.objects.get(), Stay.objects.get()
    assert (notice.by_guest, notice.facility_name, stay.person_id) == (True, HOTEL, person.id)


def test_an_account_that_is_not_proved_is_filled_in_as_it_registered_and_no_more() -> None:
    somebody = a_person("Nguyễn Văn An", occupation="Kỹ sư")
    a_household(somebody, unit=a_commune(), line="12 Hàng Bài")
    browser = a_browser(an_account(username=str(somebody.pin), address_line="5 Tràng Tiền"))
    filled = Form(text(send(browser, _mine="1")))
    assert filled.values["rows-0-name"] == ["Nguyễn Thị Hoà"]
    assert filled.values["rows-0-occupation"] == [""]
    assert filled.values["place_line"] == ["5 Tràng Tiền"]


def test_guests_are_added_and_removed_without_losing_what_was_typed() -> None:
    browser = browser_of(a_facility())
    added = send(browser, **GUEST, _add="1")
    assert "govuk-error-summary" not in text(added)
    two = Form(text(added))
    assert two.values["rows-TOTAL_FORMS"] == ["2"]
    assert (two.values["rows-0-name"], two.values["rows-1-name"]) == (["Jane Doe"], [""])
    assert two.values["rows-1-room"] == ["201"]
    typed = two.filled_in(**{"rows-1-name": "John Roe", "_remove": "0"})
    one = Form(text(browser.post(NOTIFY, typed)))
    assert one.values["rows-TOTAL_FORMS"] == ["1"]
    assert one.values["rows-0-name"] == ["John Roe"]
    assert not LodgingNotice.objects.exists()


def test_what_is_wrong_stands_at_the_row_and_field_and_nothing_typed_is_lost() -> None:
    browser = browser_of(a_facility())
    two = Form(text(send(browser, **GUEST, _add="1"))).filled_in(
        **{"rows-1-name": "Trần Văn B", "rows-1-born_year": "1980", "rows-1-sex": "male", "rows-1-id_kind": "pin",
           "rows-1-id_number": "00109012345", "rows-1-reason": ""}
    )  # fmt: skip
    answer = browser.post(NOTIFY, two)
    shown = text(answer)
    assert 'href="#id_rows-1-id_number"' in shown
    assert 'href="#id_rows-1-reason"' in shown
    assert "#id_rows-0" not in shown
    assert Form(shown).values["rows-1-id_number"] == ["00109012345"]
    assert not LodgingNotice.objects.exists()


def test_a_page_without_a_guest_says_that_one_is_missing() -> None:
    browser = browser_of(a_facility())
    nobody = Form(text(send(browser, _remove="0")))
    assert "Vui lòng cho biết người lưu trú" in text(browser.post(NOTIFY, nobody.filled_in()))


def test_sending_the_page_twice_is_one_notice() -> None:
    browser = browser_of(a_facility())
    typed = page(browser).filled_in(**GUEST)
    first, second = (browser.post(NOTIFY, typed) for _ in range(2))
    assert first.url == second.url
    assert LodgingNotice.objects.count() == 1


def test_a_page_that_was_sent_and_changed_is_asked_about_and_can_be_sent_as_a_further_notice() -> None:
    browser = browser_of(a_facility())
    typed = page(browser).filled_in(**GUEST)
    browser.post(NOTIFY, typed)
    changed = browser.post(NOTIFY, {**typed, "rows-0-name": "John Roe"})
    assert changed.status_code == 200
    assert "LT-" in text(changed)
    assert browser.post(NOTIFY, Form(text(changed)).filled_in()).status_code == 302
    assert LodgingNotice.objects.count() == 2


def test_nobody_learns_from_a_notice_whether_a_number_is_in_the_register() -> None:
    browser, known = browser_of(a_facility()), a_person("Trần Thị Bình", born="2/3/1990")

    def course(number: str) -> str:
        named = {"name": "Trần Thị Bình", "id_kind": "pin", "id_number": number, "nationality": "VNM"}
        answer = send(browser, **GUEST | {f"rows-0-{name}": value for name, value in named.items()})
        stay = Stay.objects.latest("id")
        shown = "".join(text(browser.get(address)) for address in (answer.url, f"/lodging/stays/{stay.pk}"))
        Stay.objects.all().delete()
        grouped = f"{number[:3]} {number[3]} {number[4:6]} {number[6:]}"
        varies = rf'value="[\w-]+"|{number}|{grouped}|\d\d:\d\d|LT-\d+-\d+|/\d+'
        return re.sub(varies, "", shown)

    assert course(str(known.pin)) == course("001099999999")


def test_a_stay_is_corrected_ended_and_withdrawn_by_who_gave_notice_alone() -> None:
    hotel = a_facility()
    notify_by(hotel, a_guest(arrives_at=now() - timedelta(hours=2), until=today() + timedelta(3)), at=now())
    stay, browser, other = Stay.objects.get(), browser_of(hotel), browser_of(a_facility(2, "Nhà nghỉ Hồ Tây"))
    for path in ("", "/end", "/withdraw"):
        assert other.get(f"/lodging/stays/{stay.pk}{path}").status_code == 404
    address = f"/lodging/stays/{stay.pk}"
    assert send(browser, address, room="305").url == "/lodging"
    assert "305" in text(browser.get("/lodging"))
    assert send(browser, f"{address}/end").url == "/lodging"
    assert "Jane Doe" not in text(browser.get("/lodging"))
    again = send(browser, f"{address}/end")
    assert "đã đi" in text(again)
    assert send(browser, f"{address}/withdraw", because="named_twice").url == "/lodging"
    assert "đã được rút" in text(browser.get(address))


def test_a_day_of_leaving_that_is_still_to_come_is_refused_at_its_field() -> None:
    hotel = a_facility()
    notify_by(hotel, a_guest(arrives_at=now() - timedelta(hours=2), until=today() + timedelta(3)), at=now())
    later = today() + timedelta(2)
    answer = send(
        browser_of(hotel),
        f"/lodging/stays/{Stay.objects.get().pk}/end",
        on_day=str(later.day),
        on_month=str(later.month),
        on_year=str(later.year),
    )
    assert "chưa tới" in text(answer)
    assert not Stay.objects.get().ended


def test_a_facility_says_anew_what_it_is() -> None:
    hotel = a_facility(facility_kind=FacilityKind.ROOMS_FOR_RENT.value)
    browser = browser_of(hotel)
    assert "không còn trong danh mục" in text(browser.get("/lodging/facility"))
    assert send(browser, "/lodging/facility", kind="other").url == "/lodging/facility"
    assert LodgingFacility.objects.get().kind == FacilityKind.OTHER


def test_people_have_no_facility() -> None:
    a_commune()
    assert a_browser(an_account()).get("/lodging/facility").status_code == 404


def test_every_kind_of_paper_is_offered() -> None:
    assert set(page(browser_of(a_facility())).offered("rows-0-id_kind")) == set(IdKind)
