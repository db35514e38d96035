"""The lesser declarations of residence, each from its guidance page to the changed register and the paper that comes of it.

Told in Vietnamese at a desk or in English on a phone without JavaScript, so that both are gone once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from dancu.accounts.domain.realms import Realm
from dancu.accounts.models import Account
from dancu.kernel.sex import Sex
from dancu.offices.commands import load_demo_agencies, load_demo_officers
from dancu.places.domain.units import Unit
from dancu.places.queries import directory
from dancu.platform.clock import today
from dancu.platform.hosts import Site
from dancu.population import queries as population
from dancu.population.domain.person import PersonCard
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation
from tests.builders.accounts import a_session
from tests.builders.identity import a_verified_account
from tests.builders.places import the_whole_country
from tests.builders.population import a_person, called
from tests.builders.residence import READ, a_household, a_temporary_residence
from tests.journeys.roles import Citizen, OfficerAtDesk
from tests.journeys.test_permanent_registration import WAYS, a_file, text_of


@dataclass
class Office:
    """A verified citizen of Hoàn Kiếm, her father's household, and the police there, who do all but decide in one person."""

    citizen: PersonCard
    father: PersonCard
    home: Unit
    pages: Citizen
    officer: Callable[[str], OfficerAtDesk]
    work: Callable[[], None]

    def settle(self, provision: str) -> str:
        """Have what is on the review page filed, received, proposed and approved; return its code."""
        self.pages.submit()
        code = self.pages.code_in_address()
        self.work()
        worker = self.officer("hk.tonghop")
        worker.open(f"/dossiers/{code}")
        worker.choose("Thông tin điều khoản", provision)
        worker.do("Tiếp nhận và chuyển bước tiếp theo")
        worker.pick("Đề xuất phê duyệt")
        worker.fill("Căn cứ đề xuất", "Đủ điều kiện.")
        worker.do("Đề xuất")
        leader = self.officer("hk.lanhdao")
        leader.open(f"/dossiers/{code}")
        leader.do("Phê duyệt")
        self.work()
        self.pages.open(f"/dossiers/{code}")
        self.pages.sees("Đã xử lý xong")
        return code


@pytest.fixture
def office(
    transactional_db: None,
    sites: Callable[[Site], str],
    browser: Browser,
    work: Callable[[], None],
    way: dict[str, Any],
) -> Office:
    the_whole_country()
    load_demo_agencies()
    load_demo_officers()
    father = a_person("Nguyễn Văn Hùng", born="10/08/1961")
    daughter = a_person("Nguyễn Thị Minh Anh", born="02/03/1990", sex=Sex.FEMALE, father=father)
    home = directory().by_code("00070", on=today())
    a_household(father, (daughter, Relation.CHILD), unit=home, line="12 phố Hàng Bài")
    citizen = Citizen(browser, sites(Site.PORTAL), **way)
    citizen.brings(a_session(a_verified_account(daughter)))

    def officer(username: str) -> OfficerAtDesk:
        desk = OfficerAtDesk(browser, sites(Site.OFFICER), **way)
        desk.brings(a_session(Account.objects.get(realm=Realm.OFFICER, username=username).pk))
        return desk

    return Office(daughter, father, home, citizen, officer, work)


AT_A_DESK, ON_A_PHONE = WAYS.values()


