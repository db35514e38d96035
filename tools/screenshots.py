"""Photograph the ten main pages into screenshots/, from a demonstration of our own that runs just for this."""

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

from tests.journeys.roles import DESK, Citizen, OfficerAtDesk, Person  # noqa: E402

PORT = os.environ.get("SCREENSHOTS_PORT", "8450")
HOME = ROOT / ".dancu" / "screenshots"
OUT = ROOT / "screenshots"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
DANCU = [sys.executable, "-m", "dancu.config.cli"]
PATIENCE = 180


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

    def take(self, page: Page, name: str, *, whole: bool = True) -> None:
        self.taken += 1
        page.mouse.move(0, 0)
        page.wait_for_load_state("networkidle")
        path = OUT / f"{self.taken:02}-{name}.png"
        page.screenshot(path=path, full_page=whole)
        print(path.relative_to(ROOT))


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
    album, portal = Album(), demo["sites"]["portal"]
    somebody = next(each for each in demo["citizens"] if each["verified"])
    visitor = Person(browser, portal, DESK)
    visitor.open("/")
    album.take(visitor.page, "portal-home")
    visitor.open("/procedures/permanent-registration")
    album.take(visitor.page, "portal-procedure")
    on_the_phone = Citizen(browser, portal)
    on_the_phone.open("/register")
    album.take(on_the_phone.page, "portal-register-phone")

    code = file_a_dossier(on_the_phone, somebody, album)
    at_home = Citizen(browser, portal, DESK)
    at_home.sign_in(somebody["username"], somebody["password"])
    at_home.open(f"/dossiers/{code}")
    album.take(at_home.page, "portal-dossier")

    receiver = OfficerAtDesk(browser, demo["sites"]["officer"])
    known = next(each for each in demo["officers"] if each["username"] == "hk.tonghop")
    receiver.sign_in(known["username"], known["password"], known["totp_secret"])
    receiver.open("/")
    album.take(receiver.page, "officer-queue", whole=False)
    receiver.find(code)
    album.take(receiver.page, "officer-dossier")
    receiver.look_up(next(each for each in demo["citizens"] if not each["verified"])["username"])
    album.take(receiver.page, "officer-verify-account", whole=False)


def file_a_dossier(citizen: Citizen, somebody: dict[str, Any], album: Album) -> str:
    citizen.sign_in(somebody["username"], somebody["password"])
    citizen.begin_permanent_registration()
    citizen.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    citizen.choose("Trường hợp", "Đăng ký thường trú – Nhân khẩu trong cùng xã – Lập hộ mới")
    citizen.go_on("subject")
    citizen.go_on("place")
    citizen.fill("Địa chỉ", "Căn hộ 1204, số 25 phố Lý Thường Kiệt")
    citizen.pick("Chỗ ở hợp pháp thuộc quyền sở hữu của mình")
    album.take(citizen.page, "portal-filing-step-phone")
    citizen.go_on("members")
    citizen.go_on("request")
    citizen.settle_new_head()
    citizen.go_on("documents")
    citizen.attach("chứng minh chỗ ở hợp pháp", a_scan("giay-chung-nhan.png"))
    album.take(citizen.page, "portal-documents-phone")
    citizen.go_on("review")
    album.take(citizen.page, "portal-review-phone")
    citizen.submit()
    return citizen.code_in_address()


def main() -> None:
    with demonstration() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        photograph(browser, demo)
        browser.close()


if __name__ == "__main__":
    main()
