"""Notice of guests, from the registration of a facility to the end of a stay; and by a household: on a phone without JavaScript,
and at a desk with it.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from dancu.places.queries import directory
from dancu.platform.clock import today
from dancu.platform.hosts import Site
from dancu.residence.models import LodgingNotice, Stay
from tests.builders.accounts import PASSWORD
from tests.builders.identity import a_verified_account
from tests.builders.places import the_whole_country
from tests.builders.population import a_person
from tests.builders.residence import a_household
from tests.journeys.roles import DESK, PHONE, Citizen

HOTEL = "Khách sạn Hoa Sữa"
WAYS: dict[str, dict[str, Any]] = {
    "phone without JavaScript": {"viewport": PHONE, "script": False},
    "desk in English": {"viewport": DESK, "language": "en"},
}
each_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def country() -> None:
    the_whole_country()


class Host(Citizen):
    """Whoever has guests."""

    def names(self, place: int, name: str, born: str, sex: str, kind: str, number: str) -> None:
        """Say who the guest in a row is."""
        row = self.page.locator(f"#guest-{place}")
        row.locator("[name$=-name]").fill(name)
        for box, value in zip(("day", "month", "year"), born.split("/"), strict=True):
            row.locator(f"[name$=-born_{box}]").fill(value)
        self.choose_in(row.locator("[name$=-sex]"), sex)
        self.choose_in(row.locator("[name$=-id_kind]"), kind)
        row.locator("[name$=-id_number]").fill(number)
        row.locator("[name$=-reason]").fill("Du lịch")

    def ends_the_stay_of(self, name: str) -> None:
        self.follow(name)
        self.page.wait_for_url("**/lodging/stays/*")
        self.press("Người lưu trú đã rời đi")
        self.page.wait_for_url("**/end")
        self.press("Kết thúc lưu trú")
        self.page.wait_for_url("**/lodging")


@each_way
def test_a_facility_registers_gives_notice_of_two_and_says_that_one_has_left(
    sites: Callable[[Site], str], browser: Browser, work: Callable[[], None], country: None, way: dict[str, Any]
) -> None:
    host = Host(browser, sites(Site.PORTAL), **way)
    host.open("/register/facility")
    host.choose("Loại hình cơ sở lưu trú", "Cơ sở lưu trú du lịch")
    host.fill("Tên cơ sở lưu trú", HOTEL)
    host.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    host.page.locator("[name=address_line]").fill("9 phố Hàng Bè")
    host.fill("Họ và tên chủ cơ sở hoặc người quản lý", "Trần Thị Chủ")
    host.fill("Số CCCD/CMND của chủ cơ sở hoặc người quản lý", "001190123456")
    host.fill_day("Ngày cấp", "04/05/2022")
    host.fill("Nơi cấp CMND/CCCD", "Bộ Công an")
    host.fill("Số điện thoại", "0912345678")
    host.fill("Email", "chu@example.com")
    host.fill("Mật khẩu", PASSWORD)
    host.fill("Xác nhận mật khẩu", PASSWORD)
    host.press("Đăng ký")
    host.page.wait_for_url("**/register/*-*")
    work()
    host.page.locator("[name=code]").fill(host.read_code())
    host.press("Hoàn tất đăng ký")
    host.page.wait_for_url("**/sign-in?kind=facility")
    username = host.page.locator(".dc-notice, [role=status], main").first.inner_text().split("LT", 1)[1][:10]
    host.page.locator("[name=username]").fill(f"LT{username}")
    host.page.locator("[name=password]").fill(PASSWORD)
    host.press("Đăng nhập")
    host.page.wait_for_url("**/lodging")

    host.follow("Thông báo lưu trú")
    host.page.wait_for_url("**/lodging/notify")
    host.names(1, "Jane Doe", "//1990", "Nữ", "Hộ chiếu", "X1234567")
    host.press("Thêm người lưu trú")
    host.page.locator("#guest-2").wait_for()
    host.names(2, "Nguyễn Văn Khách", "2/3/1985", "Nam", "Số định danh cá nhân", "00108501234")
    host.press("Gửi thông báo")
    expect(host.page.locator(".govuk-error-summary a")).to_have_count(1)
    host.page.locator("#guest-2 [name$=-id_number]").fill("001085012345")
    host.press("Gửi thông báo")
    host.page.wait_for_url("**/lodging/notices/*")
    host.sees("Biên nhận thông báo lưu trú")
    assert (LodgingNotice.objects.count(), Stay.objects.count()) == (1, 2)

    host.open("/lodging")
    host.ends_the_stay_of("Jane Doe")
    expect(host.page.get_by_role("link", name="Jane Doe")).to_have_count(0)
    expect(host.page.get_by_role("link", name="Nguyễn Văn Khách")).to_have_count(1)


@each_way
def test_a_household_gives_notice_from_the_page_of_the_procedure(
    sites: Callable[[Site], str], browser: Browser, country: None, way: dict[str, Any]
) -> None:
    person = a_person("Nguyễn Văn An")
    a_household(person, unit=directory().by_code("00070", on=today()), line="12 Hàng Bài")
    a_verified_account(person)
    host = Host(browser, sites(Site.PORTAL), **way)
    host.open("/procedures/lodging-notice")
    host.press("Đăng nhập để thông báo lưu trú")
    host.page.wait_for_url(lambda url: "/sign-in" in url)
    host.fill("Tên đăng nhập", str(person.pin))
    host.page.locator("[name=password]").fill(PASSWORD)
    host.press("Đăng nhập")
    host.page.wait_for_url("**/lodging/notify")
    expect(host.page.locator("[name=place_line]")).to_have_value("12 Hàng Bài")
    host.names(1, "Trần Thị Bà", "1/1/1950", "Nữ", "Không có giấy tờ", "")
    host.press("Gửi thông báo")
    host.page.wait_for_url("**/lodging/notices/*")
    assert Stay.objects.get().unit_id == directory().by_code("00070", on=today()).id
