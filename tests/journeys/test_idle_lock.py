"""A screen that was left covers itself, and what was typed on it is sent after unlocking."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, expect

from dancu.accounts.models import Session
from dancu.offices.models import PermissionGroup
from dancu.places.queries import forget_directory
from dancu.platform.hosts import Site
from tests.builders.accounts import a_session
from tests.builders.offices import a_commune_agency, an_officer
from tests.journeys.test_every_page import a_tab


def test_a_left_screen_is_covered_and_nothing_typed_is_lost(sites: Callable[[Site], str], browser: Browser) -> None:
    forget_directory()
    origin, officer = sites(Site.OFFICER), an_officer(a_commune_agency())
    tab = a_tab(browser, origin, a_session(officer.account_id))
    tab.clock.install()
    tab.goto(f"{origin}/permissions/new")
    tab.locator("#id_code").fill("TN")
    tab.locator("#id_name").fill("Tiếp nhận")
    warning = tab.get_by_text("Phiên làm việc sẽ khóa sau một phút")
    expect(warning).to_be_hidden()
    tab.clock.fast_forward(timedelta(minutes=14, seconds=5).total_seconds() * 1000)
    expect(warning).to_be_visible()
    tab.clock.fast_forward(60_000)
    expect(tab.locator("main")).to_be_hidden()
    expect(tab.locator(".govuk-breadcrumbs")).to_be_hidden()
    assert tab.title() == "Phiên làm việc đã khóa"

    Session.objects.update(last_seen_at=datetime.now(UTC) - timedelta(minutes=16))
    tab.get_by_role("button", name="Mở khóa").click()
    tab.get_by_role("button", name="Mở khóa để tiếp tục").click()
    tab.locator("#id_password").fill("Mat-khau-1@")
    tab.get_by_role("button", name="Mở khóa", exact=True).click()
    tab.locator("main form button").first.click()
    expect(
        tab.get_by_text("Đã tạo nhóm quyền").or_(tab.get_by_role("heading", name="Phân quyền chức năng"))
    ).to_be_visible()
    assert PermissionGroup.objects.filter(code="TN", name="Tiếp nhận").exists()
    tab.context.close()
