"""Reception on the officer site: documents found sufficient or not, categories, the check, the fee by its receipts."""

import re
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.builders.casework import Desk, Filer, act
from tests.builders.desks import do, page, state

from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier, ExaminedDocument, Submission
from dancu.platform.clock import now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parking_permit")]

RECEIPT = {
    "fee_description": "Thu lệ phí Cấp thẻ đỗ xe",
    "receipt-TOTAL_FORMS": "1",
    "receipt-0-book": "AB/26",
    "receipt-0-number": "0000017",
    "receipt-0-amount": "10.000",
}


def test_a_fee_is_asked_for_and_its_receipt_written_down(filer: Filer, desk: Desk, browser: Client) -> None:
    code = filer.a_dossier()
    act(desk, Action.RECEIVE, code)
    assert do(browser, code, "ask-payment", note="Nộp tại bộ phận một cửa").status_code == 302
    assert "10.000 đ · đã yêu cầu, chưa nộp" in page(browser, code)
    assert do(browser, code, "record-payment", **RECEIPT).status_code == 302
    assert "Quyển AB/26, số 0000017: 10.000 đ (Thu lệ phí Cấp thẻ đỗ xe)" in page(browser, code)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"receipt-0-number": ""}, "Vui lòng nhập quyển số, số biên lai và số tiền."),
        ({"receipt-0-amount": "mười nghìn"}, "Vui lòng nhập quyển số, số biên lai và số tiền."),
        ({"receipt-0-amount": "10001"}, "Số tiền lớn hơn số còn phải nộp."),
    ],
)
def test_a_receipt_that_is_not_right_is_refused_at_its_field_and_kept(
    filer: Filer, desk: Desk, browser: Client, changed: dict[str, str], said: str
) -> None:
    code = filer.a_dossier()
    act(desk, Action.RECEIVE, code)
    act(desk, Action.ASK_PAYMENT, code)
    answer = do(browser, code, "record-payment", **RECEIPT | changed)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert said in text
    assert "AB/26" in text


def test_findings_are_kept_with_whatever_act_is_sent(filer: Filer, desk: Desk, browser: Client) -> None:
    code = filer.a_dossier()
    text = do(browser, code, "receive", instead="documents", note="Đang xem", **{"document-registration": "no"})
    shown = text.content.decode()
    assert "Đang xem" in shown
    assert f"Chưa đủ · {desk.officer.full_name}" in " ".join(shown.split())
    refused = do(browser, code, "receive", seen=1, provision="article_1")
    assert refused.status_code == 409
    assert "đánh dấu chưa đủ" in refused.content.decode()


