"""A filing step without JavaScript on a phone in English, and with it at a desk in Vietnamese."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from dancu.platform.hosts import Site
from tests.journeys.roles import DESK, PHONE
from tests.journeys.world import build


def open_step(browser: Browser, origin: str, *, language: str, room: dict[str, int], script: bool) -> Page:
    """Open the first step of a draft in which nothing is filled in yet."""
    world = build()
    context = browser.new_context(viewport=room, java_script_enabled=script)  # type: ignore[arg-type]
    context.add_cookies(
        [
            {"name": "session", "value": world.sessions["citizen"], "url": origin},
            {"name": "language", "value": language, "url": origin},
        ]
    )
    page = context.new_page()
    page.goto(origin + world.address("/drafts/{empty_draft}/steps/agency"))
    return page


@pytest.mark.parametrize(
    ("language", "room", "script", "saved"),
    [("en", PHONE, False, "Save and continue"), ("vi", DESK, True, "Đồng ý và tiếp tục")],
    ids=["English on a phone without JavaScript", "Vietnamese at a desk with it"],
)
def test_a_step_is_filled_in(
    sites: Callable[[Site], str],
    browser: Browser,
    language: str,
    room: dict[str, int],
    script: bool,
    saved: str,
) -> None:
    page = open_step(browser, sites(Site.PORTAL), language=language, room=room, script=script)
    province = page.locator("select[name$=_province]")
    if province.input_value() != "01":  # choosing it again would have the communes fetched anew, under the choice below
        province.select_option(value="01")
    if not script:
        page.get_by_role("button", name="Show its communes").click()
    commune = page.locator("select[name$=_commune]")
    expect(commune.locator("option[value='00070']")).to_have_count(1)
    commune.select_option(value="00070")
    page.locator("select[name=case]").select_option(value="same_province_new")
    page.get_by_role("button", name=saved, exact=True).last.click()
    page.wait_for_url("**/steps/subject")
    page.context.close()
