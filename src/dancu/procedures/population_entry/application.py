"""What an officer states, as values; nothing here judges it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from dancu.casework.domain.filing import Answers, Contact
from dancu.declarations.domain.civil_status import CivilStatus
from dancu.declarations.domain.own_motion import OwnMotion, opened
from dancu.population.domain.person import NationalityLoss


class Case(StrEnum):
    """What is entered."""

    DEATH = "death"
    NATIONALITY_LOST = "nationality_lost"
    CIVIL_STATUS = "civil_status"

    @property
    def deletes(self) -> bool:
        """Whether what is registered is deleted with it."""
        return self is not Case.CIVIL_STATUS


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(OwnMotion):
    """What happened to whom on which day, and the paper that proves it."""

    case: Case
    unit_id: int | None
    """Where he is registered; None of who is registered nowhere."""
    ground: str
    """Number and authority of the paper."""
    registered_on: date
    """The day of the paper."""
    happened_on: date | None
    lost_by: NationalityLoss | None
    nationality: str
    """Which he has now; empty where it is not known."""
    civil_status: CivilStatus | None
    elsewhere: bool = False
    """Whether the register was told of it elsewhere, so that only what is deleted with it is this authority's act."""

    @property
    def contact(self) -> Contact:
        """Nobody writes to the dead: the household is told in its own letter."""
        told = super(Application, self).contact
        if self.case is not Case.DEATH:
            return told
        return Contact(name=self.subject.name, email="", phone="", ways=("inbox",), delivery="agency")

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        said = answers["change"]
        case = Case(said["case"])
        return cls(
            **opened(answers, on, said),
            case=case,
            unit_id=said["unit"],
            ground=said["ground"],
            registered_on=date.fromisoformat(said["registered_on"]),
            happened_on=date.fromisoformat(said["happened_on"]) if case.deletes else None,
            lost_by=NationalityLoss(said["lost_by"]) if case is Case.NATIONALITY_LOST else None,
            nationality=said["nationality"] if case is Case.NATIONALITY_LOST else "",
            civil_status=CivilStatus.read(said) if case is Case.CIVIL_STATUS else None,
            elsewhere=said.get("elsewhere", False),
        )
