"""Read the cards of a person; each read names its purpose and is audited."""

from datetime import datetime

from dancu.audit import commands as audit
from dancu.cards.domain.cards import Card, Kind, State
from dancu.cards.models import CardRow
from dancu.kernel.actor import Actor, Purpose


def list_cards(*, person: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[Card, ...]:
    """Return the cards of a person, the newest first."""
    audit.record("cards.read", by=by, purpose=purpose, at=at, subject=("person", person))
    return tuple(_card(row) for row in CardRow.objects.filter(person=person).order_by("-issued_on", "-id"))


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
