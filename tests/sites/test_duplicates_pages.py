"""Two officers of the centre look at two records side by side and decide what they are."""

import pytest
from django.test import Client
from tests.builders.desks import browser_of
from tests.builders.offices import NOW, an_officer, the_centre
from tests.builders.population import a_person, card

from dancu.kernel.sex import Sex
from dancu.population import commands
from dancu.population.domain.person import PersonCard, RecordStatus
from dancu.population.models import LikelyPair

pytestmark = pytest.mark.django_db


class Desk:
    def __init__(self) -> None:
        self.one = a_person("Đặng Thị Thuỳ", born="07/05/1984", sex=Sex.FEMALE)
        self.other = a_person("Đặng Thị Thùy", born="05/07/1984", sex=Sex.FEMALE)
        commands.note_pairs([(self.one.id, self.other.id, 12.0)], at=NOW)
        self.address = f"/duplicates/{LikelyPair.objects.get().pk}"
        self.first, self.second = (browser_of(an_officer(the_centre()).account_id) for _ in range(2))

    def page(self, browser: Client) -> str:
        return browser.get(self.address).content.decode()

    def propose(self, survivor: PersonCard | None, reason: str = "Cùng vân tay") -> str:
        sent = {"outcome": "merge", "survivor": survivor.id if survivor else "", "reason": reason}
        return self.first.post(self.address, sent, follow=True).content.decode()

    def decide(self, browser: Client, what: str) -> int:
        return browser.post(self.address, {what: "1"}, follow=True).status_code


def test_both_records_stand_side_by_side_and_what_differs_is_said() -> None:
    desk = Desk()
    assert desk.one.pin.grouped in desk.first.get("/duplicates").content.decode()
    page = desk.page(desk.first)
    assert page.count("dc-compare__row--differs") == 3  # name, number, birth
    assert "07/05/1984" in page
    assert "05/07/1984" in page


def test_one_proposes_another_agrees_and_the_records_are_one() -> None:
    desk = Desk()
    assert "Cùng vân tay" in desk.propose(desk.other)
    assert 'name="agree"' not in desk.page(desk.first)
    assert desk.decide(desk.first, "agree") == 403
    assert card(desk.one.id).status is RecordStatus.IN_FORCE
    assert 'name="agree"' in desk.page(desk.second)
    assert desk.decide(desk.second, "agree") == 200
    assert card(desk.one.id).status is RecordStatus.ANNULLED


def test_what_is_missing_is_said_and_nothing_typed_is_lost() -> None:
    desk = Desk()
    page = desk.propose(None, reason="Đối chiếu vân tay số 7")
    assert "Vui lòng chọn bản ghi được giữ lại" in page
    assert "Đối chiếu vân tay số 7" in page
    assert "Vui lòng ghi rõ căn cứ" in desk.propose(desk.one, reason=" ")
    assert LikelyPair.objects.get().state == "waiting"


def test_what_keeps_them_apart_is_named_before_anybody_proposes() -> None:
    desk = Desk()
    for person in (desk.one, desk.other):
        a_person(born="1980", spouse=person)
    assert "Hai bản ghi có vợ hoặc chồng khác nhau" in desk.page(desk.first)
    desk.propose(desk.one)
    page = desk.second.post(desk.address, {"agree": "1"})
    assert page.status_code == 409
    assert LikelyPair.objects.get().state == "proposed"