def test_what_is_not_sufficient_fills_in_what_is_to_be_added(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier(mismatch=True)
    ticked = {"document-registration": "no"}
    text = do(browser, code, "receive", instead="return-for-supplement", **ticked).content.decode()
    assert "- Biển số khai không có trong sổ đăng ký xe" in text
    assert "- Giấy đăng ký xe: chưa đầy đủ hoặc chưa hợp lệ" in text


def test_only_what_the_officer_changed_is_written_down(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    ticked = {"document-registration": "no", "was-document-registration": "no"}
    do(browser, code, "receive", instead="documents", **ticked)
    assert not ExaminedDocument.objects.exists()


def test_categories_are_ticked_kept_when_refused_and_shown_later(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    typed = {"special_categories": ["policy_family", "ethnic_minority"], "seen": 1}
    refused = browser.post(f"/dossiers/{code}/acts/receive", typed)
    assert refused.status_code == 400
    ticked = re.findall(r'name="special_categories" value="(\w+)"[^>]*checked', refused.content.decode())
    assert ticked == ["ethnic_minority", "policy_family"]
    browser.post(f"/dossiers/{code}/acts/receive", typed | {"provision": "article_1"})
    assert "Gia đình chính sách" in page(browser, code)


def test_a_check_is_remembered_also_where_reception_was_refused_by_it(
    filer: Filer, desk: Desk, browser: Client
) -> None:
    code = filer.a_dossier(mismatch=True)
    do(browser, code, "receive", seen=1, provision="article_1")
    text = " ".join(page(browser, code).split())
    assert f"người kiểm tra {desk.officer.full_name}: 1 nội dung khai khác" in text
    assert "Chưa thể tiếp nhận" in text


def test_the_fee_is_paid_at_reception_by_as_many_receipts_as_are_added(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    first = RECEIPT | {"receipt-0-amount": "4000", "provision": "article_1"}
    added = do(browser, code, "receive", instead="row", **first).content.decode()
    assert 'name="receipt-1-book"' in added
    assert 'value="0000017"' in added
    second = {"receipt-TOTAL_FORMS": "2", "receipt-1-book": "AB/26", "receipt-1-number": "0000018"}
    refused = do(browser, code, "receive", seen=1, **first | second)
    assert refused.status_code == 400
    assert "0000018" in refused.content.decode()
    assert state(code) == "submitted"
    assert do(browser, code, "receive", seen=1, **first | second | {"receipt-1-amount": "6000"}).status_code == 302
    assert "10.000 đ · đã nộp" in page(browser, code)


def test_a_fee_may_be_left_for_later(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    empty = {"receipt-TOTAL_FORMS": "1", "fee_description": "Thu lệ phí"}
    assert do(browser, code, "receive", seen=1, provision="article_1", **empty).status_code == 302
    assert state(code) == "received"


HALF_AN_HOUR = timedelta(minutes=30)
_FIELDS = ("received_time", "received_on", "due_time", "due_on")
FREE = {"fee_kind": "free", "exemption": "disabled", "exemption_proof": "Giấy xác nhận số 12"}


def stands(text: str) -> dict[str, str]:
    """Return what stands in the fields of a reception's times."""
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', text) for name in _FIELDS}
    return {name: match[1] if match else "" for name, match in found.items()}


def moment(day: str, hour: str) -> datetime:
    return datetime.strptime(f"{day} {hour}", "%d/%m/%Y %H:%M").replace(tzinfo=timezone.get_default_timezone())


class TestTimesOfAReception:
    @pytest.fixture
    def code(self, filer: Filer) -> str:
        """A dossier that was filed a week ago."""
        code = filer.a_dossier()
        Submission.objects.update(submitted_at=now() - timedelta(days=7))
        return code

    def receive(self, browser: Client, code: str, **typed: str) -> HttpResponse:
        proposed = stands(page(browser, code))
        return do(browser, code, "receive", seen=1, **{"provision": "article_1"} | proposed | typed)

    def test_what_is_proposed_is_now_and_the_limit_of_the_law_and_can_be_sent_as_it_is(
        self, browser: Client, code: str
    ) -> None:
        proposed = stands(page(browser, code))
        assert timedelta() <= now() - moment(proposed["received_on"], proposed["received_time"]) < HALF_AN_HOUR
        assert proposed["due_time"] == "17:00"
        assert self.receive(browser, code).status_code == 302
        assert f"17:00 {proposed['due_on']}" in page(browser, code)

    def test_another_time_needs_its_reason_which_is_shown_with_it(self, browser: Client, code: str) -> None:
        refused = self.receive(browser, code, due_time="16:30", note="Đủ giấy tờ")
        text = refused.content.decode()
        assert refused.status_code == 400
        assert "hoặc nhập lý do hẹn thời điểm khác" in text
        assert stands(text)["due_time"] == "16:30"
        assert "Đủ giấy tờ" in text
        assert state(code) == "submitted"
        assert self.receive(browser, code, due_time="16:30", due_reason="Hẹn cùng hồ sơ của vợ").status_code == 302
        assert "Hẹn cùng hồ sơ của vợ" in page(browser, code)

    @pytest.mark.parametrize(
        ("name", "typed", "said"),
        [
            ("received_time", "25:00", "Nhập giờ và phút, ví dụ 14:00."),
            ("received_time", "", "Nhập giờ và phút, ví dụ 14:00."),
            ("received_on", "31/02/2026", "dd/mm/yyyy"),
            ("due_on", "01/01/2021", "Thời điểm này đã qua"),
            ("due_on", "01/01/2090", "trả chậm nhất"),
            ("received_on", "01/01/2090", "Chỉ ghi thời điểm tiếp nhận đến"),
            ("received_on", "01/01/2021", "không thể tiếp nhận trước thời điểm đó"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field_and_kept(
        self, browser: Client, code: str, name: str, typed: str, said: str
    ) -> None:
        refused = self.receive(browser, code, **{name: typed})
        text = refused.content.decode()
        assert refused.status_code == 400
        assert said in text
        assert stands(text)[name] == typed
        assert state(code) == "submitted"

    def test_the_limit_is_proposed_again_for_another_day_of_reception(self, browser: Client, code: str) -> None:
        before = stands(page(browser, code))
        earlier = f"{timezone.localtime(now()) - timedelta(days=4):%d/%m/%Y}"
        shown = self.receive(browser, code, received_on=earlier, instead="limit", note="Đủ").content.decode()
        after = stands(shown)
        assert after["received_on"] == earlier
        assert moment(after["due_on"], "17:00") < moment(before["due_on"], "17:00")
        assert "Đủ" in shown
        assert self.receive(browser, code, **after).status_code == 302


def test_nothing_is_paid_by_a_ground_of_the_law_and_its_proof(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    assert "Có phí" in page(browser, code)
    refused = do(browser, code, "receive", seen=1, provision="article_1", **FREE | {"exemption_proof": ""})
    text = refused.content.decode()
    assert refused.status_code == 400
    assert "nhập giấy tờ hoặc dữ liệu chứng minh" in text
    assert re.search(r'value="free"[^>]*checked', text)
    assert re.search(r'value="disabled"[^>]*selected', text)
    assert do(browser, code, "receive", seen=1, provision="article_1", **FREE).status_code == 302
    assert "Miễn phí: Người khuyết tật (Giấy xác nhận số 12)" in page(browser, code)


def test_what_costs_nothing_anyway_is_not_asked_for_a_ground(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    Dossier.objects.update(fee_dong=0)
    assert 'name="fee_kind"' not in page(browser, code)
