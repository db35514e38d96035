"""A paper that is being signed appears on the page that waits for it, without the page being loaded again."""

from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import Browser, expect

from dancu.accounts.models import Session
from dancu.casework.models import Paper
from dancu.platform.hosts import Site
from tests.journeys.kept import build
from tests.journeys.test_every_page import CHECK, WCAG, a_tab

OPINION = "Ý kiến tiếp nhận hồ sơ"


def test_papers_appear_as_they_get_signed_and_what_is_typed_stays(
    sites: Callable[[Site], str], browser: Browser, work: Callable[[], None]
) -> None:
    world = build()
    Paper.objects.update(issued_at=datetime.now(UTC))
    tabs = {}
    for site, who in ((Site.PORTAL, "citizen"), (Site.OFFICER, "officer")):
        tabs[site] = a_tab(browser, sites(site), world.sessions[who])
        tabs[site].goto(sites(site) + world.address("/dossiers/{submitted}"))
        expect(tabs[site].get_by_text("đang được ký số")).to_be_visible()
    tabs[Site.OFFICER].get_by_label(OPINION).fill("Đủ giấy tờ")
    work()
    for tab in tabs.values():
        expect(tab.get_by_role("link", name="CT01")).to_be_visible(timeout=15_000)
        expect(tab.get_by_text("đang được ký số")).to_have_count(0)
    expect(tabs[Site.OFFICER].get_by_label(OPINION)).to_have_value("Đủ giấy tờ")
    for tab in tabs.values():
        tab.context.close()


def test_a_session_that_ends_meanwhile_is_told_and_leaves_the_page_as_it_is(
    sites: Callable[[Site], str], browser: Browser
) -> None:
    world, origin = build(), sites(Site.OFFICER)
    Paper.objects.update(issued_at=datetime.now(UTC))
    tab = a_tab(browser, origin, world.sessions["officer"])
    address = origin + world.address("/dossiers/{submitted}")
    tab.goto(address)
    tab.get_by_label(OPINION).fill("Đủ giấy tờ")
    Session.objects.update(expires_at=datetime.now(UTC))
    expect(tab.get_by_text("Phiên đăng nhập đã kết thúc")).to_be_in_viewport(timeout=15_000)
    assert tab.url == address
    expect(tab.get_by_label(OPINION)).to_have_value("Đủ giấy tờ")
    assert not tab.evaluate(CHECK, {"type": "tag", "values": WCAG})
    tab.context.close()
