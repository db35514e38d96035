"""A declaration by which a registration is deleted: what deletion of permanent and of temporary residence share.

The grounds, and how long a state must have lasted, are in `residence.domain.deletion`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from dancu.casework.domain.filing import Answers
from dancu.declarations.domain import rules
from dancu.declarations.domain.declaration import REPRESENTATIVES, Standing, declared, named
from dancu.declarations.domain.registration import Entry, Obstacle, Place, Registration, relations_at
from dancu.declarations.domain.rules import Refusal
from dancu.kernel.dates import months_after
from dancu.kernel.errors import DomainError, Invalid
from dancu.residence.domain.deletion import grounds_of
from dancu.residence.domain.residence import EndGround, Kind

HELD_BY_POLICE = frozenset({EndGround.CANCELLED, EndGround.PERMANENT_HERE})
"""What the residence register itself says: the authority asks for no paper of its own."""
EXAMINED = frozenset({EndGround.AWAY})
"""What the police find out: no paper says that somebody is not there (unverified)."""


class NotByHimself(Invalid):
    """Who died or is declared missing does not declare it himself. Declare it for him."""

    code = "declarations.not_by_himself"


class NotYetHappened(Invalid):
    """This day is still to come. Give the day on which the ground arose."""

    code = "declarations.not_yet_happened"


class TooSoon(Invalid):
    """On this ground a registration is deleted only when the months that the law names are over. Check day and ground."""

    code = "declarations.too_soon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion(Registration):
    """Entry is how the subject is registered there: as householder, in the household of another, or in none."""

    minors_by: ClassVar[frozenset[Standing]] = REPRESENTATIVES | {Standing.HOUSEHOLD_MEMBER}
    """Arts. 24.2, 29.2: the household too declares it."""

    ground: EndGround
    happened_on: date
    """The day on which the ground arose."""
    known: bool
    """Whether the population register itself says so of the subject."""

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        """Return the declaration that the cleaned answers of all five steps make, as of the day whose law judges it."""
        agency, place = answers["agency"], answers["place"]
        entry = Entry(place["household"])
        return cls(
            **declared(answers, on, relations=relations_at(entry, answers)),
            entry=entry,
            place=Place(unit_id=agency["commune"], line=place["line"], obstacle=Obstacle.NONE),
            head=named(place, "head") if entry is Entry.JOIN else None,
            ground=EndGround(agency["case"]),
            happened_on=date.fromisoformat(place["happened_on"]),
            known=place["known"],
        )

    @property
    def gone(self) -> EndGround:
        return self.ground


def cases(kind: Kind, on: date) -> tuple[str, ...]:
    """Return the cases of a day: the grounds, in the order of the law."""
    return tuple(each.ground.value for each in grounds_of(kind, on))


def refusals(deletion: Deletion) -> Iterator[Refusal]:
    """Yield everything in a declaration that the law refuses, in the order of the steps."""
    yield from rules.of_people(deletion)
    if refusal := self_refusal(deletion.ground, for_self=deletion.filer.standing is None):
        yield "subject", refusal
    if refusal := day_refusal(deletion.home, deletion.ground, deletion.happened_on, deletion.on):
        yield "place", refusal


def self_refusal(ground: EndGround, *, for_self: bool) -> DomainError | None:
    """Nobody declares himself dead or missing."""
    return NotByHimself() if for_self and ground is EndGround.DEAD_OR_MISSING else None


def day_refusal(kind: Kind, ground: EndGround, happened_on: date, on: date) -> DomainError | None:
    """Arts. 24.1, 29.1: the ground has arisen, and has lasted for the months that the law asks for."""
    if happened_on > on:
        return NotYetHappened()
    months = next((each.months for each in grounds_of(kind, on) if each.ground is ground), 0)
    return TooSoon() if months_after(happened_on, months) > on else None


def needs_proof(deletion: Deletion) -> bool:
    """Proof is not asked for where a register holds the fact (Decree 154/2024/ND-CP; the national catalogue)."""
    known = deletion.known and not deletion.members
    return not known and deletion.ground not in HELD_BY_POLICE | EXAMINED
