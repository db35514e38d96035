"""Read the cards of a person; each read names its purpose and is audited."""

from dataclasses import dataclass
from datetime import date, datetime

from dancu.audit import commands as audit
from dancu.cards.domain.cards import Card, Kind, State
from dancu.cards.models import CardEvent, CardRow
from dancu.kernel.actor import Actor, Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEventView:
    """What happened to a card."""

    card: Card
    action: str
    """Of `domain.cards.Action`, or `commands.ISSUE`."""
    on: date
    at: datetime
    ground: str
    agency_id: int | None
    """Who entered it; None where the system did."""


def list_cards(*, person: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[Card, ...]:
    """Return the cards of a person, the newest first."""
    _note(person, "cards", purpose, by, at)
    return tuple(_card(row) for row in CardRow.objects.filter(person=person).order_by("-issued_on", "-id"))


def list_events(*, person: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[CardEventView, ...]:
    """Return what happened to the cards of a person, the latest first."""
    _note(person, "events", purpose, by, at)
    return tuple(
        CardEventView(
            card=_card(event.card),
            action=event.action,
            on=event.on,
            at=event.at,
            ground=event.ground,
            agency_id=event.agency_id,
        )
        for event in CardEvent.objects.filter(card__person=person).select_related("card").order_by("-at", "-id")
    )


def _note(person: int, fields: str, purpose: Purpose, by: Actor, at: datetime) -> None:
    audit.record("cards.read", by=by, purpose=purpose, at=at, subject=("person", person), facts={"fields": fields})


def _card(row: CardRow) -> Card:
    return Card(
        id=row.pk,
        person=row.person_id,
        kind=Kind(row.kind),
        number=row.number,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        state=State(row.state),
    )
