"""The kinds of lists that there are: rooms above declare them, and offer them when they start."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from dancu.kernel.actor import Actor
from dancu.kernel.errors import Missing
from dancu.lists.columns import Column, Fault, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What every row of a list has in common: who sent it, when, and what it is about as its kind needs it (ids, no names)."""

    id: UUID
    about: Mapping[str, Any]
    by: Actor
    at: datetime


Take = Callable[[Sequence[Row], Sending], Mapping[int, Sequence[Fault]]]
"""Takes rows up, in the transaction that notes it, and returns what stands against those that it did not, by their numbers.

A refusal that it raises is of all rows that it was given; they then come again one by one, and nothing of before stands.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    key: str
    title: "str | Promise"
    """What the list is called, on its template too."""
    columns: tuple[Column, ...]
    take: Take
    batch: int = 500
    """How many rows are taken up in one transaction."""
    back: str
    """Name of the address that takes such lists."""
    done: str
    """Name of the address that shows what was taken up."""


class NoSuchKind(Missing):
    """There is no such list. Go back to the page from which you came."""

    code = "lists.no_such_kind"


_kinds: dict[str, Kind] = {}


def offer(kind: Kind) -> None:
    """Let lists of this kind be sent."""
    _kinds[kind.key] = kind


def kind_of(key: str) -> Kind:
    """Return a kind by its key; raise NoSuchKind."""
    try:
        return _kinds[key]
    except KeyError:
        raise NoSuchKind from None
