"""A screen that was left covers itself, and what was typed on it is sent after unlocking."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from playwright.sync_api import Browser, expect

from dancu.accounts.models import Session
from dancu.audit.models import AuditRow
from dancu.offices.models import PermissionGroup
from dancu.places.queries import forget_directory
from dancu.platform.hosts import Site
from tests.builders.accounts import a_session
from tests.builders.offices import a_commune_agency, an_officer
from tests.journeys.test_administration import an_authenticator
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

    _leave_for_too_long()
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


def test_a_passkey_opens_the_session_again_and_what_was_typed_is_sent(
    sites: Callable[[Site], str], browser: Browser
) -> None:
    forget_directory()
    origin, officer = sites(Site.OFFICER), an_officer(a_commune_agency())
    tab = a_tab(browser, origin, a_session(officer.account_id))
    with an_authenticator(tab):
        tab.goto(f"{origin}/account/passkeys")
        tab.locator("#id_name").fill("Máy tính bàn tiếp nhận")
        tab.get_by_role("button", name="Thêm khóa truy cập").click()
        expect(tab.get_by_role("cell", name="Máy tính bàn tiếp nhận", exact=True)).to_be_visible()
        tab.goto(f"{origin}/permissions/new")
        tab.locator("#id_code").fill("TN")
        tab.locator("#id_name").fill("Tiếp nhận")

        _leave_for_too_long()
        tab.locator("main form button").first.click()
        tab.get_by_role("button", name="Mở khóa để tiếp tục").click()
        assert not PermissionGroup.objects.filter(code="TN").exists()
        tab.get_by_role("button", name="Dùng khóa truy cập").click()
        expect(tab.locator("#id_password")).to_have_count(0)
        with tab.expect_navigation():
            tab.locator("main form button").first.click()
    assert PermissionGroup.objects.get(code="TN").name == "Tiếp nhận"
    assert AuditRow.objects.filter(act="accounts.unlocked_by_passkey").count() == 1
    tab.context.close()


def test_a_passkey_of_somebody_else_leaves_it_locked(sites: Callable[[Site], str], browser: Browser) -> None:
    forget_directory()
    origin, here = sites(Site.OFFICER), a_commune_agency()
    officer, other = an_officer(here), an_officer(here)
    tab = a_tab(browser, origin, a_session(other.account_id))
    with an_authenticator(tab):
        tab.goto(f"{origin}/account/passkeys")
        tab.locator("#id_name").fill("Khóa của người khác")
        tab.get_by_role("button", name="Thêm khóa truy cập").click()
        expect(tab.get_by_role("cell", name="Khóa của người khác", exact=True)).to_be_visible()
        tab.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": a_session(officer.account_id), "url": origin}]
        )
        _leave_for_too_long()
        tab.goto(f"{origin}/permissions")
        expect(tab.get_by_role("heading", name="Phiên làm việc đã khóa")).to_be_visible()
        expect(tab.get_by_role("button", name="Dùng khóa truy cập")).to_be_hidden()
    assert not AuditRow.objects.filter(act="accounts.unlocked_by_passkey").exists()
    tab.context.close()


def _leave_for_too_long() -> None:
    Session.objects.update(last_seen_at=datetime.now(UTC) - timedelta(minutes=16))
