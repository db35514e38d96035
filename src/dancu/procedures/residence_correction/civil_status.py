"""What is corrected of somebody's civil status (art. 26.1 b), as values: nothing here judges it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName
from dancu.kernel.sex import Sex
from dancu.population.domain.facts import Facts, KinOf, Way
from dancu.population.domain.person import MaritalStatus, PlaceOf

NONE = "none"
"""Said of a religion: nobody leaves the answer empty to say that he has none."""


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
