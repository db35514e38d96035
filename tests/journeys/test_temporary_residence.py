"""Temporary residence in the browser: registered from the guidance page to the changed register, extended in its last days,
and of many people by a list.

Told in Vietnamese at a desk, and in English on a phone without JavaScript.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from dancu.accounts.domain.realms import Kind, Realm
from dancu.accounts.models import Account
from dancu.kernel.sex import Sex
from dancu.offices.commands import load_demo_agencies, load_demo_officers
from dancu.places.domain.units import Unit
from dancu.places.queries import directory
from dancu.platform.clock import today
from dancu.platform.hosts import Site
from dancu.population.domain.person import PersonCard
from dancu.residence import queries as residence
from tests.builders.accounts import a_session, an_account
from tests.builders.identity import account_for
from tests.builders.lists import a_csv, a_workbook
from tests.builders.places import the_whole_country
from tests.builders.population import a_person
from tests.builders.residence import READ, a_household, a_temporary_residence
from tests.journeys.roles import Citizen, OfficerAtDesk
from tests.journeys.test_permanent_registration import WAYS, a_file, text_of
from tests.sites.test_list_filing import HEADINGS, a_row

LINE = "Phòng 5, số 9 phố Tràng Tiền"
each_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
_, PHONE_WAY = WAYS


@dataclass
class Town:
    lodger: PersonCard
    lodging: Unit
    account: int


@pytest.fixture
def town(transactional_db: None) -> Town:
    """Somebody of Ba Đình whose account is known by its number, and the police of Hoàn Kiếm where she lodges."""
    the_whole_country()
    load_demo_agencies()
    home, lodging = (directory().by_code(code, on=today()) for code in ("00004", "00070"))
    lodger = a_person("Nguyễn Thị Minh Anh", born="02/03/1990", sex=Sex.FEMALE)
    a_household(lodger, unit=home, line="12 Phan Đình Phùng")
    load_demo_officers()
    return Town(lodger, lodging, account_for(lodger))


@dataclass
class People:
    """Those before the browsers: the lodger, verified at the counter, and the three officers who settle her dossier."""

    citizen: Citizen
    receiver: OfficerAtDesk
    worker: OfficerAtDesk
    leader: OfficerAtDesk


@pytest.fixture
def people(sites: Callable[[Site], str], browser: Browser, town: Town, way: dict[str, Any]) -> People:
    def officer(username: str) -> OfficerAtDesk:
        desk = OfficerAtDesk(browser, sites(Site.OFFICER), **way)
        desk.brings(a_session(Account.objects.get(realm=Realm.OFFICER, username=username).pk))
        return desk

    citizen, receiver = Citizen(browser, sites(Site.PORTAL), **way), officer("hk.tiepnhan")
    receiver.verify(town.lodger.pin, "04/05/2022")
    receiver.sees("Tài khoản này đã được xác minh")
    citizen.brings(a_session(town.account))
    return People(citizen, receiver, officer("hk.tonghop"), officer("hk.lanhdao"))


def settle(people: People, code: str, provision: str) -> None:
    """Receive, process and approve a dossier, each by another officer."""
    people.receiver.open(f"/dossiers/{code}")
    people.receiver.choose("Thông tin điều khoản", provision)
    people.receiver.do("Tiếp nhận")
    people.receiver.sees("CT04")
    people.worker.open(f"/dossiers/{code}")
    people.worker.do("Xử lý")
    people.worker.pick("Đề xuất phê duyệt")
    people.worker.fill("Căn cứ đề xuất", "Đủ điều kiện.")
    people.worker.do("Đề xuất")
    people.leader.open(f"/dossiers/{code}")
    people.leader.do("Phê duyệt")
    people.leader.sees("Đã phê duyệt")


def in_year(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


@each_way
def test_a_lodger_registers_temporarily(
    people: People, town: Town, work: Callable[[], None], tmp_path: Path, way: dict[str, Any]
) -> None:
    citizen, since = people.citizen, today()
    until = since + timedelta(days=364)
    citizen.begin("temporary-registration")
    citizen.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    citizen.choose("Trường hợp", "Đăng ký tạm trú (cá nhân, hộ gia đình)")
    citizen.go_on("subject")
    citizen.sees("Nguyễn Thị Minh Anh")
    citizen.go_on("place")
    citizen.pick("Đăng ký lập hộ mới")
    citizen.fill_day("Tạm trú từ ngày", in_year(since))
    citizen.fill_day("Tạm trú đến ngày", in_year(since + timedelta(days=7)))
    citizen.fill("Địa chỉ", LINE)
    citizen.pick("Chỗ ở do thuê, mượn, ở nhờ")

    if not citizen.script:
        # A new household has no householder to name: the page could not follow that, and is drawn again without asking for one.
        citizen.press("Đồng ý và tiếp tục")

    # A week is a stay; what was typed is kept, and she gives the year she meant.
    citizen.press("Đồng ý và tiếp tục")
    citizen.sees("từ 30 ngày trở lên")
    assert citizen.field("Địa chỉ").input_value() == LINE
    citizen.fill_day("Tạm trú đến ngày", in_year(until))
    citizen.go_on("members")
    citizen.go_on("request")
    citizen.go_on("documents")
    citizen.attach("chứng minh chỗ ở hợp pháp", a_file(tmp_path, "hop-dong-thue-nha.pdf"))
    citizen.go_on("review")
    citizen.sees(LINE)
    citizen.submit()
    code = citizen.code_in_address()
    work()

    settle(people, code, "Khoản 1 Điều 27 Luật Cư trú")
    work()

    lives = residence.find_temporary_residence(person=town.lodger.id, on=since, **READ)
    assert lives is not None
    assert (lives.unit_id, lives.address_line, lives.until) == (town.lodging.id, LINE, until + timedelta(days=1))
    assert residence.find_permanent_residence(person=town.lodger.id, on=since, **READ)
    citizen.open(f"/dossiers/{code}")
    citizen.sees("Đã xử lý xong")
    result = text_of(citizen.download("CT08"), tmp_path)
    assert "Đã đăng ký tạm trú lập hộ mới" in result
    assert f"{until:%d/%m/%Y}" in result


@pytest.mark.parametrize("way", [WAYS[PHONE_WAY]], ids=[PHONE_WAY])
def test_a_lodger_stays_on_for_another_year(
    people: People, town: Town, work: Callable[[], None], tmp_path: Path, way: dict[str, Any]
) -> None:
    citizen, expires = people.citizen, today() + timedelta(days=10)
    a_temporary_residence(
        town.lodger,
        since=today() - timedelta(days=300),
        until=expires + timedelta(days=1),
        unit=town.lodging,
        line=LINE,
    )
    until = expires + timedelta(days=365)
    citizen.begin("temporary-extension")
    citizen.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    citizen.choose("Trường hợp", "Gia hạn tạm trú (cá nhân, hộ gia đình)")
    citizen.go_on("subject")
    citizen.go_on("place")
    citizen.sees(LINE)
    citizen.sees(f"{expires:%d/%m/%Y}")
    citizen.fill_day("Tạm trú đến ngày", in_year(until))
    citizen.pick("Thuộc quyền sở hữu của người gia hạn")
    citizen.go_on("members")
    citizen.go_on("request")
    citizen.go_on("documents")
    citizen.go_on("review")
    citizen.submit()
    code = citizen.code_in_address()
    work()

    settle(people, code, "Khoản 3 Điều 28 Luật Cư trú")
    work()

    lives = residence.find_temporary_residence(person=town.lodger.id, on=expires + timedelta(days=1), **READ)
    assert lives is not None
    assert (lives.address_line, lives.until) == (LINE, until + timedelta(days=1))
    citizen.open(f"/dossiers/{code}")
    assert f"đến hết ngày {until:%d/%m/%Y}" in text_of(citizen.download("CT08"), tmp_path)


@pytest.mark.parametrize("way", [WAYS[PHONE_WAY]], ids=[PHONE_WAY])
def test_a_factory_registers_its_workers_by_a_list(
    people: People, town: Town, work: Callable[[], None], tmp_path: Path, way: dict[str, Any]
) -> None:
    first, *others = workers = [a_person(f"Nguyễn Văn {name}", born="15/03/1995") for name in ("An", "Bảo", "Cường")]
    sheet, misread = tmp_path / "cong-nhan.xlsx", tmp_path / "cong-nhan.csv"
    sheet.write_bytes(a_workbook(*map(a_row, workers), headings=HEADINGS))
    misread.write_bytes(a_csv(a_row(others[0], born="31/02/1995"), headings=HEADINGS))
    factory, since = people.citizen, today()
    company = {"kind": Kind.ORGANISATION, "username": "0101234567", "organisation_name": "Công ty Mẫu"}
    factory.brings(a_session(an_account(full_name="Lê Thị Đại Diện", **company)))
    factory.begin("temporary-registration")
    factory.choose_commune("Thành phố Hà Nội", "Phường Hoàn Kiếm")
    factory.choose("Trường hợp", "Đăng ký tạm trú theo danh sách")
    factory.go_on("subject")
    factory.page.locator("[name=name]").fill(first.name.full)
    factory.fill_day("Ngày, tháng, năm sinh", "15/3/1995")
    factory.page.locator("[name=sex][value=male]").check()
    factory.page.locator("[name=pin]").fill(str(first.pin))
    factory.page.locator("[name=phone]").fill("0912345678")
    factory.go_on("place")
    factory.fill_day("Tạm trú từ ngày", in_year(since))
    factory.fill_day("Tạm trú đến ngày", in_year(since + timedelta(days=300)))
    factory.fill("Địa chỉ", LINE)
    factory.pick("Chỗ ở do thuê, mượn, ở nhờ")
    factory.go_on("members")

    for file in (misread, sheet):
        factory.page.locator("[name=file]").set_input_files(str(file))
        factory.page.locator("[name=_take_list]").click()
        expect(factory.page.locator(".govuk-error-summary")).to_have_count(int(file is misread))
    names = factory.page.locator("[name^=rows-][name$=-name]")
    assert [names.nth(row).input_value() for row in range(2)] == [each.name.full for each in others]
    factory.go_on("request")
    factory.go_on("documents")
    for document in (
        "Văn bản đề nghị đăng ký tạm trú",
        "Tờ khai thay đổi thông tin cư trú của từng người",
        "chứng minh chỗ ở hợp pháp",
    ):
        factory.attach(document, a_file(tmp_path, f"{len(document)}.pdf"))
    factory.go_on("review")
    factory.submit()
    code = factory.code_in_address()
    work()

    settle(people, code, "Khoản 1 Điều 27 Luật Cư trú")
    for each in workers:
        home = residence.find_temporary_residence(person=each.id, on=since, **READ)
        assert home is not None
        assert home.address_line == LINE
