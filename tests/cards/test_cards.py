"""Cards of a person: issued one after the other, held, lost, revoked, ended; each change an event."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.builders.jobs import queued
from tests.builders.population import AT, a_person
from tests.builders.threads import at_once

from dancu.audit.models import AuditRow
from dancu.cards import commands, queries
from dancu.cards.domain.cards import Action, Card, Kind, State
from dancu.cards.models import CardEvent, CardRow
from dancu.cards.tasks import end_with_holder
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.errors import DomainError
from dancu.population import commands as population
from dancu.population.domain.person import PersonCard

pytestmark = pytest.mark.django_db
ISSUED = date(2024, 8, 1)
ACT: dict[str, Any] = {"on": AT.date(), "ground": "Biên bản số 12/BB", "by": SYSTEM, "at": AT}


def issue(person: PersonCard, issued_on: date = ISSUED, **facts: Any) -> int:
    said: dict[str, Any] = {"kind": Kind.IDENTITY, "number": str(person.pin), **facts}
    return commands.issue_card(person=person.id, issued_on=issued_on, ground="CC01", by=SYSTEM, at=AT, **said)


def cards(person: PersonCard) -> tuple[Card, ...]:
    return queries.list_cards(person=person.id, purpose=Purpose.IDENTITY_CHECK, by=SYSTEM, at=AT)


def test_the_next_card_replaces_the_one_before() -> None:
    person = a_person(born="20/05/1990")
    issue(person, date(2022, 3, 1), kind=Kind.CITIZEN, printed=date(2030, 5, 20))
    issue(person)
    assert [(card.kind, card.state, card.expires_on) for card in cards(person)] == [
        (Kind.IDENTITY, State.IN_FORCE, date(2030, 5, 20)),
        (Kind.CITIZEN, State.REPLACED, date(2030, 5, 20)),
    ]
    happened = CardEvent.objects.filter(card__person=person.id).order_by("id")
    assert [event.action for event in happened] == ["issue", "replace", "issue"]


def test_reading_cards_leaves_a_row_in_the_audit() -> None:
    person = a_person()
    cards(person)
    row = AuditRow.objects.filter(act="cards.read").get()
    assert (row.subject_id, row.purpose) == (str(person.id), Purpose.IDENTITY_CHECK)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"number": "001090999999"}, commands.NotHisNumber),
        ({"issued_on": date(2100, 1, 1)}, commands.NotIssuedYet),
        ({"issued_on": date(1980, 1, 1)}, commands.NotIssuedYet),
        ({"issued_on": date(2023, 1, 1)}, commands.NewerCard),
        ({}, commands.AlreadyRecorded),
    ],
)
def test_a_card_that_cannot_be_is_refused_and_changes_nothing(
    facts: dict[str, Any], refusal: type[DomainError]
) -> None:
    person = a_person(born="20/05/1990")
    issue(person)
    with pytest.raises(refusal):
        issue(person, **facts)
    assert [card.state for card in cards(person)] == [State.IN_FORCE]


def test_a_card_is_held_given_back_lost_and_revoked() -> None:
    person = a_person()
    card = issue(person)
    for action, state in (
        (Action.HOLD, State.HELD),
        (Action.GIVE_BACK, State.IN_FORCE),
        (Action.REPORT_LOST, State.LOST),
        (Action.REVOKE, State.REVOKED),
    ):
        commands.move_card(card=card, action=action, **ACT)
        assert cards(person)[0].state is state
    with pytest.raises(commands.NotPossible):
        commands.move_card(card=card, action=Action.HOLD, **ACT)
    with pytest.raises(commands.NoSuchCard):
        commands.move_card(card=card + 1, action=Action.HOLD, **ACT)


def test_what_was_lost_is_replaced() -> None:
    person = a_person()
    commands.move_card(card=issue(person), action=Action.REPORT_LOST, **ACT)
    issue(person, date(2024, 9, 1))
    assert [card.state for card in cards(person)] == [State.IN_FORCE, State.REPLACED]


def test_a_death_ends_the_card_once_and_no_other_is_issued() -> None:
    person = a_person()
    issue(person)
    population.record_death(person=person.id, on=AT.date(), ground="Trích lục khai tử", by=SYSTEM, at=AT)
    [died] = queued("cards.end_with_holder")
    for _ in range(2):
        end_with_holder(**died)
    assert [card.state for card in cards(person)] == [State.ENDED]
    assert CardEvent.objects.filter(action=Action.END).count() == 1
    with pytest.raises(commands.HolderDied):
        issue(person, date(2024, 9, 1))


@pytest.mark.django_db(transaction=True)
def test_of_two_cards_issued_at_once_one_is_in_force() -> None:
    person = a_person()
    days = (date(2024, 9, 1), date(2024, 9, 2))
    at_once([lambda day=day: issue(person, day) for day in days])
    states = {card.issued_on: card.state for card in cards(person)}
    assert states[days[1]] is State.IN_FORCE
    assert states.get(days[0]) in {None, State.REPLACED}


def test_the_database_forbids_two_live_cards_and_changed_events() -> None:
    person = a_person()
    issue(person)
    row = CardRow.objects.get()
    with pytest.raises(IntegrityError, match="one_live_card_a_person"), transaction.atomic():
        CardRow.objects.create(
            person_id=row.person_id, kind=row.kind, number=row.number, issued_on=date(2024, 9, 1), recorded_at=AT
        )
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        CardEvent.objects.update(ground="")
