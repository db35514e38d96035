"""Kinds of cards, their states, and until when they are good."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dancu.kernel.dates import PartialDate, months_after

PEOPLES_CARDS_END = date(2024, 12, 31)
"""The last day on which a Chứng minh nhân dân proved anything, by the transition of the Law on Identification 26/2023/QH15."""
IDENTITY_CARDS_SINCE = date(2024, 7, 1)
"""From when the Law on Identification 26/2023/QH15 holds."""
AGES = (14, 25, 40, 60)
"""At which an identity card is renewed (art. 21.1)."""
_EARLY_MONTHS = 24
"""Issued so shortly before one of these ages, a card is good until the next (art. 21.2)."""
_CERTIFICATE_MONTHS = 24


class Kind(StrEnum):
    PEOPLES = "peoples"
    """Chứng minh nhân dân, of nine digits, or of twelve from 2012 to 2015."""
    CITIZEN = "citizen"
    """Căn cước công dân, until 2024-06-30; good until the day printed on it."""
    IDENTITY = "identity"
    """Thẻ căn cước."""
    CERTIFICATE = "certificate"
    """Giấy chứng nhận căn cước, of people of Vietnamese origin whose nationality is not determined."""


class State(StrEnum):
    IN_FORCE = "in_force"
    HELD = "held"
    """Giữ: an authority has it for a time (art. 29)."""
    LOST = "lost"
    REPLACED = "replaced"
    REVOKED = "revoked"
    """Thu hồi (art. 29)."""
    ENDED = "ended"
    """Its holder died."""


class Action(StrEnum):
    """What is done to a card; `REPLACE` and `END` follow from other acts."""

    HOLD = "hold"
    GIVE_BACK = "give_back"
    REPORT_LOST = "report_lost"
    REVOKE = "revoke"
    REPLACE = "replace"
    END = "end"


_LIVE = frozenset({State.IN_FORCE, State.HELD})
ARROWS: dict[Action, tuple[frozenset[State], State]] = {
    Action.HOLD: (frozenset({State.IN_FORCE}), State.HELD),
    Action.GIVE_BACK: (frozenset({State.HELD}), State.IN_FORCE),
    Action.REPORT_LOST: (frozenset({State.IN_FORCE}), State.LOST),
    Action.REVOKE: (_LIVE | {State.LOST}, State.REVOKED),
    Action.REPLACE: (_LIVE | {State.LOST}, State.REPLACED),
    Action.END: (_LIVE | {State.LOST}, State.ENDED),
}
"""From which states to which an action leads."""
BY_HAND = (Action.REPORT_LOST, Action.HOLD, Action.GIVE_BACK, Action.REVOKE)
"""What an officer does to a card; the other actions follow from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card as others may see it."""

    id: int
    person: int
    kind: Kind
    number: str
    issued_on: date
    expires_on: date | None
    """The last day on which it is good; None for one that lasts for life."""
    state: State

    def is_good(self, on: date) -> bool:
        """Tell whether it proves its holder's identity on a day."""
        return self.state is State.IN_FORCE and not self.is_expired(on)

    def is_expired(self, on: date) -> bool:
        """Tell whether its last day has passed."""
        return self.expires_on is not None and self.expires_on < on


def last_day(kind: Kind, *, born: PartialDate, issued_on: date, printed: date | None) -> date | None:
    """Return the last day on which a card is good; None where it lasts for life.

    `printed` is what a Căn cước công dân says, None for one without an end. Of a birth date that is not wholly known the
    latest day counts, as for coming of age.
    """
    match kind:
        case Kind.PEOPLES:
            return PEOPLES_CARDS_END
        case Kind.CITIZEN:
            return printed
        case Kind.CERTIFICATE:
            return months_after(issued_on, _CERTIFICATE_MONTHS)
        case Kind.IDENTITY:
            birthdays = (months_after(born.latest, 12 * age) for age in AGES)
            return next((day for day in birthdays if months_after(day, -_EARLY_MONTHS) > issued_on), None)
