"""A foreigner is found on the page of persons by a number of his, with the stays of his passport; no citizen is shown so."""

from typing import Any

import pytest
from django.test import Client
from tests.builders.casework import Desk
from tests.builders.desks import at_the_desk
from tests.builders.identity import acting
from tests.builders.lodging import HOTEL, a_facility, a_guest, notify_by
from tests.builders.offices import an_officer

from dancu.audit.models import AuditRow
from dancu.kernel.actor import SYSTEM
from dancu.offices.domain import rights
from dancu.platform.clock import now
from dancu.population import commands

pytestmark = pytest.mark.django_db


def desk(**facts: Any) -> Client:
    officer = an_officer(**facts)
    return at_the_desk(Desk(officer, acting(officer)))


def search(browser: Client, number: str) -> str:
    said = {"purpose": "residence_management", "reference": "", "number": number, "name": "", "sex": ""}
    return browser.post("/persons", said).content.decode()


@pytest.fixture(autouse=True)
def anna() -> None:
    said = {
        "number": "900000000001", "on": "2026-11-20", "act": "Cục Quản lý xuất nhập cảnh", "standing": "foreigner",
        "name": "SMITH ANNA", "born": "1980-05", "sex": "female", "nationality": "DEU",
        "passport": {"number": "C01X00T47", "until": "2030-01-01"},
        "card": {"kind": "temporary", "number": "TT123456", "until": "2027-05-31"},
    }  # fmt: skip
    commands.take_word(said, by=SYSTEM, at=now())


@pytest.mark.parametrize("number", ["900000000001", "c01x00t47", "TT123456"])
def test_each_number_finds_what_was_told_of_her(number: str) -> None:
    page = search(desk(), number)
    assert "SMITH ANNA" in page
    assert "Thẻ tạm trú" in page
    assert "TT123456, có giá trị đến 31/05/2027" in page
    assert "Đây không phải thông tin công dân" in page
    row = AuditRow.objects.get(act="population.foreigner_read")
    assert row.purpose == "residence_management"


def test_she_is_shown_where_notice_was_given_of_her_passport_and_of_nobody_elses() -> None:
    facility = a_facility()
    notify_by(facility, a_guest(id_number="C01X00T47", nationality="DEU", reason="Hội nghị"))
    notify_by(facility, a_guest(id_number="C01X00T47", nationality="FRA", reason="Thăm thân"), line="Số 10 phố Huế")
    page = search(desk(), "C01X00T47")
    assert HOTEL in page
    assert "Hội nghị" in page
    assert "Thăm thân" not in page


def test_a_number_of_nobody_is_refused_as_before() -> None:
    page = search(desk(), "C99999999")
    assert "Không có ai mang số này" in page
    assert "C99999999" in page


def test_who_may_only_search_is_told_that_nobody_was_found() -> None:
    looks = {each for each in rights.of(rights.Function.PERSONS) if each.action is not rights.Action.VIEW}
    assert "SMITH ANNA" not in search(desk(rights=looks), "C01X00T47")
