"""A list opens with what its officer chose there last; what is typed in words, names and numbers, is never kept."""

import pytest
from django.test import Client
from tests.builders.desks import browser_of
from tests.builders.offices import a_commune_agency, an_officer

from dancu.offices.models import ListFilter

pytestmark = pytest.mark.django_db

CHOSEN = "queue=mine&state=processing&overdue=1&sort=-due"


@pytest.fixture
def desk() -> Client:
    return browser_of(an_officer(a_commune_agency()).account_id)


def kept() -> dict[str, str]:
    return dict(ListFilter.objects.values_list("listing", "query"))


def test_a_queue_opens_with_the_filters_and_the_order_chosen_last(desk: Client) -> None:
    assert desk.get("/").status_code == 200
    shown = desk.get(f"/?{CHOSEN}").content.decode()
    assert "Xóa bộ lọc" in shown
    again = desk.get("/")
    assert again.status_code == 302
    assert again["Location"] == f"/?{CHOSEN}"


def test_cleared_it_opens_as_usual(desk: Client) -> None:
    desk.get(f"/?{CHOSEN}")
    assert desk.get("/?clear=1")["Location"] == "/"
    assert desk.get("/").status_code == 200
    desk.get(f"/?{CHOSEN}")
    assert "Xóa bộ lọc" not in desk.get("/?queue=mine").content.decode()
    assert desk.get("/").status_code == 200


def test_names_numbers_and_codes_are_not_kept(desk: Client) -> None:
    code = "G01.101.000.070-261124-0001"
    assert desk.post("/search", {"name": "Nguyễn Văn An", "number": "001199000001", "code": code}).status_code == 302
    desk.get(f"/?code={code}&who=abcdefgh&procedure=Nguyễn+Văn+An")
    assert kept() == {}


def test_each_officer_and_each_list_has_its_own(desk: Client) -> None:
    desk.get("/?sort=submitted")
    desk.get("/reports?by=officer")
    desk.get("/lists/expiring?within=60")
    assert kept() == {"queue": "sort=submitted", "reports": "by=officer", "expiring": "within=60"}
    other = browser_of(an_officer(a_commune_agency()).account_id)
    assert other.get("/").status_code == 200


def test_what_is_wrong_is_not_kept(desk: Client) -> None:
    assert desk.get("/reports?since=2026&by=officer").status_code == 400
    assert kept() == {}


def test_a_code_list_opens_with_its_procedure_but_with_no_other_day_than_today(desk: Client) -> None:
    assert desk.get("/code-lists/legal_provisions?on=01/07/2025&procedure=1.004222").status_code == 200
    assert kept() == {"code-list": "procedure=1.004222"}
    assert desk.get("/code-lists/legal_provisions")["Location"] == "/code-lists/legal_provisions?procedure=1.004222"
