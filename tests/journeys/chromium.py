"""The browser that people in the tests and on the screenshots sit before."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

# Built without windows, Chromium draws the same pages with little more than half the work.
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or "/usr/bin/chromium"


# No page lives long enough for its script to earn back being optimised: what axe checks takes a third less without.
UNOPTIMISED = "--js-flags=--no-maglev,--no-opt"


def a_chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking", UNOPTIMISED]
    )
