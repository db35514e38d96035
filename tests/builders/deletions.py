"""People who declare that a registration is to be deleted, and what they declare."""

from datetime import date
from typing import Any

from dancu.casework.filing import Filing
from dancu.casework.procedures import Decision, Procedure, Reading, catalogue
from dancu.declarations import deleting
from dancu.declarations.domain.deletion import Deletion
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.places.domain.units import Address
from dancu.population import commands as population
from dancu.population.domain.person import NationalityLoss, PersonCard
from dancu.residence import commands
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Joining
from tests.builders.declaring import refusals
from tests.builders.population import AT, a_person
from tests.builders.procedures import NOW, ON, Household, the_answers_of
from tests.builders.residence import a_household

OFFICER = Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW)
DECISION = Decision(dossier_id=None, dossier_code="G01.101.000.070-261124-0001", on=ON, at=NOW, by=SYSTEM)  # type: ignore[arg-type]
LINE = "Số 12 phố Hàng Bài"
PLACE = {"line": LINE, "household": "new", "relation": "", "happened_on": "2026-11-20", "known": False}
PERMANENT, TEMPORARY = "1.003197", "1.010028"


def procedure(code: str = PERMANENT, on: date = ON) -> Procedure[Any]:
    return catalogue().current(code, on)


def a_home(*others: tuple[PersonCard, Relation], **facts: Any) -> Household:
    """Return a householder who declares where he lives permanently, with others."""
    home = Household(a_person(**facts))
    a_household(home.person, *others, unit=home.place, line=LINE)
    return home


def a_lodging(*others: tuple[PersonCard, Relation]) -> Household:
    """Return somebody who heads a household at a place where he lives temporarily."""
    home = Household(a_person())
    commands.register_temporary(
        joining=[Joining(home.person.id, Relation.HEAD), *(Joining(one.id, relation) for one, relation in others)],
        place=Address(home.place.id, LINE),
        since=date(2026, 3, 1),
        until=date(2027, 3, 1),
        by=SYSTEM,
        at=AT,
    )
    return home


def answers(home: Household, case: str, **steps: dict[str, Any]) -> dict[str, dict[str, Any]]:
    known = home.answers(**{step: facts for step, facts in steps.items() if step != "place"})
    known["agency"]["case"] = case
    return known | {"place": PLACE | steps.get("place", {})}


def declared(home: Household, case: str, code: str = PERMANENT, **steps: Any) -> Deletion:
    application: Deletion = procedure(code).read(answers(home, case, **steps), ON)
    return application


def of_another(home: Household, person: PersonCard, standing: str = "household_member", **facts: Any) -> dict[str, Any]:
    """Return the answers of somebody who declares for another of his household."""
    filer = {"filer_name": home.person.name.full, "filer_number": str(home.person.pin), "is_subject": False}
    return {**the_answers_of(person), **filer, "standing": standing, "represents": True, **facts}


def within(home: Household, relation: str, **facts: Any) -> dict[str, Any]:
    """Return the answers that name the filer as householder."""
    head = {"head_name": home.person.name.full, "head_pin": str(home.person.pin)}
    return {"household": "join", **head, "relation": relation, **facts}


def dies(person: PersonCard) -> None:
    population.record_death(person=person.id, on=date(2026, 11, 20), ground="test", by=SYSTEM, at=NOW)


def loses_nationality(person: PersonCard) -> None:
    population.record_nationality_loss(
        person=person.id, way=NationalityLoss.RENOUNCED, on=date(2026, 11, 20), ground="test", by=SYSTEM, at=NOW
    )


def refused(application: Deletion, reading: Reading) -> dict[str, list[str]]:
    return refusals(deleting.check, application, reading)


def anew(home: Household) -> Reading:
    """Return a reading that has kept nothing."""
    return Reading(by=home.actor, purpose=Purpose.FILING, at=NOW)


def the_step(name: str, home: Household, case: str, code: str, typed: Any = None, **steps: Any) -> Any:
    found = procedure(code)
    said = answers(home, case, **steps)
    filing = Filing(procedure=found, step=name, on=ON, at=NOW, by=home.actor, answers=said)
    form = found.step(name).form
    return form(filing=filing) if typed is None else form(typed, filing=filing)
