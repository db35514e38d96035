"""What is corrected of somebody's civil status (Residence Law 68/2020/QH14 art. 26.1 b), and what cannot be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import DomainError, Invalid
from dancu.kernel.names import PersonName
from dancu.kernel.sex import Sex
from dancu.population.domain.facts import BornTooEarly, Facts, KinOf, Way, check_born
from dancu.population.domain.marriage import SpouseOfUnmarried
from dancu.population.domain.person import MaritalStatus, PlaceOf

NONE = "none"
"""Said of a religion: nobody leaves the answer empty to say that he has none."""


class NothingNamed(Invalid):
    """Enter at least one fact that is to be corrected. Leave the others empty."""

    code = "declarations.nothing_named"


class KinUnnamed(Invalid):
    """Enter the full name of the one whose number you gave."""

    code = "declarations.kin_unnamed"


class NotYetRegistered(Invalid):
    """This day is still to come. Enter the day of the extract or decision."""

    code = "declarations.not_yet_registered"


class Proof(StrEnum):
    """By what it is proved (art. 26.2 b)."""

    EXTRACT = "extract"
    """Of civil registration."""
    DECISION = "decision"
    """Of a court or another authority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CivilStatus:
    facts: Facts
    """Kin by name and number; who of them is in the register is seen when it is entered."""
    way: Way
    proof: Proof
    ground: str
    """Number, day and authority of the paper."""
    on: date
    """The day of the paper, from which a change holds."""

    @classmethod
    def read(cls, change: Mapping[str, Any]) -> Self:
        """Return what the answers of the step say."""
        name, born, sex, religion = (change[f"new_{fact}"] for fact in ("name", "born", "sex", "religion"))
        return cls(
            facts=Facts(
                name=PersonName.parse(name) if name else None,
                other_name=change.get("new_other_name") or None,
                born=PartialDate.parse(born) if born else None,
                sex=Sex(sex) if sex else None,
                ethnicity=change["new_ethnicity"] or None,
                religion="" if religion == NONE else religion or None,
                home_town=PlaceOf(change["new_home_town"]) if change["new_home_town"] else None,
                birth_registration_unit=change["new_birth_registration"] or None,
                birth_place=_birth_place(change),
                marital_status=MaritalStatus(status) if (status := change.get("new_marital_status")) else None,
                spouse=_kin(change, "spouse"),
                father=_kin(change, "father"),
                mother=_kin(change, "mother"),
            ),
            way=Way(change["way"]),
            proof=Proof(change["proof"]),
            ground=change["ground"],
            on=date.fromisoformat(change["registered_on"]),
        )

    @property
    def renumbers(self) -> bool:
        """Whether another year of birth or sex may ask for another personal number."""
        return self.facts.born is not None or self.facts.sex is not None


def _kin(change: Mapping[str, Any], role: str) -> KinOf | None:
    # Who filed before a spouse, another name and the place of birth were asked for has no answer to them.
    name = change.get(f"{role}_name")
    return KinOf(name=name, number=change[f"{role}_number"]) if name else None


def _birth_place(change: Mapping[str, Any]) -> PlaceOf | None:
    unit, line = change.get("new_birth_place"), change.get("new_birth_place_line", "")
    return PlaceOf(unit or None, line) if unit or line else None


def civil_refusals(said: CivilStatus, on: date) -> Iterator[DomainError]:
    """Yield what the law refuses of a correction that is judged on a day."""
    spouse, status = said.facts.spouse, said.facts.marital_status
    for refusal in (
        day_refusal(said.on, on),
        born_refusal(said.facts.born),
        spouse_refusal(spouse.name if spouse else "", status or ""),
    ):
        if refusal:
            yield refusal


def day_refusal(registered_on: date, on: date) -> DomainError | None:
    """Only what has been registered or decided is entered."""
    return NotYetRegistered() if registered_on > on else None


def spouse_refusal(spouse: str, status: str) -> DomainError | None:
    """Who has a wife or husband is married (Marriage and Family Law 52/2014/QH13 art. 3)."""
    return SpouseOfUnmarried() if spouse and status not in {"", MaritalStatus.MARRIED} else None


def born_refusal(born: PartialDate | None) -> DomainError | None:
    """No number can be made of an earlier year (Decree 70/2024/NĐ-CP)."""
    try:
        if born:
            check_born(born)
    except BornTooEarly as refusal:
        return refusal
    return None
