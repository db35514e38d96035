"""A session ends while somebody types: after signing in again, what was typed is sent, with scripts and without."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser

from dancu.accounts.models import Session
from dancu.casework.models import Draft
from dancu.platform.hosts import Site
from tests.builders.accounts import PASSWORD
from tests.journeys.kept import build
from tests.journeys.pages import SEND
from tests.journeys.roles import PHONE
from tests.journeys.test_every_page import CHECK, WCAG, a_tab


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_what_was_typed_outlives_the_session(sites: Callable[[Site], str], browser: Browser, script: bool) -> None:
    world, origin = build(), sites(Site.PORTAL)
    tab = a_tab(browser, origin, world.sessions["mover"], script=script)
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]
    tab.goto(origin + world.address("/drafts/{draft}/steps/place"))
    tab.locator("#id_line").fill("15 Lê Lợi")
    Session.objects.update(expires_at=datetime.now(UTC))
    complaints = []

    def press() -> None:
        with tab.expect_navigation():
            tab.locator(SEND).first.click()
        if script:
            complaints.extend(tab.evaluate(CHECK, {"type": "tag", "values": WCAG}))

    press()
    press()
    tab.locator("#id_username").fill(world.facts["mover"])
    tab.locator("#id_password").fill(PASSWORD)
    press()
    press()
    assert tab.url.endswith("/steps/members")
    assert Draft.objects.get(pk=world.facts["draft"]).answers["place"]["line"] == "15 Lê Lợi"
    assert not complaints
    tab.context.close()
