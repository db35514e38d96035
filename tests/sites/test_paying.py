"""The pages on which a fee is paid by a transfer and paid back."""

import io
from base64 import b64decode
from collections.abc import Iterator

import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from PIL import Image
from tests.builders import casework as build
from tests.builders.casework import Desk, Filer, act
from tests.builders.citizens import a_browser
from tests.builders.desks import at_the_desk
from tests.builders.jobs import queued
from tests.casework.test_paying_online import transfer
from tests.casework.test_payment import with_payment_asked
from vietqr_emvco import VietQRParser

from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.offices.domain.rights import Function

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def parking_permit() -> Iterator[None]:
    with build.installed():
        yield


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def desk(filer: Filer) -> Desk:
    return build.an_officer(filer.place)


@pytest.fixture
def browser(filer: Filer) -> Client:
    return a_browser(filer.citizen.own_account)


def test_the_dossier_leads_to_a_page_whose_code_a_banks_app_reads(filer: Filer, desk: Desk, browser: Client) -> None:
    code = with_payment_asked(filer, desk)
    assert f'href="/dossiers/{code}/payment"' in browser.get(f"/dossiers/{code}").content.decode()
    page = browser.get(f"/dossiers/{code}/payment").content.decode()
    for words in ("10.000 đ", "0123456789", code.replace(".", "").replace("-", ""), "Mã VietQR"):
        assert words in page
    assert VietQRParser.parse(code_on(page))["memo"] in page


def code_on(page: str) -> str:
    """Read the picture of a code as a phone does, at the size that it is shown in."""
    source = page.split('<img src="data:image/png;base64,')[1].split('"')[0]
    found = zxingcpp.read_barcode(Image.open(io.BytesIO(b64decode(source))).resize((260, 260)))
    assert found is not None
    return found.text


def test_a_page_that_waits_is_drawn_anew_until_the_money_came(filer: Filer, desk: Desk, browser: Client) -> None:
    code = with_payment_asked(filer, desk)
    waiting = browser.get(f"/dossiers/{code}/payment", headers={"hx-request": "true"}).content.decode()
    assert "hx-trigger" in waiting
    assert "<html" not in waiting
    transfer(code)
    done = browser.get(f"/dossiers/{code}/payment", headers={"hx-request": "true"}).content.decode()
    assert "hx-trigger" not in done
    assert "Đã nộp lệ phí: 10.000 đ" in done
    page = browser.get(f"/dossiers/{code}").content.decode()
    assert "Quyển BLDT-2026, số 0000001: 10.000 đ" in page
    assert "/payment" not in page


def test_what_is_not_owed_is_not_asked_for(filer: Filer, browser: Client) -> None:
    page = browser.get(f"/dossiers/{filer.a_dossier()}/payment").content.decode()
    assert "không còn khoản phải nộp" in page


def test_nobody_sees_what_another_is_to_pay(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    stranger = a_browser(build.a_citizen().own_account)
    assert stranger.get(f"/dossiers/{code}/payment").status_code == 404


def test_an_officer_pays_back_with_a_reason(filer: Filer, desk: Desk, browser: Client) -> None:
    code = with_payment_asked(filer, desk)
    transfer(code)
    officer = at_the_desk(desk)
    page = officer.get(f"/dossiers/{code}?act=refund").content.decode()
    assert "Hoàn trả" in page
    wrong = officer.post(f"/dossiers/{code}/acts/refund", {"refund_amount": "20.000", "note": "Được miễn"})
    assert "Số tiền nộp trực tuyến ít hơn" in wrong.content.decode()
    assert "Được miễn" in wrong.content.decode()
    empty = officer.post(f"/dossiers/{code}/acts/refund", {"refund_amount": "", "note": "Được miễn"})
    assert "Vui lòng nhập số tiền hoàn trả" in empty.content.decode()
    assert (
        officer.post(f"/dossiers/{code}/acts/refund", {"refund_amount": "10.000", "note": "Được miễn"}).status_code
        == 302
    )
    assert Dossier.objects.get(code=code).fee_dong == 0
    assert "10.000 đ: đang hoàn trả" in browser.get(f"/dossiers/{code}").content.decode()
    assert "10.000 đ: đang hoàn trả" in officer.get(f"/dossiers/{code}").content.decode()


def test_who_may_not_receive_is_offered_no_refund(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    transfer(code)
    approver = build.an_officer(filer.place, Function.APPROVAL)
    answer = at_the_desk(approver).post(f"/dossiers/{code}/acts/refund", {"refund_amount": "1", "note": "x"})
    assert answer.status_code == 403
    act(desk, Action.TAKE, code)


@pytest.mark.parametrize(("how", "reports"), [("once", 1), ("twice", 2), ("late", 1)])
def test_the_bank_of_the_demonstration_reports_as_it_is_told(how: str, reports: int) -> None:
    stranger = Client(headers={"host": settings.SITE_HOSTS["portal"]})
    before = len(queued("payments.demo_report"))
    answer = stranger.post("/demo/bank", {"memo": "G01", "amount": "10000", "how": how})
    assert answer["Location"] == "/demo/bank/done"
    jobs = queued("payments.demo_report")[before:]
    assert len(jobs) == reports
    assert len({job["body"] for job in jobs}) == 1
    assert len({job["number"] for job in jobs}) == reports


def test_a_wrong_transfer_at_the_bank_of_the_demonstration_is_told_at_its_place() -> None:
    stranger = Client(headers={"host": settings.SITE_HOSTS["portal"]})
    answer = stranger.post("/demo/bank", {"memo": "G01", "amount": "viel", "how": "once"})
    assert answer.status_code == 400
    assert 'value="viel"' in answer.content.decode()


def test_outside_a_demonstration_there_is_no_such_bank(settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    stranger = Client(headers={"host": settings.SITE_HOSTS["portal"]})  # type: ignore[attr-defined]
    assert stranger.get("/demo/bank").status_code == 404
