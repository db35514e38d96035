"""What is typed and chosen while a slow line fetches other fields stays as it was typed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Route, expect

from dancu.accounts.queries import get_account
from dancu.places.queries import forget_directory
from dancu.platform.hosts import Site
from tests.builders.accounts import PASSWORD
from tests.builders.population import a_person
from tests.builders.procedures import Household
from tests.journeys.roles import DESK, Citizen


@pytest.mark.parametrize("first", [0, 1])
def test_nothing_typed_is_lost_while_fields_are_fetched(
    sites: Callable[[Site], str], browser: Browser, transactional_db: None, first: int
) -> None:
    """Whichever of two choices is answered first."""
    forget_directory()
    home = Household(a_person("Nguyễn Thị Minh Anh"))
    citizen = Citizen(browser, sites(Site.PORTAL), DESK)
    citizen.sign_in(get_account(home.account_id).username, PASSWORD)
    citizen.begin("temporary-registration")
    citizen.choose("Trường hợp", "Đăng ký tạm trú (cá nhân, hộ gia đình)")
    citizen.go_on("subject")
    citizen.fill("Số điện thoại liên hệ", "0912345678")
    citizen.go_on("place")

    held: list[Route] = []
    citizen.page.route("**/steps/place", lambda route: held.append(route) if len(held) < 2 else route.continue_())
    with citizen.page.expect_request("**/steps/place"):
        citizen.pick("Đăng ký lập hộ mới")
    citizen.fill("Địa chỉ", "Số 9 phố Tràng Tiền")
    citizen.fill_day("Tạm trú từ ngày", "1/12/2026")
    with citizen.page.expect_request("**/steps/place"):
        citizen.pick("Về ở với hộ gia đình")
    expect(citizen.field("Địa chỉ")).to_have_value("Số 9 phố Tràng Tiền")
    assert len(held) == 2
    with citizen.page.expect_response("**/steps/place"):
        held[first].continue_()
    held[1 - first].continue_()

    # The fields that the second choice asks for come too, although the first answer did not know of it.
    expect(citizen.field("Họ và tên chủ sở hữu chỗ ở hợp pháp")).to_be_visible()
    expect(citizen.field("Họ và tên chủ hộ nơi đến")).to_have_count(0)
    expect(citizen.field("Địa chỉ")).to_have_value("Số 9 phố Tràng Tiền")
    days = citizen.page.get_by_role("group", name="Tạm trú từ ngày").get_by_role("textbox").all()
    assert [box.input_value() for box in days] == ["1", "12", "2026"]
    assert citizen.page.get_by_label("Đăng ký lập hộ mới").is_checked()
    assert citizen.page.get_by_label("Về ở với hộ gia đình").is_checked()
