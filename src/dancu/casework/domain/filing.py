"""What a filing is made of, as plain values that the pure rules of procedures judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from dancu.kernel.money import Money

Answers = Mapping[str, Mapping[str, Any]]
"""What was declared: step key -> field name -> JSON value, as the forms of the steps cleaned it."""


class Channel(StrEnum):
    """How a dossier reaches the authority."""

    PORTAL = "portal"
    COUNTER = "counter"
    OWN_MOTION = "own_motion"
    """Nobody filed it: the authority opened it itself."""


class Presented(StrEnum):
    """In which form a document lies before the authority: the columns of CT04's table."""

    ORIGINAL = "original"
    COPY = "copy"
    SCAN = "scan"


MOST_COPIES = 99
"""Copies of one document that somebody hands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declarer:
    """Who declares at a counter, where no account says it."""

    name: str
    pin: str = ""
    """His number, once an officer has held his card against the register; until then empty, and the register is silent."""
    on_behalf_of: str = ""
    """He, as the audit names him (`Actor.on_behalf_of`), once his card was checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A draft as somebody read it: under which version of its procedure, after how many changes, by the law of which day."""

    version: int
    revision: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What a filing costs, and why it may cost nothing: `exemption` is the text key `exemptions.<key>`."""

    amount: Money
    exemption: str = ""
    proved: bool = True
    """False where the ground of exemption is only declared and a document must show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How the applicant is told of progress and gets the result; kept on the dossier."""

    name: str
    email: str = ""
    phone: str = ""
    ways: tuple[str, ...] = ("inbox",)
    """Values of `notices.domain.Way`."""
    delivery: str = "portal"
    delivery_address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """The people in a dossier: its subject, for lists and searches, and everybody whom a colleague must not judge."""

    subject_name: str
    subject_pin: str = ""
    subject_old_number: str = ""
    subject_passport: str = ""
    pins: frozenset[str] = frozenset()
    """PINs of subject, members, householder and all who share their household."""
    on_behalf_of: str = ""
    """The subject as the audit names him (`Actor.on_behalf_of`), where the register knows the declarer to stand for him."""
