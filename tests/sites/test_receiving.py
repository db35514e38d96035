"""Reception on the officer site: documents found sufficient or not, categories, the check, the fee by its receipts."""

import re

import pytest
from django.test import Client
from tests.builders.casework import Desk, Filer, act
from tests.builders.desks import do, page, state

from dancu.casework.domain.workflow import Action
from dancu.casework.models import ExaminedDocument

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
