"""The cards of somebody whose records are merged go over with him, and come back when they are parted."""

from collections.abc import Iterator
from typing import Any

from dancu.cards.domain.cards import State
from dancu.cards.models import CardRow
from dancu.kernel.errors import Conflict
from dancu.population.commands.belongings import Rows

_ROWS = Rows(CardRow)


class TwoLiveCards(Conflict):
    """Both records have a card in force, or the same card. Let one of them be revoked or given back first."""

    code = "cards.two_live_cards"


class Cards:
    """Cards that were issued to somebody."""

    def conflicts(self, *, duplicate: int, survivor: int) -> Iterator[Conflict]:
        """Yield what cannot be of one person."""
        rows = list(CardRow.objects.filter(person__in=[duplicate, survivor]))
        live = [row for row in rows if row.state in {State.IN_FORCE, State.HELD}]
        if len(live) > 1 or len({(row.number, row.issued_on) for row in rows}) != len(rows):
            yield TwoLiveCards()

    def move(self, *, duplicate: int, survivor: int) -> list[int]:
        """Let them go over."""
        return _ROWS.move(duplicate=duplicate, survivor=survivor)

    def restore(self, moved: Any, *, duplicate: int, survivor: int) -> None:
        """Let them come back; raises ChangedSince."""
        _ROWS.restore(moved, duplicate=duplicate, survivor=survivor)
