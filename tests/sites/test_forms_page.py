"""The empty forms on the portal: listed as of a day, each to be downloaded in its edition."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from tests.residence.test_papers import text_of

from dancu.residence import papers

pytestmark = pytest.mark.django_db


def a_browser() -> Client:
    return Client(headers={"host": settings.SITE_HOSTS["portal"]})


def test_every_form_of_today_can_be_downloaded_from_the_list() -> None:
    browser = a_browser()
    page = browser.get("/forms", follow=True).content.decode()
    for number in papers.EDITIONS:
        address = f"/forms/{number.lower()}.pdf?on=2026-07-01"
        assert f'href="{address}"' in page
        answer = browser.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert f"Mẫu {number} ban hành kèm theo Thông tư số 116/2026/TT-BCA" in text_of(answer.content)


def test_the_forms_of_another_day_are_those_of_its_circulars() -> None:
    browser = a_browser()
    page = browser.get("/forms", {"on": "2025-08-01"}).content.decode()
    assert "/forms/ct01.pdf?on=2025-07-01" in page
    assert "Thông tư số 53/2025/TT-BCA" in page
    assert "/forms/ct04.pdf?on=2024-01-01" in page
    assert "không phải biểu mẫu hiện hành" in page
    drawn = browser.get("/forms/ct01.pdf", {"on": "2022-06-01"}).content
    assert "56/2021/TT-BCA" in text_of(drawn)


def test_a_day_is_asked_for_in_boxes_and_kept_in_the_address() -> None:
    answer = a_browser().get("/forms", {"on_day": "1", "on_month": "6", "on_year": "2023"})
    assert answer["Location"] == f"/forms?on={date(2023, 6, 1)}"


def test_a_day_before_all_law_is_told_at_its_place() -> None:
    answer = a_browser().get("/forms", {"on": "2020-01-01"})
    assert answer.status_code == 400
    assert "01/07/2021" in answer.content.decode()


@pytest.mark.parametrize("address", ["/forms/ct99.pdf", "/forms/ct01.pdf?on=2020-01-01", "/forms/ct01.pdf?on=morgen"])
def test_a_form_that_is_none_is_not_found(address: str) -> None:
    assert a_browser().get(address).status_code == 404


def test_a_procedure_leads_to_the_forms_that_it_is_filed_by() -> None:
    page = a_browser().get("/procedures/permanent-registration", follow=True).content.decode()
    assert 'href="/forms/ct01.pdf"' in page
    assert 'href="/forms/ct04.pdf"' not in page
    assert 'href="/forms"' in page
