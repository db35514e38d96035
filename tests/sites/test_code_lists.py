"""Code lists, as the centre's administrators use them."""

import re

import pytest
from django.test import Client
from tests.builders.desks import browser_of
from tests.builders.offices import a_commune_agency, an_officer, the_centre

from dancu.codelists.models import CodeVersion
from dancu.offices.domain import rights
from dancu.offices.domain.rights import Function

pytestmark = pytest.mark.django_db

CATEGORIES = "/code-lists/special_categories"
CODE = f"{CATEGORIES}/codes/policy_family"
DAY = {"since_day": "1", "since_month": "1", "since_year": "2090"}
NEW = {"code": "disabled", "name": "Người khuyết tật", "name_en": "People with disabilities", "order": "8"}
BASIS = {"basis": "Quyết định 1/QĐ-BCA"}


@pytest.fixture
def desk() -> Client:
    return browser_of(an_officer(the_centre(), full_name="Phan Thị Hồng").account_id)


def prefixed(prefix: str, facts: dict[str, str]) -> dict[str, str]:
    return {f"{prefix}-{name}": value for name, value in facts.items()}


def text(desk: Client, address: str) -> str:
    return desk.get(address).content.decode()


def test_a_list_is_shown_as_of_a_day(desk: Client) -> None:
    assert desk.get("/code-lists", follow=True).status_code == 200
    assert desk.post(f"{CATEGORIES}/new", NEW | DAY | BASIS).status_code == 302
    assert "Gia đình chính sách" in text(desk, CATEGORIES)
    assert "Người khuyết tật" not in text(desk, CATEGORIES)
    assert "Người khuyết tật" in text(desk, f"{CATEGORIES}?on=02/01/2090")
    assert "Giao thừa" in text(desk, "/code-lists/days_off?on=01/03/2026")


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(desk: Client) -> None:
    answer = desk.post(f"{CATEGORIES}/new", NEW | {"since_day": "1"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Người khuyết tật" in page
    assert "Nhập văn bản làm căn cứ" in page


def test_a_day_off_is_added_by_its_date(desk: Client) -> None:
    day = {"day_day": "29", "day_month": "4", "day_year": "2091", "name": "Nghỉ bù", "name_en": "Day in lieu"}
    assert desk.post("/code-lists/days_off/new", day | DAY | BASIS).status_code == 302
    assert CodeVersion.objects.get().code == "2091-04-29"


def test_a_code_ends_and_is_taken_up_again(desk: Client) -> None:
    seen = {"seen": "2021-07-01"}
    assert desk.post(CODE, prefixed("end", DAY | BASIS | seen) | {"end": "1"}).status_code == 302
    page = text(desk, CODE)
    assert "Phan Thị Hồng" in page
    assert 'name="end"' not in page
    assert desk.post(f"{CODE}/2090-01-01/take-back").status_code == 302
    assert 'name="end"' in text(desk, CODE)


def test_the_second_to_save_sees_what_holds_now_and_keeps_what_he_entered(desk: Client) -> None:
    typed = prefixed(
        "next", {"name": "Gia đình có công", "name_en": "Family of merit", "order": "2", "seen": "2021-07-01"}
    )
    other = browser_of(an_officer(the_centre()).account_id)
    other.post(CODE, typed | prefixed("next", DAY | BASIS))
    answer = desk.post(CODE, typed | prefixed("next", DAY | BASIS | {"since_year": "2091"}))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "01/01/2090" in page
    assert "Family of merit" in page
    seen = re.search(r'name="next-seen" value="([^"]+)"', page)
    assert seen
    again = typed | prefixed("next", DAY | BASIS | {"since_year": "2091", "seen": seen[1]})
    assert desk.post(CODE, again).status_code == 302


PROVISIONS = "/code-lists/legal_provisions"
CLAUSE = {"procedure": "1.010038", "code": "clause_9", "name": "Khoản 9 Điều 25", "name_en": "Clause 9, article 25"}


def test_a_procedure_gets_another_legal_provision_and_gives_one_up(desk: Client) -> None:
    assert "Khoản 1 Điều 25 Luật Cư trú" in text(desk, PROVISIONS)
    assert "Khoản 1 Điều 25 Luật Cư trú" not in text(desk, f"{PROVISIONS}?procedure=1.004222")
    split = f"{PROVISIONS}/codes/1.010038.split"
    end = prefixed("end", DAY | BASIS | {"seen": "2021-07-01"}) | {"end": "1"}
    refused = desk.post(split, end)
    assert refused.status_code == 409
    assert "không còn điều khoản nào" in refused.content.decode()
    assert "Quyết định 1/QĐ-BCA" in refused.content.decode()
    assert desk.post(f"{PROVISIONS}/new", CLAUSE | DAY | BASIS | {"order": "2"}).status_code == 302
    assert desk.post(split, end).status_code == 302
    listed = text(desk, f"{PROVISIONS}?procedure=1.010038&on=02/01/2090")
    assert "Khoản 9 Điều 25" in listed
    assert "Khoản 1 Điều 25 Luật Cư trú" not in listed
    missing = desk.post(f"{PROVISIONS}/new", {**CLAUSE, "procedure": ""} | DAY | BASIS | {"order": "2"})
    assert missing.status_code == 400
    assert "Chọn thủ tục" in missing.content.decode()


def test_elsewhere_lists_are_only_read() -> None:
    desk = browser_of(an_officer(a_commune_agency()).account_id)
    assert "Thêm vào danh mục" not in text(desk, CATEGORIES)
    assert desk.get(f"{CATEGORIES}/new").status_code == 403
    clerk = browser_of(an_officer(a_commune_agency(), rights=rights.of(Function.RECEPTION)).account_id)
    assert clerk.get(CATEGORIES).status_code == 403


@pytest.mark.parametrize("address", ["/code-lists/nothing", f"{CATEGORIES}/codes/nothing"])
def test_what_is_no_list_or_code_is_not_found(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 404