@pytest.mark.parametrize("way", [ON_A_PHONE], ids=["English on a phone without JavaScript"])
def test_a_citizen_declares_that_she_will_be_abroad(office: Office, tmp_path: Path) -> None:
    citizen = office.pages
    citizen.begin("temporary-absence")
    citizen.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    citizen.choose(
        "Trường hợp",
        "Người khác: đi khỏi xã nơi thường trú từ 12 tháng liên tục, "
        "trừ trường hợp đã đăng ký tạm trú tại nơi ở mới hoặc đã xuất cảnh",
    )
    citizen.go_on("subject")
    citizen.go_on("absence")
    citizen.pick("Nước ngoài")
    # Without a script the page asks for the country once it is known that the place is abroad.
    citizen.press("Đồng ý và tiếp tục")
    citizen.choose("Quốc gia", citizen.page.locator("option[value=KOR]").inner_text())
    citizen.fill("Địa chỉ cụ thể", "77 Sejong-daero, Seoul")
    citizen.fill_day("Tạm vắng từ ngày", f"1/1/{today().year + 1}")
    citizen.fill_day("Đến ngày", f"31/12/{today().year + 2}")
    citizen.fill("Lý do tạm vắng", "Đi du học")
    citizen.go_on("request")
    citizen.go_on("documents")
    citizen.go_on("review")
    citizen.sees("77 Sejong-daero, Seoul")
    office.settle("Điểm d khoản 1 Điều 31 Luật Cư trú")
    away = today().replace(year=today().year + 1, month=6, day=1)
    known = residence.find_absence(person=office.citizen.id, on=away, **READ)
    assert known is not None
    assert (known.country, known.reason) == ("KOR", "Đi du học")
    slip = text_of(citizen.download("CT03"), tmp_path)
    assert "77 Sejong-daero, Seoul, Hàn Quốc" in slip
    assert "12 phố Hàng Bài, Phường Hoàn Kiếm" in slip


@pytest.mark.parametrize("way", [AT_A_DESK], ids=["Vietnamese at a desk"])
def test_a_citizen_has_her_residence_confirmed(office: Office, tmp_path: Path) -> None:
    citizen = office.pages
    citizen.begin("residence-confirmation")
    citizen.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    citizen.go_on("subject")
    citizen.go_on("content")
    citizen.pick("Chủ hộ và các thành viên trong hộ gia đình")
    citizen.go_on("request")
    citizen.go_on("documents")
    citizen.go_on("review")
    office.settle("Thông tư số 116/2026/TT-BCA (xác nhận thông tin về cư trú)")
    paper = text_of(citizen.download("CT07"), tmp_path)
    assert "12 phố Hàng Bài, Phường Hoàn Kiếm" in paper
    assert "Nguyễn Văn Hùng" in paper
    assert "Con đẻ" in paper


@pytest.mark.parametrize("way", [AT_A_DESK], ids=["Vietnamese at a desk"])
def test_a_citizen_parts_from_her_fathers_household(office: Office, tmp_path: Path) -> None:
    citizen, consent = office.pages, a_file(tmp_path, "dong-y.pdf")
    citizen.begin("household-split")
    citizen.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    citizen.choose("Trường hợp", "Tách hộ để đăng ký thường trú tại cùng một chỗ ở hợp pháp")
    citizen.go_on("subject")
    citizen.go_on("place")
    citizen.sees("Nguyễn Văn Hùng")
    citizen.go_on("members")
    citizen.go_on("request")
    citizen.go_on("documents")
    citizen.attach("Văn bản đồng ý cho tách hộ của chủ hộ", consent)
    citizen.go_on("review")
    office.settle("Khoản 1 Điều 25 Luật Cư trú")
    homes = [residence.household_of(person=each.id, on=today(), **READ) for each in (office.citizen, office.father)]
    assert [home.head for home in homes if home] == [office.citizen.id, office.father.id]
    assert {home.address_line for home in homes if home} == {"12 phố Hàng Bài"}
    assert "Đã tách hộ khỏi hộ của chủ hộ Nguyễn Văn Hùng" in text_of(citizen.download("CT08"), tmp_path)


@pytest.mark.parametrize("way", [ON_A_PHONE], ids=["English on a phone without JavaScript"])
def test_a_daughter_becomes_householder(office: Office, tmp_path: Path) -> None:
    citizen = office.pages
    citizen.begin("residence-correction")
    citizen.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    citizen.choose("Trường hợp", "Thay đổi chủ hộ")
    citizen.go_on("subject")
    citizen.go_on("change")
    citizen.sees("Nguyễn Văn Hùng")
    citizen.go_on("members")
    # That her father stays, and what he is to her, follows from the register.
    assert citizen.page.get_by_label(citizen.said("Khai thành viên này")).first.is_checked()
    citizen.go_on("request")
    assert "Nguyễn Văn Hùng" in citizen.field("Nội dung đề nghị").input_value()
    citizen.go_on("documents")
    citizen.attach("Văn bản đồng ý của chủ hộ", a_file(tmp_path, "dong-y.pdf"))
    citizen.go_on("review")
    office.settle("Điểm a khoản 1 Điều 26 Luật Cư trú")

    home = residence.household_of(person=office.citizen.id, on=today(), **READ)
    assert home is not None
    assert home.head == office.citizen.id
    members = residence.list_members(household=home.id, on=today(), **READ)
    assert {member.person.id: member.relation for member in members}[office.father.id] is Relation.FATHER
    assert "chủ hộ mới là Nguyễn Thị Minh Anh" in text_of(citizen.download("CT08"), tmp_path)


