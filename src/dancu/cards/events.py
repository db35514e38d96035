"""What other packages may hear of cards."""

from dataclasses import dataclass
from datetime import datetime

from dancu.cards.domain.cards import State


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMoved:
    """A card was issued, or is in another state."""

    card: int
    person: int
    state: State
    at: datetime
