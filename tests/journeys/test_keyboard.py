"""A dossier is filed by keyboard alone: every control is reached by Tab, in the order it stands, and works by its keys."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from dancu.platform.hosts import Site
from tests.builders.documents import a_pdf
from tests.journeys.kept import build
from tests.journeys.roles import read_aloud
from tests.journeys.test_every_page import a_tab

MOST_STEPS = 60
IS_HERE = "(selector) => document.activeElement.matches(selector)"


class Keyboard:
    """Somebody who cannot use a mouse."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tab.keyboard.press(key)

    def is_at(self, selector: str) -> bool:
        return bool(self.tab.evaluate(IS_HERE, selector))

    def go_to(self, selector: str) -> None:
        """Press Tab until a control is reached."""
        for _ in range(MOST_STEPS):
            self.press("Tab")
            if self.is_at(selector):
                return
        raise AssertionError(f"{selector} is not reached by Tab on {self.tab.url}")

    def skip_to_content(self) -> None:
        """Use the link that is the first on every page."""
        self.press("Tab")
        assert self.is_at(".govuk-skip-link"), self.tab.url
        self.press("Enter")
        expect(self.tab.locator("#main-content")).to_be_focused()

    def enter(self, selector: str, text: str) -> None:
        self.go_to(selector)
        self.press("Control+a")
        self.tab.keyboard.type(text)

    def choose(self, selector: str, value: str) -> None:
        """Go down a list of choices or radio buttons to one of them."""
        self.go_to(selector)
        for _ in range(MOST_STEPS):
            if self.tab.evaluate("() => document.activeElement.value") == value:
                return self.press("Space") if self.is_at("[type=radio]:not(:checked)") else None
            self.press("ArrowDown")
        raise AssertionError(f"{selector} offers no {value}")

    def send(self, to: str, selector: str = "main form .govuk-button:not([name])") -> None:
        """Press the button that sends the form."""
        self.go_to(selector)
        with self.tab.expect_event("load"):
            self.press("Enter")
        assert to in self.tab.url


def test_a_dossier_is_filed_by_keyboard_alone(sites: Callable[[Site], str], browser: Browser, tmp_path: Path) -> None:
    world, origin = build(), sites(Site.PORTAL)
    deed = tmp_path / "so-do.pdf"
    deed.write_bytes(a_pdf())
    tab = a_tab(browser, origin, world.sessions["citizen"])
    tab.on("filechooser", lambda _: None)  # from the beginning: listening takes effect some time after it is asked for
    keys = Keyboard(tab)

    # What is wrong is said at once, although the page was entered by the link to its content.
    tab.goto(origin + world.address("/drafts/{empty_draft}/steps/agency"))
    keys.skip_to_content()
    keys.send("/steps/agency")
    expect(tab.locator(".govuk-error-summary")).to_be_focused()
    keys.press("Tab", "Enter")
    expect(tab.locator("#id_case")).to_be_focused()

    keys.press("Shift+Tab")
    keys.choose("#id_case", "same_commune_new")
    keys.send("/steps/subject")

    keys.skip_to_content()
    keys.send("/steps/place")

    keys.skip_to_content()
    keys.enter("#id_line", "15 Lê Lợi")
    keys.choose("[name=ground]", "own")
    keys.choose("[name=obstacle]", "none")
    keys.send("/steps/members")

    keys.skip_to_content()
    keys.send("/steps/request")

    keys.skip_to_content()
    keys.choose("[name=new_head]", str(world.facts["child"].pin))
    keys.choose("[name=exemption]", "none")
    keys.send("/documents")

    keys.skip_to_content()
    keys.go_to("[name=files-dwelling]")
    with tab.expect_file_chooser() as chooser:
        keys.press("Space")
    chooser.value.set_files(str(deed))
    keys.send("/documents", "[name=_attach][value=dwelling]")
    keys.send("/review", "[name=_continue]")

    keys.skip_to_content()
    keys.enter("#confirm_code", read_aloud(tab))
    keys.go_to("#promise")
    keys.press("Space")
    keys.send("/submitted")
    expect(tab.locator(".dc-big-code").first).to_be_visible()
    tab.context.close()