@pytest.mark.parametrize("way", [AT_A_DESK], ids=["Vietnamese at a desk"])
def test_a_citizen_has_her_name_corrected(office: Office, tmp_path: Path) -> None:
    citizen = office.pages
    office.pages.begin("residence-correction")
    citizen.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    citizen.choose(
        "Trường hợp",
        "Điều chỉnh thông tin về hộ tịch: họ tên, ngày sinh, giới tính, dân tộc, tôn giáo, quê quán, "
        "nơi sinh, nơi đăng ký khai sinh, tình trạng hôn nhân, vợ, chồng, cha, mẹ",
    )
    citizen.go_on("subject")
    citizen.go_on("change")
    citizen.fill("Họ, chữ đệm và tên khai sinh sau khi điều chỉnh", "Nguyễn Thị Minh Ánh")
    citizen.choose("Dân tộc sau khi điều chỉnh", "Tày")
    citizen.pick("Cải chính, xác định lại, bổ sung: thông tin đã ghi bị sai hoặc còn thiếu từ đầu")
    citizen.pick("Trích lục hộ tịch")
    citizen.fill("Số, cơ quan cấp trích lục hoặc ra quyết định", "Trích lục số 12/TLCCHT, UBND phường Hoàn Kiếm")
    citizen.fill_day("Ngày của trích lục, quyết định", f"{today():%d/%m/%Y}")
    citizen.go_on("members")
    citizen.go_on("request")
    citizen.go_on("documents")
    citizen.attach("Trích lục hộ tịch", a_file(tmp_path, "trich-luc.pdf"))
    citizen.go_on("review")
    office.settle("Điểm b khoản 1 Điều 26 Luật Cư trú")

    now = population.get_person(id=office.citizen.id, **READ)
    assert (now.name.full, now.ethnicity, now.pin) == ("Nguyễn Thị Minh Ánh", "02", office.citizen.pin)
    assert "Nguyễn Thị Minh Ánh" in text_of(citizen.download("CT08"), tmp_path)


@pytest.mark.parametrize("way", [AT_A_DESK], ids=["Vietnamese at a desk"])
def test_a_household_declares_that_its_head_died(office: Office, tmp_path: Path) -> None:
    citizen, father = office.pages, office.father
    citizen.begin("permanent-deletion")
    citizen.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    citizen.choose("Lý do xóa đăng ký thường trú", "Chết; có quyết định của Tòa án tuyên bố mất tích hoặc đã chết")
    citizen.go_on("subject")
    citizen.pick("Thành viên hộ gia đình")
    citizen.fill("Họ, chữ đệm và tên khai sinh", father.name.full)
    citizen.fill_day("Ngày, tháng, năm sinh", "10/08/1961")
    citizen.pick("Nam")
    citizen.fill("Số định danh cá nhân/CMND", str(father.pin))
    citizen.fill("Số điện thoại liên hệ", "0912345678")
    citizen.go_on("place")
    citizen.sees("12 phố Hàng Bài")

    # A day to come is refused; the right one goes on.
    citizen.fill_day("Ngày phát sinh lý do xóa đăng ký", f"1/1/{today().year + 1}")
    citizen.press("Đồng ý và tiếp tục")
    citizen.sees("Ngày này chưa đến")
    citizen.fill_day("Ngày phát sinh lý do xóa đăng ký", f"{today().day}/{today().month}/{today().year}")
    citizen.go_on("members")
    citizen.go_on("request")
    citizen.choose("Chủ hộ mới", f"{office.citizen.name.full} – Con đẻ")
    citizen.go_on("documents")
    citizen.attach("chứng minh người đó đã chết", a_file(tmp_path, "trich-luc-khai-tu.pdf"))
    citizen.go_on("review")
    citizen.sees(father.name.full)
    office.settle("Điểm a khoản 1 Điều 24 Luật Cư trú")
    assert residence.find_permanent_residence(person=father.id, on=today(), **READ) is None
    household = residence.household_headed_by(person=office.citizen.id, **READ)
    assert household is not None
    assert household.address_line == "12 phố Hàng Bài"
    assert "Đã xóa đăng ký thường trú tại 12 phố Hàng Bài" in text_of(citizen.download("CT08"), tmp_path)


