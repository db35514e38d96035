"""The account of somebody whose records are merged goes over with him, and comes back when they are parted."""

from collections.abc import Iterator
from typing import Any

from dancu.identity.models import VerifiedIdentity
from dancu.kernel.errors import Conflict
from dancu.population.commands.belongings import Rows

_ROWS = Rows(VerifiedIdentity)


class TwoAccounts(Conflict):
    """Both records have a verified account. Let one of the accounts be closed first."""

    code = "identity.two_accounts"


class Accounts:
    """Which accounts are proved to be whose."""

    def conflicts(self, *, duplicate: int, survivor: int) -> Iterator[Conflict]:
        """Yield what cannot be of one person."""
        if VerifiedIdentity.objects.filter(person__in=[duplicate, survivor], ended_at=None).count() > 1:
            yield TwoAccounts()

    def move(self, *, duplicate: int, survivor: int) -> list[int]:
        """Let them go over."""
        return _ROWS.move(duplicate=duplicate, survivor=survivor)

    def restore(self, moved: Any, *, duplicate: int, survivor: int) -> None:
        """Let them come back; raises ChangedSince."""
        _ROWS.restore(moved, duplicate=duplicate, survivor=survivor)
