"""Photograph thirty views of the main pages into screenshots/, from a demonstration of our own that runs just for this."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.journeys.chromium import a_chromium  # noqa: E402
from tests.journeys.roles import DESK, PHONE, Citizen, OfficerAtDesk, Person  # noqa: E402

PORT = os.environ.get("SCREENSHOTS_PORT", "8450")
HOME = ROOT / ".dancu" / "screenshots"
OUT = ROOT / "screenshots"
DANCU = [sys.executable, "-m", "dancu.config.cli"]
PATIENCE = 180
WALL = {"width": 1920, "height": 1080}
PAPER = {"width": 794, "height": 1123}  # A4 at 96 dots an inch


@contextmanager
def demonstration() -> Iterator[dict[str, Any]]:
    """Run the platform and give the addresses and accounts that it prints."""
    environment = {**os.environ, "DANCU_HOME": str(HOME), "DANCU_PUBLIC_PORT": f":{PORT}"}
    environment.pop("DATABASE_URL", None)
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / "screenshots.log").open("w") as log:
        tree = subprocess.Popen(
            [*DANCU, "up", "--port", PORT, "--people", "2000"], env=environment, stdout=log, stderr=log
        )
        try:
            await_doors(tree)
            yield json.loads(subprocess.check_output([*DANCU, "demo", "--json"], env=environment))
        finally:
            tree.send_signal(signal.SIGINT)
            tree.wait(30)


def await_doors(tree: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + PATIENCE
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/healthz", headers={"Host": f"dichvucong.localhost:{PORT}"}
    )
    while time.monotonic() < give_up and tree.poll() is None:
        time.sleep(0.5)
        try:
            with urllib.request.urlopen(request, timeout=5):  # noqa: S310  our own server
                if tree.poll() is None:
                    return
        except OSError:
            continue
    raise SystemExit(f"The demonstration did not start; see {HOME / 'screenshots.log'}.")


class Album:
    """The pictures, numbered as they are taken."""

    def __init__(self) -> None:
        OUT.mkdir(exist_ok=True)
        for old in OUT.glob("[0-9][0-9]-*.png"):
            old.unlink()
        self.taken = 0

    def take(
        self, page: Page, name: str, *, room: dict[str, int] | None = None, dark: bool = False, paper: bool = False
    ) -> None:
        """Photograph all of a page, in another room, at night or as it would be printed where that is asked for."""
        self.taken += 1
        before = page.viewport_size
        page.emulate_media(media="print" if paper else "screen", color_scheme="dark" if dark else "light")
        if wanted := PAPER if paper else room:
            page.set_viewport_size(wanted)  # type: ignore[arg-type]
        page.mouse.move(0, 0)
        page.wait_for_load_state("networkidle")
        path = OUT / f"{self.taken:02}-{name}.png"
        page.screenshot(path=path, full_page=True)
        print(path.relative_to(ROOT))
        page.emulate_media(media="screen", color_scheme="light")
        if before:
            page.set_viewport_size(before)


def a_scan(name: str) -> Path:
    """Draw a page that passes for a scanned paper."""
    font = ROOT / "src/dancu/documents/fonts/BeVietnamPro_600SemiBold.ttf"
    picture = Image.new("RGB", (1240, 1754), "#fbfaf6")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((70, 70, 1170, 1684), outline="#a4161a", width=6)
    draw.multiline_text(
        (620, 300),
        "GIẤY CHỨNG NHẬN\nQUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU NHÀ Ở",
        font=ImageFont.truetype(str(font), 42),
        fill="#a4161a",
        anchor="ma",
        align="center",
        spacing=24,
    )
    for line in range(14):
        draw.line((160, 620 + line * 60, 1080 - (line * 97) % 300, 620 + line * 60), fill="#b9b4a8", width=5)
    draw.text((620, 1560), "(bản mẫu trình diễn)", font=ImageFont.truetype(str(font), 30), fill="#59606f", anchor="ma")
    path = HOME / name
    picture.save(path)
    return path


def photograph(browser: Browser, demo: dict[str, Any]) -> None:
    album, portal, desk = Album(), demo["sites"]["portal"], demo["sites"]["officer"]
    somebody = next(each for each in demo["citizens"] if each["verified"])
    newcomer = next(each for each in demo["citizens"] if not each["verified"])
    strangers_pages(browser, portal, album)
    code = file_a_dossier(browser, portal, somebody, album)
    citizens_pages(browser, portal, somebody, newcomer, code, album)
    officers_pages(browser, desk, demo["officers"], newcomer["username"], code, album)


def strangers_pages(browser: Browser, portal: str, album: Album) -> None:
    visitor = Person(browser, portal, DESK)
    visitor.open("/")
    album.take(visitor.page, "home")
    album.take(visitor.page, "home-dark", dark=True)
    album.take(visitor.page, "home-phone", room=PHONE)
    in_english(visitor)
    album.take(visitor.page, "home-english")
    visitor.open("/procedures/permanent-registration")
    album.take(visitor.page, "procedure-english-phone", room=PHONE)
    visitor = Person(browser, portal, DESK)
    visitor.open("/procedures?q=thuong+tru")
    album.take(visitor.page, "procedures")
    visitor.open("/procedures?q=xyz")
    album.take(visitor.page, "procedures-nothing-found-phone", room=PHONE)
    visitor.open("/procedures/permanent-registration")
    album.take(visitor.page, "procedure")
    visitor.open("/sign-in")
    visitor.press("Đăng nhập")
    album.take(visitor.page, "sign-in-refused")
    visitor.open("/register")
    album.take(visitor.page, "register-phone", room=PHONE)
    visitor.open("/nothing-here")
    album.take(visitor.page, "not-found")


def file_a_dossier(browser: Browser, portal: str, somebody: dict[str, Any], album: Album) -> str:
    citizen = Citizen(browser, portal)
    citizen.sign_in(somebody["username"], somebody["password"])
    citizen.begin("permanent-registration")
    citizen.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    citizen.choose("Trường hợp", "Đăng ký thường trú – Nhân khẩu trong cùng xã – Lập hộ mới")
    citizen.go_on("subject")
    album.take(citizen.page, "filing-subject-dark", room=DESK, dark=True)
    citizen.go_on("place")
    citizen.fill("Địa chỉ", "Căn hộ 1204, số 25 phố Lý Thường Kiệt")
    citizen.pick("Chỗ ở hợp pháp thuộc quyền sở hữu của mình")
    album.take(citizen.page, "filing-place-phone")
    citizen.go_on("members")
    citizen.go_on("request")
    citizen.settle_new_head()
    citizen.go_on("documents")
    citizen.attach("chứng minh chỗ ở hợp pháp", a_scan("giay-chung-nhan.png"))
    album.take(citizen.page, "filing-documents-phone")
    citizen.go_on("review")
    draft = citizen.page.url.removeprefix(portal).split("/review")[0]
    citizen.open(draft)
    album.take(citizen.page, "filing-tasks-phone")
    citizen.open(f"{draft}/review")
    album.take(citizen.page, "filing-review", room=DESK)
    citizen.press("Nộp hồ sơ")
    album.take(citizen.page, "filing-review-refused-phone")
    citizen.open(f"{draft}/review")
    citizen.submit()
    album.take(citizen.page, "filing-submitted-phone")
    return citizen.code_in_address()


def citizens_pages(
    browser: Browser, portal: str, somebody: dict[str, Any], newcomer: dict[str, Any], code: str, album: Album
) -> None:
    citizen = Citizen(browser, portal, DESK)
    citizen.sign_in(somebody["username"], somebody["password"])
    citizen.open(f"/dossiers/{code}")
    album.take(citizen.page, "dossier")
    album.take(citizen.page, "dossier-dark-phone", room=PHONE, dark=True)
    album.take(citizen.page, "dossier-on-paper", paper=True)
    citizen.open("/dossiers")
    album.take(citizen.page, "dossiers-phone", room=PHONE)
    citizen.open("/account")
    album.take(citizen.page, "account")
    stranger = Citizen(browser, portal)
    stranger.sign_in(newcomer["username"], newcomer["password"])
    stranger.open("/inbox")
    album.take(stranger.page, "inbox-empty-phone")


def officers_pages(
    browser: Browser, desk: str, officers: list[dict[str, Any]], unverified: str, code: str, album: Album
) -> None:
    known = next(each for each in officers if each["username"] == "hk.tonghop")
    officer = OfficerAtDesk(browser, desk)
    officer.open("/sign-in")
    album.take(officer.page, "officer-sign-in")
    officer.sign_in(known["username"], known["password"], known["totp_secret"])
    officer.open("/")
    album.take(officer.page, "officer-queue")
    album.take(officer.page, "officer-queue-phone", room=PHONE)
    officer.open(f"/dossiers/{code}")
    album.take(officer.page, "officer-dossier")
    album.take(officer.page, "officer-dossier-dark", room=WALL, dark=True)
    album.take(officer.page, "officer-dossier-phone", room=PHONE)
    album.take(officer.page, "officer-dossier-on-paper", paper=True)
    officer.do("Tiếp nhận")
    album.take(officer.page, "officer-dossier-refused")
    officer.look_up(unverified)
    album.take(officer.page, "officer-verify-account")


def in_english(person: Person) -> None:
    person.page.get_by_role("button", name="EN").click()
    person.page.wait_for_load_state()


def main() -> None:
    with demonstration() as demo, sync_playwright() as playwright:
        browser = a_chromium(playwright)
        photograph(browser, demo)
        browser.close()


if __name__ == "__main__":
    main()
