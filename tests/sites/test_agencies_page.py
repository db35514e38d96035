"""Agencies on the pages of those who look after them: found, opened, renamed with their history, merged."""

import html
import re
from datetime import date

import pytest
from django.test import Client
from tests.builders.desks import browser_of
from tests.builders.offices import a_commune_agency, a_province_agency, an_officer, the_centre
from tests.builders.places import a_commune, a_province

from dancu.offices.models import Agency, Officer
from dancu.offices.queries import AgencyView, agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> AgencyView:
    return a_commune_agency()


@pytest.fixture
def province(here: AgencyView) -> Client:
    return browser_of(an_officer(a_province_agency(a_province())).account_id)


def boxes(day: str) -> dict[str, str]:
    return dict(zip(("on_day", "on_month", "on_year"), day.split("/"), strict=True))


def page(browser: Client, path: str) -> str:
    return html.unescape(browser.get(path).content.decode())


def test_a_province_sees_its_communes_and_the_centre_its_provinces(province: Client, here: AgencyView) -> None:
    there = a_commune_agency(a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79")))
    shown = page(province, "/agencies")
    assert here.name in shown
    assert there.name not in shown
    shown = page(browser_of(an_officer(the_centre()).account_id), "/agencies")
    assert here.code not in shown
    assert agency(here.parent_id or 0).code in shown


def test_an_agency_is_opened_for_a_commune_under_its_units_code(province: Client) -> None:
    a_commune("Phường Cửa Nam", code="00082")
    form = {"unit": "00082", "name": "Công an phường Cửa Nam", "phone": "", "code": ""} | boxes("1/8/2025")
    made = province.post("/agencies/new", form)
    row = Agency.objects.get(name="Công an phường Cửa Nam")
    assert made["Location"] == f"/agencies/{row.pk}"
    assert (row.code, row.scope, row.level, row.opened_on) == (
        "G01.101.000.082", "G01.101.000.082", "commune", date(2025, 8, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"unit": "99999"}, "Hiện không có tỉnh hoặc xã mang mã này"),
        ({"unit": "00070"}, "đang phụ trách đơn vị hành chính này"),
        ({"code": "G01.179.000.001"}, "phải bắt đầu bằng G01.101."),
        (boxes("1/1/2999"), "Chỉ ghi nhận từ ngày có hiệu lực"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(province: Client, typed: dict[str, str], said: str) -> None:
    a_commune("Phường Cửa Nam", code="00082")
    form = {"unit": "00082", "name": "Công an Cửa Nam", "phone": "", "code": ""} | boxes("1/8/2025") | typed
    answer = province.post("/agencies/new", form)
    assert answer.status_code == 400
    assert said in html.unescape(answer.content.decode())
    assert 'value="Công an Cửa Nam"' in html.unescape(answer.content.decode())


def test_a_former_name_stays_in_the_history_and_still_finds_it(province: Client, here: AgencyView) -> None:
    form = {"name": "Công an Hồ Gươm", "phone": "024", "seen": here.name} | boxes("1/9/2026")
    assert province.post(f"/agencies/{here.id}", form).status_code == 302
    shown = page(province, f"/agencies/{here.id}")
    assert re.search(rf"Tên đến ngày 01/09/2026: *{here.name}", shown)
    assert "Công an Hồ Gươm" in page(province, "/agencies?text=hoan kiem")


def test_the_second_to_rename_is_told_and_keeps_what_he_typed(province: Client, here: AgencyView) -> None:
    form = {"name": "Công an Hồ Gươm", "phone": "", "seen": here.name} | boxes("1/9/2026")
    province.post(f"/agencies/{here.id}", form)
    answer = province.post(f"/agencies/{here.id}", form | {"name": "Công an Tràng Tiền"})
    assert answer.status_code == 400
    assert "vừa được người khác đổi tên" in html.unescape(answer.content.decode())
    assert agency(here.id).name == "Công an Hồ Gươm"


def test_a_merger_is_read_before_it_is_done(province: Client, here: AgencyView) -> None:
    member = an_officer(here)
    new = a_commune_agency(a_commune("Phường Cửa Nam", code="00082"))
    assert "Hồ sơ đang giải quyết" in page(province, f"/agencies/{here.id}/merge")
    typed = {"successor": new.code} | boxes("1/10/2026")
    assert province.post(f"/agencies/{here.id}/merge", typed).status_code == 400
    done = province.post(f"/agencies/{here.id}/merge", typed | {"sure": "on"}, follow=True)
    shown = html.unescape(done.content.decode())
    assert "Kết thúc hoạt động ngày 01/10/2026" in shown
    assert new.name in shown
    assert new.name in page(browser_of(member.account_id), "/")
    assert "Nhập vào đơn vị khác" not in shown


def test_an_agency_is_closed_once_nobody_is_there(province: Client, here: AgencyView) -> None:
    member = an_officer(here)
    address = f"/agencies/{here.id}/close"
    assert "Vẫn còn việc hoặc cán bộ" in page(province, address)
    typed = {"basis": "Quyết định 9/QĐ-BCA", "sure": "on"} | boxes("1/10/2026")
    refused = province.post(address, typed)
    assert refused.status_code == 400
    assert "Vẫn còn cán bộ làm việc" in refused.content.decode()
    assert "Quyết định 9/QĐ-BCA" in refused.content.decode()
    Officer.objects.filter(pk=member.id).update(active=False)
    assert province.post(address, {**typed, "basis": ""}).status_code == 400
    done = province.post(address, typed, follow=True)
    assert "Không có cơ quan kế thừa" in html.unescape(done.content.decode())
    assert agency(here.id).closed_on == date(2026, 10, 1)


def test_a_name_of_a_day_to_come_is_shown_and_taken_back(province: Client, here: AgencyView) -> None:
    form = {"name": "Công an Hồ Gươm", "phone": "024", "seen": here.name} | boxes("1/9/2099")
    assert province.post(f"/agencies/{here.id}", form).status_code == 302
    shown = page(province, f"/agencies/{here.id}")
    assert re.search(r"Tên từ ngày 01/09/2099:\s*<strong>Công an Hồ Gươm", shown)
    assert agency(here.id).name == here.name
    again = province.post(f"/agencies/{here.id}", form | {"name": "Công an Tràng Tiền"})
    assert again.status_code == 400
    assert "Công an Tràng Tiền" in again.content.decode()
    assert province.post(f"/agencies/{here.id}/names/2099-09-01/take-back").status_code == 302
    assert "Công an Hồ Gươm" not in page(province, f"/agencies/{here.id}")


def test_a_commune_changes_no_agency(here: AgencyView) -> None:
    chief = browser_of(an_officer(here).account_id)
    assert chief.get(f"/agencies/{here.id}").status_code == 200
    assert chief.post(f"/agencies/{here.id}", {}).status_code == 403
    assert chief.get(f"/agencies/{here.id}/merge").status_code == 403
    assert chief.get("/agencies/new").status_code == 403
