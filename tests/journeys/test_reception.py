"""A declaration that does not agree with the register: stopped at reception, returned with its reasons, mended, received."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from dancu.kernel.sex import Sex
from dancu.offices.queries import forget_agencies
from dancu.places.queries import forget_directory
from dancu.platform.hosts import Site
from tests.builders.accounts import a_session
from tests.builders.citizens import Applicant
from tests.builders.moving import a_head_there, fill_in, joining, typed
from tests.builders.offices import an_officer
from tests.builders.population import a_person
from tests.journeys.roles import DESK, Citizen, OfficerAtDesk

RIGHT, WRONG = "Lê Văn Chủ", "Lê Văn Chung"
WAYS = {"with JavaScript": True, "without": False}


@pytest.mark.parametrize("script", WAYS.values(), ids=WAYS)
def test_a_mismatch_is_returned_with_its_reasons_and_mended(
    sites: Callable[[Site], str], browser: Browser, script: bool
) -> None:
    forget_directory()
    forget_agencies()
    head, _ = a_head_there(RIGHT)
    daughter = a_person("Lê Thị Con", born="1/6/1995", sex=Sex.FEMALE, father=head)
    applicant = Applicant(daughter, proved=False)
    fill_in(
        applicant,
        "other_province_join",
        subject={"is_subject": "on", **typed(daughter), "phone": "0912345678", "email": "con@example.com"},
        place=joining(head, "child") | {"head_name": WRONG},
    )
    code = applicant.file()

    officer = an_officer(applicant.agency, full_name="Nguyễn Thu Hà")
    desk = OfficerAtDesk(browser, sites(Site.OFFICER), DESK, script=script)
    desk.brings(a_session(officer.account_id))
    desk.open(f"/dossiers/{code}")

    # The check says what differs, and is remembered; what was ticked stays.
    desk.pick("Gia đình chính sách")
    desk.do("Kiểm tra thông tin")
    desk.sees("người kiểm tra Nguyễn Thu Hà")
    expect(desk.page.get_by_text(WRONG).first).to_be_visible()
    expect(desk.page.get_by_label("Gia đình chính sách")).to_be_checked()

    # Reception is refused, whatever the button says.
    desk.choose("Thông tin điều khoản", "Điểm a khoản 2 Điều 20 Luật Cư trú")
    desk.do("Tiếp nhận")
    desk.sees("Chưa thể tiếp nhận: nội dung khai không khớp")

    # The reasons are filled in; the dossier goes back with them.
    desk.turn_to("Trả lại để bổ sung giấy tờ")
    note = desk.field("Nội dung cần bổ sung, hoàn thiện").input_value()
    assert re.search(r"^- .*chủ hộ", note, re.MULTILINE)
    desk.do("Trả lại để bổ sung giấy tờ")
    desk.sees("Chờ bổ sung")

    # The applicant reads them, corrects the name and sends it again.
    citizen = Citizen(browser, sites(Site.PORTAL), DESK, script=script)
    citizen.brings(a_session(applicant.account))
    citizen.open(f"/dossiers/{code}")
    expect(citizen.page.get_by_text(note.splitlines()[0].removeprefix("- ")).first).to_be_visible()
    citizen.press("Bổ sung hồ sơ")
    citizen.page.wait_for_url("**/drafts/*")
    citizen.page.goto(f"{citizen.page.url}/steps/place")
    citizen.page.locator("#id_head_name").fill(RIGHT)
    for step in ("members", "request", "documents", "review"):
        citizen.go_on(step)
    citizen.submit()

    # Now it is received, with the fee paid by two receipts.
    desk.open(f"/dossiers/{code}")
    desk.pick("Gia đình chính sách")
    desk.choose("Thông tin điều khoản", "Điểm a khoản 2 Điều 20 Luật Cư trú")
    desk.do("Thêm dòng")
    for row, number in enumerate(("0000017", "0000018")):
        desk.page.locator(f"#id_receipt-{row}-book").fill("AB/26")
        desk.page.locator(f"#id_receipt-{row}-number").fill(number)
        desk.page.locator(f"#id_receipt-{row}-amount").fill("5.000")
    desk.do("Tiếp nhận")
    desk.sees("CT04")
    desk.sees("Quyển AB/26, số 0000018")
    desk.sees("Gia đình chính sách")
