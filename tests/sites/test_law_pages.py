"""The law of a day on the portal's pages: a draft that is carried over to it."""

import pytest
from tests.builders.citizens import Citizen

from dancu.casework.models import Dossier, Draft
from dancu.offices.queries import forget_agencies
from dancu.places.queries import forget_directory

pytestmark = pytest.mark.django_db

CHANGED = "Quy định đã thay đổi từ khi bạn bắt đầu hồ sơ"
NAME_AT_BIRTH = "Tờ khai ghi họ, chữ đệm và tên khai sinh"


@pytest.fixture(autouse=True)
def fresh_lists() -> None:
    forget_directory()
    forget_agencies()


def a_draft_of_the_law_before() -> Citizen:
    """Return somebody who filled in everything before 1 July 2026 and comes back today."""
    citizen = Citizen()
    citizen.fill_in()
    citizen.attach()
    Draft.objects.update(procedure_version=6)
    return citizen


def test_the_overview_tells_what_is_new_and_the_step_is_open_again_with_what_was_typed() -> None:
    citizen = a_draft_of_the_law_before()
    page = citizen.browser.get(citizen.draft).content.decode()
    assert CHANGED in page
    assert "01/07/2026" in page
    assert NAME_AT_BIRTH in page
    draft = Draft.objects.get()
    assert (draft.procedure_version, "subject" in draft.answers, "place" in draft.answers) == (7, False, True)

    step = citizen.browser.get(f"{citizen.draft}/steps/subject").content.decode()
    assert NAME_AT_BIRTH in step
    assert "0912345678" in step
    assert citizen.step("subject", is_subject="on", phone="0912345678", email="an@example.com").status_code == 302
    assert NAME_AT_BIRTH not in citizen.browser.get(f"{citizen.draft}/steps/subject").content.decode()
    citizen.submit()
    assert Dossier.objects.get().procedure_version == 7


def test_a_review_from_before_the_change_is_not_submitted_but_shown_what_is_new() -> None:
    citizen = a_draft_of_the_law_before()
    answer = citizen.browser.post(f"{citizen.draft}/review", {"_version": "6", "promise": "1"})
    assert answer["Location"] == citizen.draft
    assert not Dossier.objects.exists()
    assert "Quy định đã thay đổi từ lần mở hồ sơ gần nhất" in citizen.browser.get(citizen.draft).content.decode()


def test_a_draft_of_todays_law_is_told_of_no_change() -> None:
    citizen = Citizen()
    citizen.begin()
    assert CHANGED not in citizen.browser.get(citizen.draft).content.decode()
