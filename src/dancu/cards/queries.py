"""Read the cards of a person; each read names its purpose and is audited."""

from datetime import datetime

from dancu.audit import commands as audit
from dancu.cards.domain.cards import Card, Kind, State
from dancu.cards.models import CardRow
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Denied
from dancu.offices.domain.rights import MANAGE_CARDS
from dancu.offices.queries import OfficerView


class MayNotManageCards(Denied):
    """Your permissions do not include entering cards. Ask the head of your agency."""

    code = "cards.may_not_manage"


def demand_right(officer: OfficerView) -> None:
    """Raise MayNotManageCards unless an officer may enter cards and what becomes of them."""
    if not officer.may(MANAGE_CARDS):
        raise MayNotManageCards


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
