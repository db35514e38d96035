"""The page on which an officer enters somebody's cards: what is possible, what is refused, who may."""

from datetime import date

import pytest
from django.test import Client
from tests.builders.casework import Desk
from tests.builders.desks import at_the_desk
from tests.builders.identity import acting
from tests.builders.offices import an_officer
from tests.builders.population import a_person

from dancu.audit.models import AuditRow
from dancu.cards import commands
from dancu.cards.domain.cards import Kind, State
from dancu.cards.models import CardEvent, CardRow
from dancu.kernel.actor import SYSTEM
from dancu.offices.domain import rights
from dancu.platform.clock import now
from dancu.population.domain.person import PersonCard

pytestmark = pytest.mark.django_db
ISSUE = {
    "issue": "1",
    "issue-kind": "identity",
    "issue-issued_on_day": "1",
    "issue-issued_on_month": "10",
    "issue-issued_on_year": "2026",
    "issue-ground": "Phiếu thu nhận số 5",
}
MOVE = {
    "move": "1",
    "move-on_day": "2",
    "move-on_month": "11",
    "move-on_year": "2026",
    "move-ground": "Đơn trình báo ngày 02/11/2026",
}


def desk(**facts: object) -> Client:
    officer = an_officer(**facts)  # type: ignore[arg-type]
    return at_the_desk(Desk(officer, acting(officer)))


def address(browser: Client, person: PersonCard) -> str:
    """Return where the cards of somebody who was looked up are entered."""
    said = {"purpose": "residence_management", "reference": "", "number": str(person.pin), "name": "", "sex": ""}
    return f"{browser.post('/persons', said).headers['Location']}/cards"


def a_card(person: PersonCard) -> CardRow:
    issued = {"kind": Kind.IDENTITY, "number": str(person.pin), "issued_on": date(2026, 10, 1)}
    commands.issue_card(person=person.id, ground="test", by=SYSTEM, at=now(), **issued)  # type: ignore[arg-type]
    return CardRow.objects.get(person=person.id)


def test_a_card_that_was_issued_stands_on_the_record_afterwards() -> None:
    browser, person = desk(), a_person("Nguyễn Văn An")
    answer = browser.post(address(browser, person), ISSUE | {"issue-number": person.pin.grouped}, follow=True)
    card = CardRow.objects.get(person=person.id)
    assert (card.number, card.issued_on, card.state) == (person.pin, date(2026, 10, 1), State.IN_FORCE)
    assert CardEvent.objects.get(card=card).ground == "Phiếu thu nhận số 5"
    page = answer.content.decode()
    assert "Đã ghi nhận thẻ." in page
    assert "01/10/2026" in page
    assert AuditRow.objects.filter(act="cards.issue", subject_id=str(person.id)).exists()


@pytest.mark.parametrize(
    ("act", "state"), [("report_lost", State.LOST), ("hold", State.HELD), ("revoke", State.REVOKED)]
)
def test_what_became_of_a_card_is_entered_with_its_ground(act: str, state: State) -> None:
    browser, person = desk(), a_person()
    card = a_card(person)
    browser.post(address(browser, person), MOVE | {"move-act": f"{card.pk}-{act}"})
    card.refresh_from_db()
    assert card.state == state
    assert CardEvent.objects.get(card=card, action=act).officer_id is not None


def test_only_what_is_possible_is_offered_and_taken() -> None:
    browser, person, other = desk(), a_person(), a_person()
    where, card, strange = address(browser, person), a_card(person), a_card(other)
    page = browser.get(where).content.decode()
    assert f'value="{card.pk}-report_lost"' in page
    assert f'value="{card.pk}-give_back"' not in page
    for act in (f"{card.pk}-give_back", f"{strange.pk}-revoke", f"{card.pk}-end"):
        assert browser.post(where, MOVE | {"move-act": act}).status_code == 200
    assert set(CardRow.objects.values_list("state", flat=True)) == {State.IN_FORCE}


def test_bad_input_is_told_and_what_was_typed_stays() -> None:
    browser, person = desk(), a_person()
    where = address(browser, person)
    page = browser.post(where, ISSUE | {"issue-number": "001090999999"}).content.decode()
    assert "Số trên thẻ không phải số của người này." in page
    assert "001090999999" in page
    assert "Phiếu thu nhận số 5" in page
    card = a_card(person)
    early = MOVE | {"move-act": f"{card.pk}-report_lost", "move-on_month": "9"}
    page = browser.post(where, early).content.decode()
    assert "Việc liên quan đến thẻ chỉ xảy ra từ ngày cấp đến ngày hôm nay." in page
    assert "Đơn trình báo" in page


def test_who_may_see_persons_may_not_therefore_enter_cards() -> None:
    browser, person = desk(rights=rights.of(rights.Function.PERSONS)), a_person()
    where = address(browser, person)
    assert browser.get(where).status_code == browser.post(where, ISSUE).status_code == 403
    assert "/cards" not in browser.get(where.removesuffix("/cards")).content.decode()
