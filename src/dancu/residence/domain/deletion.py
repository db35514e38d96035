"""On which grounds a registration is deleted (Residence Law arts. 24, 29), each with the days between which it holds so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dancu.kernel.dates import months_after
from dancu.kernel.errors import Conflict, Invalid
from dancu.kernel.period import Period
from dancu.residence.domain.residence import EndGround, Kind

_SINCE_THE_LAW = Period(date(2021, 7, 1))
AUTOMATIC_SINCE = date(2026, 3, 15)
"""Decree 58/2026/NĐ-CP."""


class Basis(StrEnum):
    """By whose motion a registration is deleted."""

    DECLARED = "declared"
    """The person, the household or who owns the dwelling declared it."""
    OWN_MOTION = "own_motion"
    """The authority found it out and drew up minutes."""
    AUTOMATIC = "automatic"
    """Decree 58/2026/NĐ-CP: another register says so."""


class NoDeletionGround(Invalid):
    """The law does not name this ground for deleting this registration. Choose another ground."""

    code = "residence.no_deletion_ground"


class NotAutomatic(Invalid):
    """On this ground nothing is deleted automatically. Take up a declaration, or draw up minutes."""

    code = "residence.not_automatic"


class MinutesNeeded(Invalid):
    """The authority deletes by its own motion with minutes. Give the number of the minutes."""

    code = "residence.minutes_needed"


class MinutesTooEarly(Invalid):
    """The household has seven days to declare it itself. Draw up the minutes when they are over."""

    code = "residence.minutes_too_early"


class MinutesToCome(Invalid):
    """This day is still to come. Give the day on which the minutes were drawn up."""

    code = "residence.minutes_to_come"


class RegisteredAway(Conflict):
    """This person registered a temporary residence or declared an absence within the time away. Choose another ground."""

    code = "residence.registered_away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """One ground for deleting a kind of registration."""

    kind: Kind
    ground: EndGround
    article: str
    held: Period = _SINCE_THE_LAW
    months: int = 0
    """How long the state must have lasted; the officer examines it, and what the register knows speaks against it."""
    automatic_since: date | None = None
    """From when it needs neither declaration nor minutes."""


DELETIONS = (
    Deletion(kind=Kind.PERMANENT, ground=EndGround.DEAD_OR_MISSING, article="24.1 a", automatic_since=AUTOMATIC_SINCE),
    Deletion(kind=Kind.PERMANENT, ground=EndGround.SETTLED_ABROAD, article="24.1 b"),
    Deletion(kind=Kind.PERMANENT, ground=EndGround.CANCELLED, article="24.1 c"),
    # Abroad without settling there, in prison or under a measure of correction: exceptions that the officer examines.
    Deletion(kind=Kind.PERMANENT, ground=EndGround.AWAY, article="24.1 d", months=12),
    Deletion(kind=Kind.PERMANENT, ground=EndGround.NATIONALITY_LOST, article="24.1 đ", automatic_since=AUTOMATIC_SINCE),
    Deletion(kind=Kind.PERMANENT, ground=EndGround.LEASE_ENDED, article="24.1 e", months=12),
    Deletion(kind=Kind.PERMANENT, ground=EndGround.DWELLING_TRANSFERRED, article="24.1 g", months=12),
    Deletion(kind=Kind.PERMANENT, ground=EndGround.OWNER_REFUSES, article="24.1 h"),
    Deletion(kind=Kind.PERMANENT, ground=EndGround.DWELLING_GONE, article="24.1 i"),
    Deletion(kind=Kind.TEMPORARY, ground=EndGround.DEAD_OR_MISSING, article="29.1 a", automatic_since=AUTOMATIC_SINCE),
    Deletion(kind=Kind.TEMPORARY, ground=EndGround.CANCELLED, article="29.1 b"),
    Deletion(kind=Kind.TEMPORARY, ground=EndGround.AWAY, article="29.1 c", months=6),
    Deletion(kind=Kind.TEMPORARY, ground=EndGround.NATIONALITY_LOST, article="29.1 d", automatic_since=AUTOMATIC_SINCE),
    Deletion(kind=Kind.TEMPORARY, ground=EndGround.PERMANENT_HERE, article="29.1 đ", automatic_since=AUTOMATIC_SINCE),
    Deletion(kind=Kind.TEMPORARY, ground=EndGround.LEASE_ENDED, article="29.1 e"),
    Deletion(kind=Kind.TEMPORARY, ground=EndGround.DWELLING_TRANSFERRED, article="29.1 g"),
    Deletion(kind=Kind.TEMPORARY, ground=EndGround.DWELLING_GONE, article="29.1 h"),
)
"""Decree 58/2026/NĐ-CP deletes on 24.1 c within a day; whether without minutes is unverified, so it is not automatic here."""


def grounds_of(kind: Kind, on: date) -> tuple[Deletion, ...]:
    """Return the grounds that hold on a day, in the order of the law."""
    return tuple(each for each in DELETIONS if each.kind is kind and on in each.held)


HOUSEHOLDS_DAYS = 7
"""Days within which the person or his household declares it; then the authority draws up minutes (the national catalogue)."""


def check_minutes(happened_on: date, drawn_up_on: date, on: date) -> None:
    """Raise MinutesTooEarly or MinutesToCome."""
    if drawn_up_on > on:
        raise MinutesToCome
    if drawn_up_on < happened_on + timedelta(days=HOUSEHOLDS_DAYS):
        raise MinutesTooEarly


def check_deletion(kind: Kind, ground: EndGround, basis: Basis, minutes: str, on: date) -> Deletion:
    """Return the ground as it holds on a day; raise NoDeletionGround, NotAutomatic or MinutesNeeded."""
    found = next((each for each in grounds_of(kind, on) if each.ground is ground), None)
    if found is None:
        raise NoDeletionGround
    if basis is Basis.AUTOMATIC and (found.automatic_since is None or on < found.automatic_since):
        raise NotAutomatic
    if basis is Basis.OWN_MOTION and not minutes:
        raise MinutesNeeded
    return found


def check_away(deletion: Deletion, registered: Iterable[Period], on: date) -> None:
    """Raise RegisteredAway where the register knows of a registration or an absence within the time away."""
    if deletion.ground is EndGround.AWAY:
        span = Period(months_after(on, -deletion.months), on)
        if any(each.overlaps(span) for each in registered):
            raise RegisteredAway
