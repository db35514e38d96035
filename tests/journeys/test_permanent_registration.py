"""The whole story: a citizen's permanent registration, from opening an account to the changed register.

Told twice: in Vietnamese at a desk, and in English on a phone without JavaScript.
"""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from dancu.kernel.sex import Sex
from dancu.offices.commands import DemoOfficer, load_demo_agencies, load_demo_officers
from dancu.places.domain.units import Unit
from dancu.places.queries import directory
from dancu.platform.clock import today
from dancu.platform.hosts import Site
from dancu.population.domain.person import PersonCard
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation
from tests.builders.accounts import PASSWORD, an_account
from tests.builders.documents import a_pdf
from tests.builders.places import the_whole_country
from tests.builders.population import a_person
from tests.builders.residence import READ, a_household
from tests.journeys.roles import DESK, PHONE, Citizen, OfficerAtDesk

EMAIL = "minh.anh@example.com"


@dataclass
class Town:
    """Who lives there and who serves there when the story begins."""

    daughter: PersonCard
    father: PersonCard
    grandchild: PersonCard
    new_home: Unit
    officers: dict[str, DemoOfficer]


@pytest.fixture
def town(transactional_db: None) -> Town:
    """A family in Ba Đình, and the police of Hoàn Kiếm where the daughter has bought a home."""
    the_whole_country()
    load_demo_agencies()
    units = directory()
    old_home, new_home = (units.by_code(code, on=today()) for code in ("00004", "00070"))
    father = a_person("Nguyễn Văn Hùng", born="10/08/1961")
    daughter = a_person("Nguyễn Thị Minh Anh", born="02/03/1990", sex=Sex.FEMALE, father=father)
    grandchild = a_person("Trần Gia Bảo", born="19/05/2018", mother=daughter)
    a_household(
        father,
        (daughter, Relation.CHILD),
        (grandchild, Relation.GRANDCHILD_BY_DAUGHTER),
        unit=old_home,
        line="12 Phan Đình Phùng",
    )
    officers = {officer.username: officer for officer in load_demo_officers()}
    return Town(daughter, father, grandchild, new_home, officers)


@pytest.fixture
def deed(tmp_path: Path) -> Path:
    return a_file(tmp_path, "giay-chung-nhan-nha-o.pdf")


