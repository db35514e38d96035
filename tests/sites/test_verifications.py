"""One commune's police asks another's from a dossier's page, and reads the answer there."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from tests.journeys import kept
from tests.journeys.world import ADDRESS, World

from dancu.casework.models import Verification
from dancu.platform.hosts import Site

QUESTION = {"commune_province": "01", "commune_commune": "00004", "question": "Có còn ở số 3 Đội Cấn không?"}

Browse = Callable[[str], Client]


@pytest.fixture
def world(db: None) -> World:
    return kept.build()


@pytest.fixture
def at(world: World) -> Browse:
    def browse(who: str) -> Client:
        browser = Client(headers={"host": settings.SITE_HOSTS[Site.OFFICER]})
        browser.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[who]
        return browser

    return browse


def test_a_question_travels_to_the_other_agency_and_its_answer_back(world: World, at: Browse) -> None:
    Verification.objects.all().delete()
    dossier = f"/dossiers/{world.facts['overdue']}"
    assert f"{dossier}/verifications/new" in at("officer").get(dossier).content.decode()
    assert at("officer").post(f"{dossier}/verifications/new", QUESTION)["Location"] == dossier
    asked = Verification.objects.get()
    here = f"/verifications/{asked.pk}"
    assert here in at("neighbour").get("/verifications").content.decode()
    page = at("neighbour").get(here).content.decode()
    assert QUESTION["question"] in page
    assert ADDRESS not in page
    assert at("neighbour").post(here, {"answer": "Đã chuyển đi"})["Location"] == "/verifications"
    assert "Đã chuyển đi" in at("officer").get(dossier).content.decode()


def test_the_proposal_is_warned_of_an_open_question_and_goes_on(world: World, at: Browse) -> None:
    page = at("officer").get(f"/dossiers/{world.facts['overdue']}", {"act": "propose"}).content.decode()
    assert "Đã đề nghị cơ quan khác xác minh nhưng chưa có kết quả:" in page
    Verification.objects.all().delete()
    page = at("officer").get(f"/dossiers/{world.facts['overdue']}", {"act": "propose"}).content.decode()
    assert "Đã đề nghị cơ quan khác xác minh nhưng chưa có kết quả:" not in page


def test_what_was_typed_stays_whatever_is_refused(world: World, at: Browse) -> None:
    address = f"/dossiers/{world.facts['overdue']}/verifications/new"
    for wrong in ({"commune_commune": ""}, {"commune_commune": "00070"}, {"_refresh": "1"}, {}):
        answer = at("officer").post(address, QUESTION | wrong)
        assert answer.status_code == 200
        assert QUESTION["question"] in answer.content.decode()
    answered = at("neighbour").post(f"/verifications/{world.facts['answered']}", {"answer": "Vẫn còn ở đó"})
    assert answered.status_code == 409
    assert "Vẫn còn ở đó" in answered.content.decode()
    assert "Bùi Thị Hoa đã trả lời" in answered.content.decode()


def test_who_does_not_process_has_no_such_pages(world: World, at: Browse) -> None:
    assert "/verifications" not in at("clerk").get("/law/unverified").content.decode()
    assert f"/verifications/{world.facts['waiting']}" not in at("officer").get("/verifications").content.decode()
    assert at("officer").get(f"/verifications/{world.facts['waiting']}").status_code == 404
    finished = f"/dossiers/{world.facts['decided']}"
    assert at("officer").get(f"{finished}/verifications/new")["Location"] == finished
