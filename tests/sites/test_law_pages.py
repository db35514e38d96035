"""The law of a day on the pages: a draft that is carried over to it, a procedure as of a day, and what is unverified."""

import json

import pytest
from django.conf import settings
from django.test import Client
from tests.builders.casework import Desk
from tests.builders.citizens import Citizen
from tests.builders.desks import at_the_desk
from tests.builders.identity import acting
from tests.builders.offices import a_commune_agency, an_officer

from dancu.casework.models import Dossier, Draft
from dancu.config import law
from dancu.platform.clock import today
from dancu.sites.officer.searching import SearchForm

pytestmark = pytest.mark.django_db

CHANGED = "Quy định đã thay đổi từ khi bạn bắt đầu hồ sơ"
NAME_AT_BIRTH = "Tờ khai ghi họ, chữ đệm và tên khai sinh"


def a_draft_of_the_law_before() -> Citizen:
    """Return somebody who filled in everything before 1 July 2026 and comes back today."""
    citizen = Citizen()
    citizen.fill_in()
    citizen.attach()
    Draft.objects.update(procedure_version=6)
    return citizen


def test_the_overview_tells_what_is_new_and_the_step_is_open_again_with_what_was_typed() -> None:
    citizen = a_draft_of_the_law_before()
    page = citizen.browser.get(citizen.draft).content.decode()
    assert CHANGED in page
    assert "01/07/2026" in page
    assert NAME_AT_BIRTH in page
    draft = Draft.objects.get()
    assert (draft.procedure_version, "subject" in draft.answers, "place" in draft.answers) == (7, False, True)

    step = citizen.browser.get(f"{citizen.draft}/steps/subject").content.decode()
    assert NAME_AT_BIRTH in step
    assert "0912345678" in step
    assert citizen.step("subject", is_subject="on", phone="0912345678", email="an@example.com").status_code == 302
    assert NAME_AT_BIRTH not in citizen.browser.get(f"{citizen.draft}/steps/subject").content.decode()
    citizen.submit()
    assert Dossier.objects.get().procedure_version == 7


def test_a_review_from_before_the_change_is_not_submitted_but_shown_what_is_new() -> None:
    citizen = a_draft_of_the_law_before()
    answer = citizen.browser.post(f"{citizen.draft}/review", {"_version": "6", "promise": "1"})
    assert answer["Location"] == citizen.draft
    assert not Dossier.objects.exists()
    assert "Quy định đã thay đổi từ lần mở hồ sơ gần nhất" in citizen.browser.get(citizen.draft).content.decode()


def test_a_draft_of_todays_law_is_told_of_no_change() -> None:
    citizen = Citizen()
    citizen.begin()
    assert CHANGED not in citizen.browser.get(citizen.draft).content.decode()


PAGE = "/procedures/permanent-registration"


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"host": settings.SITE_HOSTS["portal"]})


class TestAsOfADay:
    def test_todays_rules_say_nothing_of_a_day_and_list_all_versions(self, visitor: Client) -> None:
        page = visitor.get(PAGE).content.decode()
        assert "không phải quy định hiện hành" not in page
        for since in ("2021-07-01", "2023-02-05", "2024-01-01", "2025-01-10", "2025-07-01", "2026-03-15", "2026-07-01"):
            assert f"{PAGE}?on={since}" in page
        assert "Lệ phí thống nhất cả nước" in page

    def test_the_rules_of_a_day_are_shown_with_a_banner_and_cannot_be_filed_under(self, visitor: Client) -> None:
        page = visitor.get(PAGE, {"on": "2022-06-01"}).content.decode()
        assert "Đây là quy định tại ngày 01/06/2022, không phải quy định hiện hành" in page
        assert "15.000 đồng" in page
        assert "Thông tư số 56/2021/TT-BCA" in page
        assert "ngoài huyện trong tỉnh" in page
        assert "Đăng nhập để nộp hồ sơ" not in page

    def test_the_boxes_lead_to_the_address_of_the_day(self, visitor: Client) -> None:
        answer = visitor.get(PAGE, {"on_day": "1", "on_month": "6", "on_year": "2023"})
        assert answer["Location"] == f"{PAGE}?on=2023-06-01"

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"on": "2021-06-30"}, "Quy định cũ nhất được lưu ở đây là của ngày 01/07/2021"),
            ({"on": "2023-02-30"}, "Ngày 30/02/2023 không có trong lịch"),
            ({"on": "yesterday"}, "chữ số"),
            ({"on": "--"}, "Nhập ngày, tháng và năm"),
            ({"on_day": "1", "on_month": "", "on_year": "2023"}, "Nhập ngày, tháng và năm"),
        ],
    )
    def test_a_day_that_is_none_or_too_early_is_refused_in_words(
        self, visitor: Client, asked: dict[str, str], said: str
    ) -> None:
        answer = visitor.get(PAGE, asked)
        page = answer.content.decode()
        assert answer.status_code == 400
        assert "govuk-error-summary" in page
        assert said in page


def test_officers_read_what_is_unverified_with_its_reason_and_strangers_do_not() -> None:
    address = "/law/unverified"
    desk = Client(headers={"host": settings.SITE_HOSTS["officer"]})
    assert desk.get(address).status_code == 302
    officer = an_officer(a_commune_agency())
    page = at_the_desk(Desk(officer, acting(officer))).get(address).content.decode()
    assert "15.000 đồng là số trong hình của tài liệu hướng dẫn, chưa được kiểm chứng" in page
    assert "05/02/2023" in page
    assert "CT10 – Phiếu xác minh thông tin về cư trú" in page
    assert "Chưa rõ các mục khác" in page


def test_officers_read_what_each_procedure_costs_since_when_and_by_which_act() -> None:
    officer = an_officer(a_commune_agency())
    page = at_the_desk(Desk(officer, acting(officer))).get("/law/fees").content.decode()
    registration = page[page.index("Đăng ký thường trú</h2>") :].split("</table>")[0]
    assert "10.000 đ" in registration
    assert "20.000 đ" in registration
    assert "Thông tư số 71/2025/TT-BTC" in registration
    assert "từ 05/02/2023" in registration
    assert "15.000 đồng là số trong hình của tài liệu hướng dẫn, chưa được kiểm chứng" in registration
    assert "5.000 đ nộp trực tuyến, 10.000 đ nộp trực tiếp" in page


def test_the_command_line_lists_every_version_with_its_facts() -> None:
    found = next(each for each in json.loads(json.dumps(law.listing())) if each["code"] == "1.004222")
    assert [version["since"] for version in found["versions"]][:2] == ["2021-07-01", "2023-02-05"]
    first, second, *_rest = found["versions"]
    assert (first["until"], first["fees"]) == ("2023-02-05", {"portal": 15_000, "counter": 15_000})
    assert second["fees"] == {"portal": 10_000, "counter": 20_000}
    assert "fee_by_province" in first["unverified"]
    assert found["time_limits"] == [{"amount": 7, "unit": "working_days"}]
    assert "other_province_new" in found["cases"]


def test_officers_look_for_cases_of_the_law_before_too() -> None:
    offered = dict(SearchForm({}, on=today()).fields["case"].choices)["Đăng ký thường trú"]
    assert {"same_province_new", "same_district_new"} <= {case for case, _title in offered}
    assert len(offered) == len(dict(offered))
