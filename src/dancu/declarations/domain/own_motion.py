"""What the authority does to a registration of its own motion, as values: whom it concerns, and what it found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dancu.casework.domain.filing import Answers, Channel, Contact, Fee
from dancu.kernel.errors import Conflict, Denied
from dancu.kernel.money import NOTHING


class NotCompetent(Denied):
    """Another authority decided this. It does this itself, or the level above it."""

    code = "declarations.not_competent"


class ActGone(Conflict):
    """This is no longer among what was registered of this person, or was cancelled meanwhile. Choose again."""

    code = "declarations.act_gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """Whose registration it is, as the population register had him when it was opened."""

    pin: str
    name: str
    born: str
    sex: str
    phone: str
    email: str

    @property
    def number(self) -> str:
        """By which number papers name him, as they name whom a declaration is about."""
        return self.pin


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMotion:
    """What every act of the authority's own motion says."""

    on: date
    agency_id: int
    """Whose officer opened it."""
    subject: Concerned
    finding: str
    """What the authority found."""

    @property
    def contact(self) -> Contact:
        """How the person is told: in the inbox of his account, where he has one, and on paper by the agency."""
        ways = ("inbox", "email") if self.subject.email else ("inbox",)
        return Contact(
            name=self.subject.name, email=self.subject.email, phone=self.subject.phone, ways=ways, delivery="agency"
        )


def opened(answers: Answers, on: date, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what every act of its own motion says, of which `said` is the step that tells what was found."""
    return {
        "on": on,
        "agency_id": said["agency"],
        "subject": Concerned(**answers["person"]),
        "finding": said["finding"],
    }


def no_fee(application: OwnMotion, channel: Channel, on: date) -> Fee:
    """Nobody asked for it, so nobody pays."""
    return Fee(amount=NOTHING)