def a_file(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(a_pdf())
    return path


def text_of(pdf: bytes, folder: Path) -> str:
    """Return the text of a PDF as pdftotext reads it, on one line."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    found = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return " ".join(found.stdout.decode().split())


WAYS = {
    "Vietnamese at a desk": {"viewport": DESK, "language": "vi", "script": True},
    "English on a phone without JavaScript": {"viewport": PHONE, "language": "en", "script": False},
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_citizen_registers_a_new_permanent_residence(
    sites: Callable[[Site], str],
    browser: Browser,
    work: Callable[[], None],
    town: Town,
    deed: Path,
    tmp_path: Path,
    way: dict[str, Any],
) -> None:
    def officer(username: str) -> OfficerAtDesk:
        known, desk = town.officers[username], OfficerAtDesk(browser, sites(Site.OFFICER), **way)
        desk.sign_in(username, known.password, known.totp_secret)
        return desk

    # She opens an account; the code comes by mail.
    citizen = Citizen(browser, sites(Site.PORTAL), **way)
    citizen.register(
        name="Nguyễn Thị Minh Anh", number=town.daughter.pin, born="02/03/1990", email=EMAIL, password=PASSWORD
    )
    citizen.page.wait_for_url("**/register/*")
    work()
    citizen.fill("Mã xác thực", citizen.read_code())
    citizen.press("Hoàn tất đăng ký")
    citizen.sign_in(town.daughter.pin, PASSWORD)

    # At the counter an officer checks her card.
    receiver = officer("hk.tiepnhan")
    receiver.verify(town.daughter.pin, "04/05/2022")
    receiver.sees("Tài khoản này đã được xác minh")
    citizen.open("/account")
    citizen.sees("Đã xác minh danh tính")

    # She begins to file, and leaves.
    citizen.begin("permanent-registration")
    citizen.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    citizen.choose("Trường hợp", "Đăng ký thường trú – Nhân khẩu từ ngoài xã trong tỉnh đến – Lập hộ mới")
    citizen.go_on("subject")
    citizen.sees("Nguyễn Thị Minh Anh")
    draft = citizen.page.url.split("/steps/")[0].removeprefix(citizen.origin)

    # Somebody else's draft is not there for a stranger.
    an_account(username="001090999999")
    stranger = Citizen(browser, sites(Site.PORTAL), **way)
    stranger.sign_in("001090999999", PASSWORD)
    assert stranger.open(draft) == 404

    # On another device she takes it up again; what she had entered is there.
    citizen = Citizen(browser, sites(Site.PORTAL), **way)
    citizen.sign_in(town.daughter.pin, PASSWORD)
    citizen.open("/dossiers")
    citizen.follow("Đăng ký thường trú")
    citizen.follow("Thông tin người đăng ký thường trú")
    citizen.fill("Nghề nghiệp", "Kỹ sư")
    citizen.go_on("place")
    citizen.fill("Địa chỉ", "Căn hộ 1204, số 25 phố Lý Thường Kiệt")
    citizen.pick("Chỗ ở hợp pháp thuộc quyền sở hữu của mình")
    citizen.go_on("members")
    citizen.page.get_by_label(citizen.said("Cùng thay đổi")).last.check()
    relation = citizen.page.get_by_label(citizen.said("Quan hệ với người đăng ký thường trú")).last
    citizen.choose_in(relation, "Con đẻ")
    citizen.go_on("request")
    citizen.go_on("documents")
    citizen.attach("chứng minh chỗ ở hợp pháp", deed)
    citizen.go_on("review")
    citizen.submit()
    code = citizen.code_in_address()
    citizen.sees(code)
    work()

    # The police of another place find nothing under this code.
    elsewhere = officer("bt.tiepnhan")
    assert elsewhere.open(f"/dossiers/{code}") == 404

    # The receiver misses something; the citizen sends it.
    receiver.find(code)
    receiver.turn_to("Trả lại để bổ sung giấy tờ")
    receiver.fill("Nội dung cần bổ sung, hoàn thiện", "Đề nghị nộp thêm bản chụp trang 2 của giấy chứng nhận.")
    receiver.do("Trả lại để bổ sung giấy tờ")
    receiver.sees("Chờ bổ sung")
    work()
    citizen.open("/inbox")
    citizen.sees(code)
    citizen.open(f"/dossiers/{code}")
    citizen.sees("trang 2 của giấy chứng nhận")
    citizen.press("Bổ sung hồ sơ")
    citizen.follow("Thông tin thành phần hồ sơ")
    citizen.attach("chứng minh chỗ ở hợp pháp", a_file(tmp_path, "trang-2.pdf"))
    citizen.go_on("review")
    citizen.submit()
    work()

    # Received, processed, and decided by somebody else than who proposed.
    receiver.find(code)
    receiver.choose("Thông tin điều khoản", "Khoản 1 Điều 20 Luật Cư trú")
    receiver.do("Tiếp nhận")
    receiver.sees("CT04")
    worker = officer("hk.tonghop")
    worker.find(code)
    worker.do("Xử lý")
    worker.pick("Đề xuất phê duyệt")
    worker.fill("Căn cứ đề xuất", "Đủ điều kiện theo khoản 1 Điều 20 Luật Cư trú.")
    worker.do("Đề xuất")
    worker.sees("Chờ phê duyệt")
    assert not worker.is_offered("Phê duyệt")
    worker.insist(code, "approve")
    worker.sees("Bạn là người đề xuất")
    leader = officer("hk.lanhdao")
    leader.find(code)
    leader.sees("Đủ điều kiện theo khoản 1")
    leader.do("Phê duyệt")
    leader.sees("Đã phê duyệt")
    work()

    # The register has changed, and the result is hers to download.
    for person in (town.daughter, town.grandchild):
        home = residence.find_permanent_residence(person=person.id, on=today(), **READ)
        assert home is not None
        assert (home.unit_id, home.address_line) == (town.new_home.id, "Căn hộ 1204, số 25 phố Lý Thường Kiệt")
    citizen.open(f"/dossiers/{code}")
    citizen.sees("Đã xử lý xong")
    result = text_of(citizen.download("CT08"), tmp_path)
    assert "Nguyễn Thị Minh Anh" in result
    assert "số 25 phố Lý Thường Kiệt" in result
    receiver.find(code)
    receiver.do("Trả kết quả")
    receiver.sees("Đã trả kết quả")
