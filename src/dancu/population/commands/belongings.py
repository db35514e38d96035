"""What follows a person from one record to another: each room says how its own rows go, and come back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models

from dancu.kernel.errors import Conflict, DomainError


class ChangedSince(Conflict):
    """What went over to the other record has changed since, so the two cannot be parted any more."""

    code = "population.merged_changed_since"


class Belongings(Protocol):
    """What of a room belongs to a person."""

    def conflicts(self, *, duplicate: int, survivor: int) -> Iterable[DomainError]:
        """Yield what keeps it from going over."""
        ...

    def move(self, *, duplicate: int, survivor: int) -> Any:
        """Let it go over, and return in the words of JSON what went."""
        ...

    def restore(self, moved: Any, *, duplicate: int, survivor: int) -> None:
        """Let it come back; raises ChangedSince."""
        ...


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table that name a person and stay else as they are."""

    model: type[models.Model]
    column: str = "person_id"

    def move(self, *, duplicate: int, survivor: int) -> list[int]:
        """Let the rows of one name the other, and return their ids."""
        rows = self.model._default_manager.filter(**{self.column: duplicate}).order_by("pk")
        ids = list(rows.values_list("pk", flat=True))
        self.model._default_manager.filter(pk__in=ids).update(**{self.column: survivor})
        return ids

    def restore(self, moved: list[int], *, duplicate: int, survivor: int) -> None:
        """Let these rows name the one again; raises ChangedSince."""
        rows = self.model._default_manager.filter(pk__in=moved, **{self.column: survivor})
        if rows.update(**{self.column: duplicate}) != len(moved):
            raise ChangedSince


_ROOMS: dict[str, Belongings] = {}


def belong(room: str, belongings: Belongings) -> None:
    """Say, when a room starts, what of it belongs to persons."""
    _ROOMS[room] = belongings


def rooms() -> dict[str, Belongings]:
    """Return what belongs to persons, room by room."""
    return _ROOMS
