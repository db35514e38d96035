"""What was declared, as values; nothing here judges it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from dancu.casework.domain.filing import Answers
from dancu.declarations.domain.civil_status import CivilStatus
from dancu.declarations.domain.declaration import HEAD, Declaration, Named, declared, named
from dancu.residence.domain.residence import Kind


class Case(StrEnum):
    """What is corrected (art. 26.1)."""

    NEW_HEAD = "new_head"
    """Another householder, whom the present one makes room for."""
    HEAD_GONE = "head_gone"
    """Another householder, because the present one can head no household any more."""
    RELATION = "relation"
    """What somebody is to the householder, after a change of civil status."""
    CIVIL_STATUS = "civil_status"
    """What the population register says of somebody himself."""
    ADDRESS = "address"
    """The name or number of the address."""

    @property
    def changes_head(self) -> bool:
        return self in {Case.NEW_HEAD, Case.HEAD_GONE}

    @property
    def of_household(self) -> bool:
        """Whether it is about who is what in a household."""
        return self.changes_head or self is Case.RELATION


class Reason(StrEnum):
    """Why the present householder heads no household any more."""

    DIED = "died"
    MISSING = "missing"
    INCAPABLE = "incapable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Declaration):
    """The subject is who becomes householder, whose relation or civil status changes, or who lives at the address."""

    case: Case
    kind: Kind
    """Whether the permanent or the temporary residence is meant."""
    unit_id: int
    reason: Reason | None = None
    former: Named | None = None
    """Who has headed the household so far, where somebody else is to."""
    known: bool = False
    """Whether the register itself knows why he heads it no more."""
    line: str = ""
    new_line: str = ""
    civil_status: CivilStatus | None = None
    basis: str = ""
    """The decision by which the address is called otherwise now."""

    @property
    def present_head(self) -> Named | None:
        return self.former or self.head

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        """Return the application that the cleaned answers of all five steps make, as of the day whose law judges it."""
        agency, change, rows = answers["agency"], answers["change"], answers["members"]["rows"]
        case, head = Case(agency["case"]), named(change, "head")
        # Under a new householder everybody is to him what he is to the subject; else to the one there is.
        relations = None if case.changes_head else [change["relation"], *(row["relation"] for row in rows)]
        return cls(
            **declared(answers, on, relations=relations),
            case=case,
            kind=Kind(change["kind"]),
            unit_id=agency["commune"],
            reason=Reason(change["reason"]) if case is Case.HEAD_GONE and change["reason"] else None,
            former=head if case.changes_head else None,
            head=head if not case.changes_head and change["relation"] != HEAD else None,
            known=change["known"],
            civil_status=CivilStatus.read(change) if case is Case.CIVIL_STATUS and change.get("proof") else None,
            line=change["line"],
            new_line=change["new_line"],
            basis=change["basis"],
        )
