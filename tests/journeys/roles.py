"""What a citizen and an officer do with the pages, in words; they read and press what people read and press."""

import base64
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, Locator, Page, expect

from dancu.accounts import codes
from tests.journeys.words import on_screen

PHONE = {"width": 360, "height": 780}
DESK = {"width": 1366, "height": 800}
DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


class Person:
    """Somebody before a browser of his own; what he reads and presses is named in Vietnamese, whatever language he chose."""

    def __init__(
        self, browser: Browser, origin: str, viewport: dict[str, int], *, language: str = "vi", script: bool = True
    ) -> None:
        self.origin, self.language, self.script = origin, language, script
        context = browser.new_context(viewport=viewport, locale="vi-VN", java_script_enabled=script)  # type: ignore[arg-type]
        context.add_cookies([{"name": "language", "value": language, "url": origin}])
        self.page: Page = context.new_page()
        self.page.set_default_timeout(30_000)

    def brings(self, session: str) -> None:
        """Be signed in already; how one signs in is told with permanent registration and the tutorial."""
        self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.origin}])

    def said(self, text: str, *, whole: bool = False) -> re.Pattern[str]:
        """Return what a text looks like on his screen, as a whole or as part of what stands there."""
        pattern = on_screen(text, self.language)
        return re.compile(rf"^\s*{pattern}\s*$" if whole else pattern)

    def open(self, path: str) -> int:
        """Go to an address of the site and return the answer's status."""
        answer = self.page.goto(self.origin + path)
        return answer.status if answer else 0

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=self.said(name, whole=True)).last.click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=self.said(name)).first.click()

    def fill(self, label: str, value: str) -> None:
        self.field(label).fill(value)

    def field(self, label: str) -> Locator:
        """Return a field by its label, whose star and hint do not count."""
        return self.page.get_by_label(re.compile(rf"^\s*{on_screen(label, self.language)}\s*\*?\s*$"))

    def choose(self, label: str, option: str) -> None:
        self.choose_in(self.field(label), option)

    def choose_in(self, box: Locator, option: str) -> None:
        wanted = box.locator("option").filter(has_text=self.said(option, whole=True)).first
        box.select_option(value=wanted.get_attribute("value"))

    def pick(self, name: str) -> None:
        """Mark a radio button or a box."""
        self.page.get_by_label(self.said(name)).first.check()

    def fill_day(self, legend: str, day: str) -> None:
        boxes = self.page.get_by_role("group", name=self.said(legend))
        for box, value in zip(boxes.get_by_role("textbox").all(), day.split("/"), strict=True):
            box.fill(value)

    def choose_commune(self, province: str, commune: str) -> None:
        box = self.page.locator("select[name$=_province]")
        if box.locator("option:checked").inner_text().strip() != province:
            if self.script:
                with self.page.expect_response("**/units?*"):
                    box.select_option(label=province)
            else:
                box.select_option(label=province)
                self.press("Hiện danh sách phường, xã")
        box = self.page.locator("select[name$=_commune]")
        expect(box.locator("option", has_text=commune)).to_have_count(1)
        box.select_option(label=commune)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(self.said(text)).first).to_be_visible()

    def code_in_address(self) -> str:
        """Return the dossier code that the page's address names."""
        found = re.search(r"dossiers/([^/?#]+)", self.page.url)
        assert found, self.page.url
        return found.group(1)

    def attach(self, document: str, *files: Path) -> None:
        """Attach files to the document whose name begins so."""
        card = self.page.locator("section.dc-card").filter(has_text=self.said(document))
        card.locator("input[type=file]").set_input_files([str(file) for file in files])
        card.get_by_role("button", name=self.said("Đính kèm")).click()
        expect(self.page.get_by_role("link", name=files[-1].stem).first).to_be_visible()

    def download(self, form: str) -> bytes:
        """Return the PDF of a paper of the dossier that is open."""
        address = self.page.get_by_role("link", name=re.compile(form)).first.get_attribute("href")
        # Fetched by the page itself: outside a browser nothing knows the names below .localhost.
        encoded = self.page.evaluate(
            """async (address) => {
                const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
                return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
            }""",
            address,
        )
        return base64.b64decode(encoded)


