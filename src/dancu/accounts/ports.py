"""What accounts need from above: somebody who delivers letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Where a letter of ours goes; no account id while there is only a claim."""

    name: str
    email: str
    language: str
    account_id: int | None = None


class Messenger(Protocol):
    def send(self, letter: str, *, to: Addressee, facts: Mapping[str, str], at: datetime) -> None:
        """Put a letter into the outbox, in the present transaction."""


_messenger: Messenger | None = None


def install(messenger: Messenger) -> None:
    """Name who delivers; called once, at start-up."""
    global _messenger
    _messenger = messenger


def messenger() -> Messenger:
    """Return who delivers."""
    if _messenger is None:
        raise RuntimeError("config has installed no messenger for accounts")
    return _messenger
