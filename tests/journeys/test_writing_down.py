"""An officer writes down lodging notices that came by telephone: of a facility and of a household, at a desk and on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from dancu.platform.hosts import Site
from dancu.residence.models import LodgingFacility, LodgingNotice, Stay
from tests.builders.accounts import a_session
from tests.builders.lodging import CALLER, HOTEL, a_facility
from tests.builders.offices import an_officer
from tests.builders.places import the_whole_country
from tests.journeys.roles import DESK, PHONE, OfficerAtDesk

WAYS: dict[str, dict[str, Any]] = {
    "phone without JavaScript": {"viewport": PHONE, "script": False},
    "desk in English": {"viewport": DESK, "language": "en"},
}
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("way", WAYS.values(), ids=WAYS),
]


class Receiver(OfficerAtDesk):
    """Who takes the telephone."""

    def hears_of(self, place: int, name: str) -> None:
        """Write down a guest who has no paper."""
        row = self.page.locator(f"#guest-{place}")
        row.locator("[name$=-name]").fill(name)
        row.locator("[name$=-born_year]").fill("1990")
        self.choose_in(row.locator("[name$=-sex]"), "Nữ")
        self.choose_in(row.locator("[name$=-id_kind]"), "Không có giấy tờ")
        row.locator("[name$=-reason]").fill("Du lịch")


@pytest.fixture
def receiver(sites: Callable[[Site], str], browser: Browser, way: dict[str, Any]) -> Receiver:
    the_whole_country()
    officer = Receiver(browser, sites(Site.OFFICER), **way)
    officer.brings(a_session(an_officer().account_id))
    return officer


def test_a_facility_calls_and_one_of_its_guests_has_left_since(receiver: Receiver) -> None:
    a_facility()
    receiver.open("/lodging")
    receiver.press("Cơ sở đã đăng ký thông báo")
    receiver.page.wait_for_url("**/lodging/facilities")
    receiver.fill("Tên hoặc tên đăng nhập của cơ sở lưu trú", "song hong")
    receiver.press("Tìm kiếm")
    receiver.page.get_by_role("link", name=HOTEL, exact=True).click()
    receiver.page.wait_for_url("**/notify")
    receiver.hears_of(1, "Trần Thị Bà")
    receiver.press("Thêm người lưu trú")
    receiver.page.locator("#guest-2").wait_for()
    receiver.hears_of(2, "Lê Thị Cháu")
    receiver.press("Tiếp nhận thông báo")
    expect(receiver.page.locator(".govuk-error-summary a")).to_have_count(2)
    receiver.page.locator("[name=notifier]").fill(CALLER)
    receiver.pick("Qua điện thoại")
    receiver.press("Tiếp nhận thông báo")
    receiver.page.wait_for_url("**/lodging/notices/*")
    receiver.sees("Biên nhận thông báo lưu trú")
    notice = LodgingNotice.objects.get()
    assert (notice.facility_id, notice.way) == (LodgingFacility.objects.get().pk, "phone")
    receiver.follow("Trần Thị Bà")
    receiver.page.wait_for_url("**/lodging/stays/*")
    receiver.press("Người lưu trú đã rời đi")
    receiver.page.wait_for_url("**/end")
    receiver.press("Kết thúc lưu trú")
    receiver.page.wait_for_url("**/lodging")
    assert list(Stay.objects.order_by("id").values_list("ended", flat=True)) == [True, False]


def test_a_household_calls_and_its_guest_is_on_the_list_of_tonight(receiver: Receiver) -> None:
    receiver.open("/lodging")
    receiver.press("Hộ gia đình hoặc nơi khác thông báo")
    receiver.page.wait_for_url("**/lodging/notify")
    receiver.page.locator("[name=notifier]").fill(CALLER)
    receiver.pick("Qua điện thoại")
    receiver.page.locator("[name=place_line]").fill("12 Hàng Bài")
    receiver.hears_of(1, "Trần Thị Bà")
    receiver.press("Tiếp nhận thông báo")
    receiver.page.wait_for_url("**/lodging/notices/*")
    receiver.open("/lists/guests")
    expect(receiver.page.get_by_text("Trần Thị Bà")).to_be_visible()
    expect(receiver.page.get_by_text("12 Hàng Bài")).to_be_visible()