class Citizen(Person):
    def __init__(self, browser: Browser, origin: str, viewport: dict[str, int] = PHONE, **more: Any) -> None:
        super().__init__(browser, origin, viewport, **more)

    def register(self, *, name: str, number: str, born: str, email: str, password: str) -> None:
        """Fill in the registration form (guide I.1) and send it."""
        self.open("/register")
        self.fill("Họ và tên", name)
        self.fill("Số CMND/CCCD", number)
        self.fill_day("Ngày cấp", "04/05/2022")
        self.fill("Nơi cấp CMND/CCCD", "Bộ Công an")
        self.fill_day("Ngày sinh", born)
        self.fill("Số điện thoại", "0912345678")
        self.fill("Email", email)
        self.choose_commune("Thành phố Hà Nội", "Phường Ba Đình")
        self.page.get_by_label(self.said("Số nhà")).first.fill("12 phố Phan Đình Phùng")
        self.fill("Mật khẩu", password)
        self.fill("Xác nhận mật khẩu", password)
        self.press("Đăng ký")

    def read_code(self) -> str:
        """Return the six digits of the newest mail of the demonstration."""
        confirm = self.page.url
        self.open("/demo/inbox")
        self.page.locator("main table a").first.click()
        found = re.search(r"\b\d{6}\b", self.page.locator("main").inner_text())
        assert found
        self.page.goto(confirm)
        return found.group()

    def sign_in(self, username: str, password: str) -> None:
        self.open("/sign-in")
        self.fill("Tên đăng nhập", username)
        self.fill("Mật khẩu", password)
        self.press("Đăng nhập")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def begin(self, slug: str) -> None:
        """Open a draft of a procedure from its guidance page, and its first step."""
        self.open(f"/procedures/{slug}")
        self.press("Nộp hồ sơ")
        self.page.wait_for_url("**/drafts/*")
        self.follow("Cơ quan thực hiện")
        self.page.wait_for_url("**/steps/agency")

    def go_on(self, to: str) -> None:
        """Save this step and come to the next one."""
        self.press("Đồng ý và tiếp tục")
        self.page.wait_for_url(f"**/{to}*")

    def settle_new_head(self) -> None:
        """Name who heads the household that is left behind, if that is asked."""
        asked = self.page.locator("select[name=new_head]")
        if asked.count():
            asked.select_option(index=1)

    def submit(self) -> None:
        """Answer and promise what the review asks for, and send the dossier."""
        self.answer_confirm_code()
        self.page.locator("#promise").check()
        self.press("Nộp hồ sơ")
        self.page.wait_for_url("**/submitted*")

    def answer_confirm_code(self) -> None:
        """Answer the question that stands in words beside the picture."""
        self.page.locator("#confirm_code").fill(read_aloud(self.page, self.language))


def read_aloud(page: Page, language: str = "vi") -> str:
    """Return the digits that the review says in words beside the picture."""
    digits = [on_screen(word, language) for word in DIGITS]
    said = page.locator("#confirm_code_hint").inner_text().rsplit(":", 1)[1].lower()
    found = (
        next((n for n, digit in enumerate(digits) if re.fullmatch(digit, word)), None)
        for word in re.findall(r"\w+", said)
    )
    return "".join(str(digit) for digit in found if digit is not None)


class OfficerAtDesk(Person):
    def __init__(self, browser: Browser, origin: str, viewport: dict[str, int] = DESK, **more: Any) -> None:
        super().__init__(browser, origin, viewport, **more)

    def sign_in(self, username: str, password: str, totp_secret: str) -> None:
        self.open("/sign-in")
        self.fill("Tên đăng nhập", username)
        self.fill("Mật khẩu", password)
        self.press("Tiếp tục")
        self.page.locator("#id_code").fill(codes.code_at(totp_secret, datetime.now(UTC)))
        self.press("Đăng nhập")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def verify(self, number: str, card_issued_on: str) -> None:
        """Confirm an account at the counter, its holder's card in hand."""
        self.look_up(number)
        form = self.page.locator("form", has=self.page.locator("#id_checked"))
        form.locator("#id_card_number").fill(number)
        for box, value in zip(
            form.get_by_role("group").get_by_role("textbox").all(), card_issued_on.split("/"), strict=True
        ):
            box.fill(value)
        form.locator("#id_checked").check()
        form.get_by_role("button").click()

    def look_up(self, number: str) -> None:
        """Open the page that holds an account against the register."""
        self.open("/accounts")
        self.page.get_by_role("textbox").first.fill(number)
        self.page.locator("main form button").first.click()
        self.page.wait_for_url("**/accounts/*")

    def find(self, code: str) -> None:
        """Open a dossier from the queue."""
        self.open("/?queue=all")
        self.fill("Mã hồ sơ", code)
        self.press("Tìm kiếm")
        self.page.get_by_role("link", name=code).first.click()
        self.page.wait_for_url("**/dossiers/**")

    @property
    def panel(self) -> Locator:
        return self.page.locator("#act")

    def turn_to(self, act: str) -> None:
        """Open another act's form."""
        self.panel.get_by_role("button", name=self.said(act, whole=True)).click()
        expect(self.panel.get_by_role("heading", name=self.said(act))).to_be_visible()

    def do(self, act: str) -> None:
        """Press the button of the act that stands open, and wait for the page that comes of it."""
        with self.page.expect_navigation():
            self.panel.get_by_role("button", name=self.said(act, whole=True)).click()

    def insist(self, code: str, act: str) -> None:
        """Send an act that the page does not offer, as a page that was forged would."""
        self.panel.evaluate(
            """(panel, action) => {
                const form = document.createElement("form");
                form.method = "post";
                form.action = action;
                form.append(document.querySelector("[name=csrfmiddlewaretoken]").cloneNode());
                panel.append(form);
                form.submit();
            }""",
            f"/dossiers/{code}/acts/{act}",
        )

    def is_offered(self, act: str) -> bool:
        return self.panel.get_by_role("button", name=self.said(act, whole=True)).count() > 0
