"""The boxes below a province fill themselves, on every site and without a session."""

import pytest
from django.test import Client
from tests.builders.places import a_commune, a_district, an_old_commune

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("host", ["dichvucong.localhost", "canbo.localhost"])
def test_the_communes_of_a_province_are_drawn_for_anybody(host: str) -> None:
    a_commune()
    query = {"box": "place", "on": "2026-11-24", "place_province": "01"}
    response = Client(headers={"host": host}).get("/units", query)
    assert response.status_code == 200
    assert '<option lang="vi" value="00070">Phường Hoàn Kiếm</option>' in response.text
    assert 'name="place_commune"' in response.text
    assert "place_district" not in response.text


def test_before_the_reform_districts_come_first() -> None:
    an_old_commune(district=a_district())
    client = Client(headers={"host": "dichvucong.localhost"})
    query = {"box": "place", "on": "2025-06-30", "place_province": "01"}
    assert "Quận Hoàn Kiếm" in client.get("/units", query).text
    assert "Phường Hàng Bạc" not in client.get("/units", query).text
    assert "Phường Hàng Bạc" in client.get("/units", query | {"place_district": "002"}).text


@pytest.mark.parametrize("query", [{}, {"box": "place", "on": "yesterday"}, {"box": "<b>", "on": "2026-11-24"}])
def test_what_no_form_of_ours_asks_is_refused(query: dict[str, str]) -> None:
    assert Client(headers={"host": "dichvucong.localhost"}).get("/units", query).status_code == 400
