"""The pages of retention: from what is due to what stays of an erased dossier."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import casework as build
from tests.builders.casework import Filer
from tests.builders.desks import at_the_desk
from tests.builders.retention import a_refused_dossier, an_archivist

from dancu.casework.commands import disposing
from dancu.casework.models import Disposition, Dossier
from dancu.offices.domain.rights import Function
from dancu.platform.clock import now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parking_permit")]


@pytest.fixture
def browser(filer: Filer) -> Client:
    return at_the_desk(an_archivist(filer))


@pytest.fixture
def leader(filer: Filer) -> Client:
    return at_the_desk(an_archivist(filer))


@pytest.fixture
def code(filer: Filer) -> str:
    """A dossier that was refused eleven years ago."""
    code = a_refused_dossier(filer)
    Dossier.objects.filter(code=code).update(closed_at=now() - timedelta(days=4020))
    disposing.find_due(at=now())
    return code


def text(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def dispose(browser: Client, fate: str, *codes: str, **more: str) -> str:
    """Put due dossiers on a list as the page does, and return the list's address."""
    sent = {"disposition_id": str(uuid4()), "code": list(codes), **more}
    return str(browser.post(f"/retention?fate={fate}", sent).headers["Location"])


def carry_out() -> None:
    for row in Disposition.objects.filter(agreed=True, finished_at=None):
        disposing.carry_out(disposition_id=row.pk, at=now())


def test_a_dossier_is_archived_by_one_and_erased_by_two(browser: Client, leader: Client, code: str) -> None:
    assert code in text(browser, "/retention")
    page = dispose(browser, "archive", code)
    assert "Đã thực hiện 0 trên 1" in text(browser, page)
    carry_out()
    assert "Đã thực hiện xong" in text(browser, page)
    assert code not in text(browser, "/?queue=all")
    assert code in text(browser, "/?queue=all&archived=1")
    disposing.find_due(at=now())
    page = dispose(browser, "erase", all="1")
    assert "Đồng ý hủy" not in text(browser, page)
    assert leader.post(page, {"agree": "1"}).status_code == 302
    carry_out()
    stub = text(leader, f"/dossiers/{code}")
    assert "Chỉ còn lưu việc hồ sơ đã từng tồn tại" in stub
    assert "Ánh" not in stub


def test_who_proposed_an_erasure_cannot_agree_to_it(browser: Client, code: str) -> None:
    dispose(browser, "archive", code)
    carry_out()
    disposing.find_due(at=now())
    page = dispose(browser, "erase", code)
    assert browser.post(page, {"agree": "1"}).status_code == 403
    assert Dossier.objects.get(code=code).erased_at is None


def test_who_declines_without_a_reason_is_asked_for_it_and_loses_nothing(
    browser: Client, leader: Client, code: str
) -> None:
    dispose(browser, "archive", code)
    carry_out()
    disposing.find_due(at=now())
    page = dispose(browser, "erase", code)
    answer = leader.post(page, {"decline": "1", "note": " "})
    assert answer.status_code == 400
    assert "Đồng ý hủy" in answer.content.decode()
    assert leader.post(page, {"decline": "1", "note": "Còn tranh chấp"}).status_code == 302
    assert "Còn tranh chấp" in text(browser, page)


def test_nothing_ticked_is_said_on_the_list(browser: Client, code: str) -> None:
    answer = browser.post("/retention?fate=archive", {"disposition_id": str(uuid4())})
    assert answer.status_code == 400
    assert "Hãy đánh dấu hồ sơ" in answer.content.decode()


def test_a_dossier_is_held_back_with_a_reason_and_released(browser: Client, code: str) -> None:
    page = f"/retention/dossiers/{code}"
    assert "Hãy ghi lý do giữ lại" in browser.post(page, {"reason": ""}).content.decode()
    browser.post(page, {"reason": "Có khiếu nại số 12"})
    assert "Có khiếu nại số 12" in text(browser, page)
    assert code not in text(browser, "/retention")
    assert code in text(browser, "/retention?fate=archive&held=1")
    browser.post(page, {"release": "1"})
    assert browser.post(page, {"release": "1"}).status_code == 409
    assert code in text(browser, "/retention")


def test_who_waits_asks_for_nothing_but_how_far_it_has_come(browser: Client, code: str) -> None:
    page = dispose(browser, "archive", code)
    part = browser.get(page, headers={"HX-Request": "true"}).content.decode()
    assert 'id="progress"' in part
    assert code not in part


def test_without_the_right_there_is_no_way_to_it(filer: Filer, code: str) -> None:
    browser = at_the_desk(build.an_officer(filer.place, Function.RECEPTION))
    assert "/retention" not in text(browser, f"/dossiers/{code}")
    assert browser.get("/retention").status_code == 403