@pytest.mark.parametrize("way", [ON_A_PHONE], ids=["English on a phone without JavaScript"])
def test_somebody_without_a_number_gets_one(office: Office, tmp_path: Path) -> None:
    citizen = office.pages
    citizen.begin("residence-declaration")
    citizen.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    citizen.go_on("subject")
    citizen.page.locator("#id_is_subject").uncheck()
    # Without a script the page asks who it is, and then what a number is made of, once it is known that there is none.
    citizen.press("Đồng ý và tiếp tục")
    citizen.page.locator("#id_unnumbered").check()
    citizen.press("Đồng ý và tiếp tục")
    citizen.pick("Người được ủy quyền bằng văn bản")
    citizen.fill("Họ, chữ đệm và tên khai sinh", "Lê Văn Hòa")
    citizen.fill_day("Ngày, tháng, năm sinh", "15/03/1990")
    citizen.page.get_by_role("radio", name=citizen.said("Nam", whole=True)).check()
    citizen.choose("Tỉnh, thành phố nơi đăng ký khai sinh", "Hải Dương")
    citizen.choose("Dân tộc", "Kinh")
    citizen.fill("Số điện thoại", "0912345678")
    citizen.go_on("place")
    citizen.fill("Địa chỉ", "Gầm cầu Long Biên")
    citizen.fill("Lý do chưa đủ điều kiện đăng ký thường trú, đăng ký tạm trú", "Không có chỗ ở hợp pháp")
    citizen.go_on("members")
    citizen.go_on("request")
    citizen.go_on("documents")
    citizen.attach("Văn bản ủy quyền", a_file(tmp_path, "uy-quyen.pdf"))
    citizen.go_on("review")
    office.settle("Điều 19 Luật Cư trú")

    [found] = called("le van hoa")
    assert found.pin.startswith("030090")
    lives = residence.find_current_residence(person=found.id, on=today(), **READ)
    assert lives is not None
    assert lives.address_line == "Gầm cầu Long Biên"
    assert found.pin.grouped in text_of(citizen.download("CT08"), tmp_path)


@pytest.mark.parametrize("way", [ON_A_PHONE], ids=["English on a phone without JavaScript"])
def test_a_lodger_who_has_left_has_her_temporary_registration_deleted(office: Office, tmp_path: Path) -> None:
    citizen, lodger = office.pages, office.citizen
    line, leaves = "Phòng 5, số 9 phố Tràng Tiền", today() + timedelta(days=200)
    a_temporary_residence(lodger, since=today() - timedelta(days=90), until=leaves, unit=office.home, line=line)
    citizen.begin("temporary-deletion")
    citizen.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    citizen.choose(
        "Lý do xóa đăng ký tạm trú", "Đã chấm dứt việc thuê, mượn, ở nhờ mà không đăng ký tạm trú tại chỗ ở khác"
    )
    citizen.go_on("subject")
    citizen.go_on("place")
    citizen.sees(line)
    yesterday = today() - timedelta(days=1)
    citizen.fill_day("Ngày phát sinh lý do xóa đăng ký", f"{yesterday.day}/{yesterday.month}/{yesterday.year}")
    citizen.go_on("members")
    citizen.go_on("request")
    citizen.go_on("documents")
    citizen.attach("chứng minh việc thuê, mượn, ở nhờ đã chấm dứt", a_file(tmp_path, "thanh-ly-hop-dong.pdf"))
    citizen.go_on("review")
    citizen.sees(line)
    office.settle("Điểm e khoản 1 Điều 29 Luật Cư trú")
    assert residence.find_temporary_residence(person=lodger.id, on=today(), **READ) is None
    assert residence.find_permanent_residence(person=lodger.id, on=today(), **READ) is not None
    assert f"Đã xóa đăng ký tạm trú tại {line}" in text_of(citizen.download("CT08"), tmp_path)
