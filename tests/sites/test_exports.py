"""The pages of exports."""

import pytest
from django.test import Client
from tests.builders import casework as build
from tests.builders.casework import Filer
from tests.builders.desks import at_the_desk

from dancu.casework.commands import exporting
from dancu.casework.models import DossierExport
from dancu.offices.domain.rights import Function
from dancu.platform.clock import now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parking_permit")]


def test_a_search_for_somebody_is_exported_without_his_name_in_any_address(filer: Filer, browser: Client) -> None:
    filer.a_dossier(name="Đặng Thị Hòa")
    filer.a_dossier(name="Trần Văn Bình")
    address = browser.post("/search", {"queue": "all", "name": "Hòa"}).headers["Location"]
    asked = f"/exports/new{address.removeprefix('/')}"
    assert f'href="{asked.replace("&", "&amp;")}"' in browser.get(address).content.decode()
    form = browser.get(asked).context["form"]
    sent = {"reason": "Báo cáo tuần", "export_id": form["export_id"].value()}
    page = browser.post(asked, sent).headers["Location"]
    assert "Đã ghi 0 hồ sơ" in browser.get(page).content.decode()
    assert browser.get(f"{page}/file").status_code == 409
    exporting.write_export(export_id=DossierExport.objects.get().pk, at=now())
    assert "Tệp có 1 hồ sơ" in browser.get(page).content.decode()
    file = browser.get(f"{page}/file")
    assert file.headers["Content-Disposition"].endswith('.xlsx"')
    assert file.content.startswith(b"PK")


def test_an_export_without_a_reason_is_asked_for_it(browser: Client) -> None:
    form = browser.get("/exports/new?queue=all").context["form"]
    answer = browser.post("/exports/new?queue=all", {"export_id": form["export_id"].value()})
    assert answer.status_code == 400
    assert "Nhập mục đích kết xuất" in answer.content.decode()
    assert not DossierExport.objects.exists()


def test_who_may_not_export_sees_no_way_to_it_and_is_refused(filer: Filer) -> None:
    filer.a_dossier()
    browser = at_the_desk(build.an_officer(filer.place, Function.APPROVAL))
    assert "/exports/new" not in browser.get("/?queue=all").content.decode()
    assert browser.get("/exports/new?queue=all").status_code == 403
