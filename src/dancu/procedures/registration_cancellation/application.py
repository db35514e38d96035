"""What an officer states, as values; nothing here judges it."""

from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from dancu.casework.domain.filing import Answers
from dancu.declarations.domain.own_motion import OwnMotion, opened
from dancu.residence.domain.cancellation import CancelGround, Done
from dancu.residence.domain.residence import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(OwnMotion):
    """Which act is to be cancelled, and what was wrong with it."""

    act: UUID
    ground: CancelGround
    done: Done
    kind: Kind | None
    unit_id: int | None
    line: str
    acted_on: date
    dossier_code: str
    """By which it was registered; empty where there was none."""

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        said = answers["act"]
        return cls(
            **opened(answers, on, said),
            act=UUID(said["act"]),
            ground=CancelGround(said["ground"]),
            done=Done(said["done"]),
            kind=Kind(said["kind"]) if said["kind"] else None,
            unit_id=said["unit"],
            line=said["line"],
            acted_on=date.fromisoformat(said["acted_on"]),
            dossier_code=said["dossier_code"],
        )
