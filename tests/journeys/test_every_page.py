"""Every page of both sites in a browser: open to everybody, on a phone too, in light and dark, light, within its policy."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import get_resolver
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab

from dancu.platform.hosts import Site, urlconf
from tests.builders.offices import forget_filters
from tests.journeys.kept import build
from tests.journeys.no_pages import NO_PAGES
from tests.journeys.pages import PAGES, PROBLEMS, Page
from tests.journeys.world import World

AXE = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = ["color-contrast", "scrollable-region-focusable", "target-size"]
NARROW, PHONE, DESK, WALL = ({"width": width, "height": 800} for width in (320, 360, 1366, 1920))
HEAVIEST = 150_000
"""Bytes of a page as they travel: compressed, with style sheet, script, pictures and fonts."""

CHECK = """async (rules) => {
    const how = { resultTypes: ["violations"], selectors: false, preload: false };
    const found = await axe.run(document, { runOnly: rules, ...how });
    return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}"""
WIDER = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const reaches = (each) => each.getBoundingClientRect().right > room + 1 && !each.closest(".dc-table-wrap");
    return [...document.querySelectorAll("body *")].filter(reaches).slice(0, 3).map((each) => each.outerHTML.slice(0, 120));
}"""
LISTEN = """
    window.refused = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
        window.refused.push(`${violatedDirective} refuses ${blockedURI} ${sample}`);
    });
"""
LOADED = """() => ({
    page: performance.getEntriesByType("navigation")[0].encodedBodySize,
    parts: performance.getEntriesByType("resource").map((each) => each.name),
})"""


@pytest.mark.parametrize("site", PAGES)
def test_every_address_is_looked_at_or_is_no_page(site: Site) -> None:
    names = {name for name in get_resolver(urlconf(site)).reverse_dict if isinstance(name, str)}
    looked_at = {page.view for page in PAGES[site]}
    assert looked_at | set(NO_PAGES[site]) == names
    assert not looked_at & set(NO_PAGES[site])


@pytest.mark.usefixtures("failing")
@pytest.mark.parametrize("site", PAGES)
def test_every_page_is_open_to_everybody_fits_a_phone_and_is_light(
    sites: Callable[[Site], str], browser: Browser, site: Site
) -> None:
    world = build()
    found = []
    for page, tab in opened(browser, sites(site), world, PAGES[site] + PROBLEMS[site]):
        found += [f"{page}: {complaint}" for complaint in complaints(tab)]
    assert not found, "\n" + "\n".join(found)


def test_what_the_policy_refuses_is_heard(sites: Callable[[Site], str], browser: Browser) -> None:
    tab = a_tab(browser, sites(Site.PORTAL), None)
    tab.goto(f"{sites(Site.PORTAL)}/sign-in")
    assert tab.evaluate("() => window.refused") == []
    tab.evaluate("() => document.body.append(Object.assign(document.createElement('script'), { text: 'alert(1)' }))")
    tab.wait_for_function("() => window.refused.length")
    assert "script-src" in tab.evaluate("() => window.refused")[0]
    tab.context.close()


def opened(browser: Browser, origin: str, world: World, pages: list[Page]) -> Iterator[tuple[Page, Tab]]:
    """Open page after page, each person's in a browser of his own; what lies open already is only pressed."""
    tabs: dict[str, Tab] = {}
    before: dict[str, Page] = {}
    for page in pages:
        tab = tabs.get(page.who) or tabs.setdefault(page.who, a_tab(browser, origin, world.sessions.get(page.who)))
        if not page.presses or before.get(page.who) != replace(page, presses=""):
            forget_filters()
            answer = tab.goto(origin + world.address(page.path))
            assert answer is not None
            assert answer.status == page.status, f"{page}: {answer.status}"
        before[page.who] = page
        assert tab.url == origin + world.address(page.path), f"{page}: led to {tab.url}"
        if page.presses:
            if "details" in page.presses:
                tab.locator("details.govuk-details > summary").click()
            with tab.expect_navigation():
                tab.locator(page.presses).first.click()
        yield page, tab
    for tab in tabs.values():
        tab.context.close()


def a_tab(browser: Browser, origin: str, session: str | None, *, script: bool = True) -> Tab:
    context: BrowserContext = browser.new_context(
        viewport=DESK, locale="vi-VN", reduced_motion="reduce", java_script_enabled=script
    )
    if session:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}])
    context.add_init_script(LISTEN)
    context.add_init_script(path=AXE)
    tab = context.new_page()
    tab.set_default_timeout(15_000)
    return tab


def complaints(tab: Tab) -> list[str]:
    """Return what is wrong with the page that is open: by day at a desk, by night on a phone, and nowhere too wide.

    It begins where the page before was left, since each change of room lays the page out and draws it anew.
    """
    found = [f"the policy {each}" for each in tab.evaluate("() => window.refused")]
    if "<" in tab.title():
        found.append(f"is called {tab.title()}")  # a title holds no marks, they would be read aloud
    if (weight := weight_of(tab)) > HEAVIEST:
        found.append(f"weighs {weight} bytes")
    rooms = (DESK, WALL, NARROW, PHONE)
    for room in rooms if tab.viewport_size == DESK else reversed(rooms):
        if tab.viewport_size != room:
            tab.set_viewport_size(room)  # type: ignore[arg-type]
        found += [f"wider than {room['width']}: {each}" for each in tab.evaluate(WIDER)]
        if room == DESK:
            tab.emulate_media(color_scheme="light")
            found += tab.evaluate(CHECK, {"type": "tag", "values": WCAG})
        if room == PHONE:
            tab.emulate_media(color_scheme="dark")
            found += [f"in the dark: {each}" for each in tab.evaluate(CHECK, {"type": "rule", "values": LOOKS})]
    return found


def weight_of(tab: Tab) -> int:
    """Return the bytes that the page and its parts take on the way, as production sends them."""
    loaded: dict[str, Any] = tab.evaluate(LOADED)
    return int(loaded["page"]) + sum(_travels(part) for part in set(loaded["parts"]))


def _travels(address: str) -> int:
    path = urlsplit(address).path
    file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    if file is None:
        return 0
    content = Path(file).read_bytes()
    return len(content if path.endswith(".woff2") else gzip.compress(content, 9))
