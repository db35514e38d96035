"""Messages of civil-status registers for tests."""

from typing import Any

from dancu.kernel.actor import SYSTEM, Purpose
from dancu.population import commands, queries
from dancu.population.commands import Answer
from dancu.population.domain.civil import Outcome
from dancu.population.domain.person import PersonCard, PersonRecord
from tests.builders.places import a_commune
from tests.builders.population import AT

READ: dict[str, Any] = {"purpose": Purpose.REGISTER_CHANGE, "by": SYSTEM, "at": AT}
AN: dict[str, str] = {"surname": "Lê", "middle": "Minh", "given": "An"}


def receive(said: Any, sender: str = "HT-01") -> Answer:
    return commands.receive(said, sender=sender, by=SYSTEM, at=AT)


def message(kind: str, number: str = "1", **said: Any) -> dict[str, Any]:
    return {"number": number, "kind": kind, "on": "2026-11-20", "act": "Số 12/2026, UBND Phường Hoàn Kiếm", **said}


def who(person: PersonCard) -> dict[str, Any]:
    name = person.name
    return {"pin": str(person.pin), "name": {"surname": name.surname, "middle": name.middle, "given": name.given}}


def a_birth(number: str = "1", **said: Any) -> dict[str, Any]:
    child = {"name": AN, "born": "2026-11-18", "sex": "female", "ethnicity": "01"}
    return message(
        "birth",
        number,
        **{"registered_in": {"commune": a_commune().code}, "child": child | said.pop("child", {}), **said},
    )


def a_death(number: str = "2", **of: Any) -> dict[str, Any]:
    return message("death", number, person=of)


def record(pin: str) -> PersonRecord:
    return queries.get_person(number=pin, **READ)


def faults(answer: Answer) -> list[tuple[str, str]]:
    assert answer.outcome is Outcome.REFUSED
    return [(each.field, str(each.code)) for each in answer.problems]
