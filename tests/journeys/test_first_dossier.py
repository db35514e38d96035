"""The tutorial, followed to the letter: every word in bold is read on the screen or pressed, every command is there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dancu.config.cli import main
from dancu.kernel.sex import Sex
from dancu.offices.commands import DemoOfficer, load_demo_agencies, load_demo_officers
from dancu.places.queries import directory
from dancu.platform.clock import today
from dancu.platform.hosts import Site
from dancu.population.domain.person import PersonCard
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation
from tests.builders.accounts import PASSWORD
from tests.builders.documents import a_pdf
from tests.builders.identity import a_verified_account
from tests.builders.places import the_whole_country
from tests.builders.population import a_person
from tests.builders.residence import READ, a_household
from tests.journeys.lines import LogLines
from tests.journeys.roles import DESK, Citizen, OfficerAtDesk

ROOT = Path(__file__).resolve().parents[2]


class Tutorial:
    """What the page says in bold; each word must be asked for, and none that is not there."""

    def __init__(self) -> None:
        self.text = (ROOT / "docs" / "tutorial" / "first-dossier.md").read_text()
        below = self.text[self.text.index("\n## ") :]
        self.bold = {" ".join(word.split()) for word in re.findall(r"\*\*(.+?)\*\*", below, re.DOTALL)}
        self.followed: set[str] = set()

    def __call__(self, word: str) -> str:
        assert word in self.bold, f"the tutorial no longer says {word!r}"
        self.followed.add(word)
        return word


@pytest.fixture
def told() -> Tutorial:
    return Tutorial()


@pytest.fixture
def officers(transactional_db: None) -> dict[str, DemoOfficer]:
    """The police of the demonstration."""
    the_whole_country()
    load_demo_agencies()
    return {officer.username: officer for officer in load_demo_officers()}


def a_citizen_of_hoan_kiem() -> tuple[PersonCard, PersonCard]:
    """Return a verified citizen who heads a household, and his wife, who will stay behind."""
    husband = a_person("Nguyễn Văn An")
    wife = a_person("Trần Thị Bình", born="1/2/1992", sex=Sex.FEMALE, spouse=husband)
    son = a_person("Nguyễn Văn Con", born="1/6/2018", father=husband, mother=wife)
    unit = directory().by_code("00070", on=today())
    a_household(husband, (wife, Relation.WIFE), (son, Relation.CHILD), unit=unit, line="1 phố Hàng Bạc")
    a_verified_account(husband)
    return husband, wife


def test_every_command_of_the_tutorial_is_there(told: Tutorial, officers: dict[str, DemoOfficer]) -> None:
    options = {option for parameter in main.commands["demo"].params for option in parameter.opts}
    asked = re.findall(r"`\.venv/bin/dancu demo (--\w+) ([\w.]+)`", told.text)
    assert asked
    assert all(option in options and username in officers for option, username in asked)
    assert "\nrun: " in (ROOT / "Makefile").read_text()


def test_the_tutorial_runs_as_written(
    sites: Callable[[Site], str],
    browser: Browser,
    work: Callable[[], None],
    told: Tutorial,
    officers: dict[str, DemoOfficer],
    tmp_path: Path,
    lines: LogLines,
) -> None:
    def officer(username: str) -> OfficerAtDesk:
        assert f"`{username}`" in told.text
        known, desk = officers[username], OfficerAtDesk(browser, sites(Site.OFFICER))
        desk.sign_in(username, known.password, known.totp_secret)
        return desk

    # 1. File it
    husband, wife = a_citizen_of_hoan_kiem()
    deed = tmp_path / "so-do.pdf"
    deed.write_bytes(a_pdf())
    citizen = Citizen(browser, sites(Site.PORTAL), DESK)
    citizen.sign_in(str(husband.pin), PASSWORD)
    citizen.follow(told("Nộp hồ sơ trực tuyến"))
    citizen.page.wait_for_url("**/file")
    citizen.page.locator("main").get_by_role("link", name=told("Đăng ký thường trú"), exact=True).click()
    citizen.page.wait_for_url("**/procedures/**")
    citizen.press(told("Nộp hồ sơ"))
    citizen.page.wait_for_url("**/drafts/*")
    citizen.follow(told("Cơ quan thực hiện"))
    citizen.page.wait_for_url("**/steps/agency")
    citizen.choose_commune(told("Thành phố Hồ Chí Minh"), told("Phường Bến Thành"))
    citizen.choose(told("Trường hợp"), told("Đăng ký thường trú – Nhân khẩu từ ngoài tỉnh đến – Lập hộ mới"))
    told("Đồng ý và tiếp tục")  # which `go_on` presses
    citizen.go_on("subject")
    citizen.go_on("place")
    citizen.fill(told("Địa chỉ"), "12 Lê Lợi")
    citizen.pick(told("Chỗ ở hợp pháp thuộc quyền sở hữu của mình"))
    citizen.go_on("members")
    citizen.page.get_by_label(told("Cùng thay đổi")).last.check()
    citizen.go_on("request")
    citizen.field(told("Chủ hộ mới của hộ nơi đi")).select_option(str(wife.pin))
    citizen.go_on("documents")
    told("Đính kèm")  # which `attach` presses
    citizen.attach("chứng minh chỗ ở hợp pháp", deed)
    citizen.go_on("review")
    citizen.submit()
    code = citizen.code_in_address()
    work()
    citizen.open(f"/dossiers/{code}")
    assert citizen.download(told("CT01")).startswith(b"%PDF-")

    # 2. Receive it
    receiver = officer("bt.tonghop")
    receiver.follow(code)
    receiver.page.wait_for_url("**/dossiers/**")
    receiver.turn_to(told("Trả lại để bổ sung giấy tờ"))
    receiver.fill(told("Nội dung cần bổ sung, hoàn thiện"), "Đề nghị nộp thêm trang 2.")
    receiver.do("Trả lại để bổ sung giấy tờ")
    work()
    citizen.open("/demo/inbox")
    citizen.sees(code)
    citizen.open(f"/dossiers/{code}")
    citizen.press(told("Bổ sung hồ sơ"))
    citizen.page.wait_for_url("**/drafts/*")
    citizen.open(citizen.page.url.removeprefix(citizen.origin) + "/review")
    citizen.submit()
    receiver.find(code)
    receiver.choose(told("Thông tin điều khoản"), told("Khoản 1 Điều 20 Luật Cư trú"))
    receiver.do(told("Tiếp nhận và chuyển bước tiếp theo"))
    receiver.sees(told("CT04"))
    receiver.pick(told("Đề xuất phê duyệt"))
    receiver.fill(told("Căn cứ đề xuất"), "Đủ điều kiện.")
    receiver.do(told("Đề xuất"))

    # 3. Decide it
    leader = officer("bt.lanhdao")
    leader.find(code)
    leader.do(told("Phê duyệt"))
    work()
    home = residence.find_permanent_residence(person=husband.id, on=today(), **READ)
    assert home is not None
    assert home.address_line == "12 Lê Lợi"
    former = officer("hk.tiepnhan")
    former.page.locator("summary", has_text=told("Thêm")).click()
    former.follow(told("Công dân chuyển đi"))
    former.sees(husband.name.full)
    citizen.open(f"/dossiers/{code}")
    assert citizen.download(told("CT08")).startswith(b"%PDF-")

    assert told.followed == told.bold

    # What was written down meanwhile tells what went on, and of nobody.
    people = (husband.name.full, wife.name.full, str(husband.pin), str(wife.pin), "Hàng Bạc", "12 Lê Lợi")
    secrets = (
        PASSWORD,
        *(each.password for each in officers.values()),
        *(each.totp_secret for each in officers.values()),
    )
    tokens = {cookie.get("value", "") for context in browser.contexts for cookie in context.cookies()} - {"vi"}
    lines.tell_nothing_of(*people, *secrets, *tokens, "0912345678", "@example.com", code)
    submitted = lines.of("dancu.request", view="draft-review", method="POST")[0]["trace"]
    assert {line["task"] for line in lines.of("dancu.jobs", trace=submitted)} >= {
        "casework.sign_papers",
        "notices.deliver",
    }
