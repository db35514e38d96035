"""What an officer states, as values; nothing here judges it."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from dancu.casework.domain.filing import Answers
from dancu.declarations.domain.declaration import Named
from dancu.declarations.domain.own_motion import OwnMotion, opened
from dancu.residence.domain.residence import EndGround, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(OwnMotion):
    """Which registration is to be deleted, of whom along, why, and by which minutes."""

    kind: Kind
    unit_id: int
    line: str
    ground: EndGround
    happened_on: date
    """The day on which the ground arose."""
    minutes: str
    minutes_on: date
    members: tuple[Named, ...]
    """Whose registration is deleted along, of the same household and for the same reason."""
    new_head: Named | None
    """Who heads the household when its head leaves it."""

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        said = answers["registration"]
        return cls(
            **opened(answers, on, said),
            kind=Kind(said["kind"]),
            unit_id=said["unit"],
            line=said["line"],
            ground=EndGround(said["ground"]),
            happened_on=date.fromisoformat(said["happened_on"]),
            minutes=said["minutes"],
            minutes_on=date.fromisoformat(said["minutes_on"]),
            members=tuple(Named(**each) for each in said["members"]),
            new_head=Named(**said["new_head"]) if said["new_head"] else None,
        )

    @property
    def people(self) -> tuple[Named, ...]:
        """Return all whose registration is deleted."""
        return (Named(name=self.subject.name, pin=self.subject.pin), *self.members)

    @property
    def case(self) -> str:
        return case_of(self.kind, self.ground)


def case_of(kind: Kind, ground: EndGround) -> str:
    return f"{kind}_{ground}"
