"""At the officer's desk the keyboard is enough: a list turns in place, "?" says which keys there are; all can be turned off."""

from collections.abc import Callable

from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from dancu.platform.hosts import Site
from tests.journeys.kept import build
from tests.journeys.test_every_page import CHECK, WCAG, a_tab

CURRENT = "main > .dc-tabs [aria-current]"
MARK = "() => { window.notLoadedAnew = true; }"
IS_MARKED = "() => window.notLoadedAnew === true"


def test_the_queue_is_worked_through_by_keys(sites: Callable[[Site], str], browser: Browser) -> None:
    tab = at_the_queue(sites(Site.OFFICER), browser)
    tabs = tab.locator("main > .dc-tabs a")
    expect(tabs.first).to_have_attribute("aria-current", "page")
    tab.evaluate(MARK)

    tab.keyboard.press("?")
    dialog = tab.locator("#keys")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("2 Của tôi")
    assert tab.evaluate(CHECK, {"type": "tag", "values": WCAG}) == []
    tab.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

    tab.keyboard.press("2")
    expect(tabs.nth(1)).to_have_attribute("aria-current", "page")
    expect(tab.locator(CURRENT)).to_be_focused()
    assert tab.evaluate(IS_MARKED)
    assert "queue=mine" in tab.url

    tab.keyboard.press("j")
    tab.keyboard.press("j")
    tab.keyboard.press("k")
    expect(tab.locator("[data-rows] tbody tr a").first).to_be_focused()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert "/dossiers/" in tab.url
    with tab.expect_navigation():
        tab.keyboard.press("h")
    tab.keyboard.press("/")
    expect(tab.locator("#id_code")).to_be_focused()
    tab.keyboard.type("h?2")
    expect(tab.locator("#id_code")).to_have_value("h?2")
    tab.context.close()


def test_back_and_forward_lead_through_what_was_turned_in_place(sites: Callable[[Site], str], browser: Browser) -> None:
    tab = at_the_queue(sites(Site.OFFICER), browser)
    first = tab.url
    tab.keyboard.press("2")
    expect(tab.locator("main > .dc-tabs a").nth(1)).to_have_attribute("aria-current", "page")
    tab.go_back()
    expect(tab.locator("main > .dc-tabs a").first).to_have_attribute("aria-current", "page")
    assert tab.url == first
    tab.context.close()


def test_keys_that_are_turned_off_do_nothing(sites: Callable[[Site], str], browser: Browser) -> None:
    tab = at_the_queue(sites(Site.OFFICER), browser)
    tab.keyboard.press("?")
    tab.locator("#keys input[name=keys]").uncheck()
    tab.keyboard.press("Escape")
    tab.keyboard.press("2")
    tab.keyboard.press("?")
    expect(tab.locator("#keys")).to_be_hidden()
    expect(tab.locator("main > .dc-tabs a").first).to_have_attribute("aria-current", "page")
    tab.locator("[data-keys]").click()
    tab.locator("#keys input[name=keys]").check()
    tab.keyboard.press("Escape")
    tab.keyboard.press("2")
    expect(tab.locator("main > .dc-tabs a").nth(1)).to_have_attribute("aria-current", "page")
    tab.context.close()


def test_a_list_that_cannot_be_turned_in_place_says_why_on_a_page(
    sites: Callable[[Site], str], browser: Browser
) -> None:
    tab = at_the_queue(sites(Site.OFFICER), browser)
    tab.route("**/?queue=*", lambda route: route.fulfill(status=503, body="x") if asked(route) else route.continue_())
    with tab.expect_navigation():
        tab.keyboard.press("2")
    expect(tab.locator("main > .dc-tabs a").nth(1)).to_have_attribute("aria-current", "page")
    tab.context.close()


def asked(route: object) -> bool:
    """Tell whether a script asks, not the browser itself."""
    return "hx-request" in route.request.headers  # type: ignore[attr-defined]


def at_the_queue(origin: str, browser: Browser) -> Tab:
    tab = a_tab(browser, origin, build().sessions["officer"])
    tab.goto(origin)
    return tab
