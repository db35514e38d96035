"""A family whose residence information is corrected, and what they declare."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dancu.casework.filing import Filing
from dancu.casework.procedures import Decision
from dancu.declarations.checking import NotInOrder
from dancu.kernel.actor import SYSTEM
from dancu.kernel.errors import DomainError
from dancu.kernel.sex import Sex
from dancu.population import commands as population
from dancu.population.domain.person import PersonCard
from dancu.procedures.residence_correction import checking
from dancu.procedures.residence_correction.application import Application
from dancu.procedures.residence_correction.procedure import PROCEDURES
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, Household, a_row
from tests.builders.residence import READ, a_household

PROCEDURE = PROCEDURES[-1]
LINE = "Số 1 phố Hàng Bạc"
CHANGE = {
    "kind": "permanent",
    "reason": "",
    "relation": "",
    "head_name": "",
    "head_pin": "",
    "known": False,
    "line": "",
    "new_line": "",
    "basis": "",
}
DECISION = Decision(dossier_id=None, dossier_code="G01.101.000.070-261124-0001", on=ON, at=NOW, by=SYSTEM)  # type: ignore[arg-type]


@dataclass
class Family:
    """A husband who heads the household, his wife who files, and their grown-up daughter and small son."""

    husband: PersonCard
    daughter: PersonCard
    son: PersonCard
    wife: Household

    @property
    def household(self) -> int:
        home = residence.household_of(person=self.husband.id, on=ON, **READ)
        assert home is not None
        return home.id

    def head(self) -> int:
        return residence.get_household(id=self.household, **READ).head

    def relations(self) -> dict[int, Relation]:
        members = residence.list_members(household=self.household, on=ON, **READ)
        return {member.person.id: member.relation for member in members}

    def answers(self, case: str = "new_head", **steps: Any) -> dict[str, dict[str, Any]]:
        rows = [a_row(self.husband, "husband"), a_row(self.daughter, "child"), a_row(self.son, "child")]
        shared = {"agency": {"case": case}, "members": {"rows": rows}} | steps
        known = self.wife.answers(**{key: said for key, said in shared.items() if key != "change"})
        head = {"head_name": self.husband.name.full, "head_pin": str(self.husband.pin)}
        return known | {"change": CHANGE | head | steps.get("change", {})}

    def declares(self, case: str = "new_head", **steps: Any) -> Application:
        return Application.read(self.answers(case, **steps), ON)

    def refused(self, case: str = "new_head", **steps: Any) -> dict[str, list[str]]:
        try:
            checking.check(self.declares(case, **steps), self.wife.reading)
        except NotInOrder as error:
            return {step: list(texts) for step, texts in error.fields.items()}
        return {}

    def form(self, step: str, typed: dict[str, str] | None = None, *, case: str = "new_head", **steps: Any) -> Any:
        filing = Filing(
            procedure=PROCEDURE, step=step, on=ON, at=NOW, by=self.wife.actor, answers=self.answers(case, **steps)
        )
        form = PROCEDURE.step(step).form
        return form(filing=filing) if typed is None else form(typed, filing=filing)


def a_family(*, proved: bool = True) -> Family:
    husband = a_person("Nguyễn Văn An", born="1/2/1960", sex=Sex.MALE)
    wife = a_person("Trần Thị Bình", born="3/4/1962", sex=Sex.FEMALE)
    daughter = a_person("Nguyễn Thị Cúc", born="5/6/1990", sex=Sex.FEMALE)
    son = a_person("Nguyễn Văn Dũng", born="7/8/2015", sex=Sex.MALE)
    home = Household(wife, proved=proved)
    a_household(
        husband, (wife, Relation.WIFE), (daughter, Relation.CHILD), (son, Relation.CHILD), unit=home.place, line=LINE
    )
    return Family(husband, daughter, son, home)


def dies(person: PersonCard) -> None:
    population.record_death(person=person.id, on=date(2026, 11, 1), ground="Trích lục khai tử", by=SYSTEM, at=NOW)


def says(*errors: type[DomainError]) -> list[str]:
    return [error.template() for error in errors]
