"""Declarations of permanent registration: as values, and as the answers of the five steps."""

from dataclasses import dataclass, field
from dataclasses import replace as changed
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from dancu.accounts.queries import get_account
from dancu.casework.domain.filing import Contact
from dancu.casework.procedures import Reading
from dancu.declarations.domain.declaration import Filer, Mover, Named
from dancu.declarations.domain.registration import Entry, Obstacle
from dancu.kernel.actor import Actor, ActorKind, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex
from dancu.offices.queries import AgencyView
from dancu.places.domain.units import Unit
from dancu.population.domain.person import PersonCard
from dancu.procedures.permanent_registration.application import Application, Ground, Origin, Place
from tests.builders.identity import a_verified_account, account_for
from tests.builders.offices import a_commune_agency
from tests.builders.places import a_commune

ON = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HEAD = Named("Trần Văn Chủ", "001075000001")
OWNER = Named("Lê Thị Sở Hữu", "001175000002")


def born_at_age(years: int, *, on: date = ON) -> PartialDate:
    """Return a date of birth by which somebody reaches this age on the day itself."""
    return PartialDate.of(on.replace(year=on.year - years))


def a_mover(name: str = "Nguyễn Thị Ánh", *, age: int = 30, **facts: Any) -> Mover:
    known = {"born": born_at_age(age), "sex": Sex.FEMALE, "pin": "001196000010", "relation": "child"}
    return Mover(name=name, **(known | facts))


def a_place(ground: Ground = Ground.OWN, **facts: Any) -> Place:
    known: dict[str, Any] = {
        "unit_id": 1,
        "line": "Số 12 phố Hàng Bài",
        "obstacle": Obstacle.NONE,
        "kin_known": False,
        "floor_area": None,
        "residents": None,
        "special": frozenset(),
    }
    if ground is Ground.RENTED:
        known |= {"floor_area": Decimal(40), "residents": 4}
    return Place(ground=ground, **(known | facts))


def an_application(ground: Ground = Ground.OWN, **facts: Any) -> Application:
    """Return an adult's own declaration: into a household that exists where the ground is with others, else a new one."""
    entry = facts.pop("entry", Entry.NEW if ground is Ground.OWN else Entry.JOIN)
    known: dict[str, Any] = {
        "on": ON,
        "agency_id": 1,
        "origin": Origin.OTHER_PROVINCE,
        "entry": entry,
        "filer": Filer(name="Nguyễn Thị Ánh", number="001196000010", proved=True, standing=None, represents=False),
        "subject": a_mover(relation="head" if entry is Entry.NEW else "child"),
        "phone": "0912345678",
        "email": "anh@example.com",
        "members": (),
        "place": a_place(ground),
        "head": HEAD if entry is Entry.JOIN else None,
        "owner": None,
        "request": "Đăng ký thường trú",
        "new_head": None,
        "exemption": None,
        "contact": Contact(name="Nguyễn Thị Ánh", email="anh@example.com", phone="0912345678"),
    }
    return Application(**(known | facts))


def filed_by(standing: Any, **facts: Any) -> Filer:
    """Return somebody who declares for another."""
    known = {"name": "Phạm Văn Khai", "number": "001080000099", "proved": True, "represents": False}
    return Filer(standing=standing, **(known | facts))


@dataclass
class Household:
    """Somebody with a proved account who files at an agency, and what he answers at the five steps."""

    person: PersonCard
    place: Unit = field(default_factory=a_commune)
    proved: bool = True

    def __post_init__(self) -> None:
        self.agency: AgencyView = a_commune_agency(self.place)
        self.account_id = a_verified_account(self.person) if self.proved else account_for(self.person)
        self.actor = Actor(kind=ActorKind.CITIZEN, account_id=self.account_id)
        self.reading = Reading(by=self.actor, purpose=Purpose.FILING, at=NOW)
        self.username = get_account(self.account_id).username

    def answers(self, **steps: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """Return complete answers for a new household in a dwelling of his own, with changes by step."""
        known = {
            "agency": {"commune": self.place.id, "agency": self.agency.id, "case": "other_province_new"},
            "subject": {
                **the_answers_of(self.person),
                "is_subject": True,
                "standing": "",
                "phone": "0912345678",
                "email": "anh@example.com",
                "filer_name": self.person.name.full,
                "filer_number": str(self.person.pin),
                "filer_proved": self.proved,
                "represents": False,
            },
            "place": {
                "line": "Số 12 phố Hàng Bài",
                "relation": "",
                "ground": "own",
                "obstacle": "none",
                "special": [],
                "kin_known": False,
            },
            "members": {"rows": []},
            "request": {
                "request": "Đăng ký thường trú",
                "exemption": "",
                "new_head_name": "",
                "new_head_pin": "",
                "ways": [],
                "notice_email": "",
                "notice_phone": "",
                "delivery": "portal",
                "delivery_address": "",
            },
        }
        return {step: {**facts, **steps.get(step, {})} for step, facts in known.items()}

    def declares(self, **steps: dict[str, Any]) -> Application:
        return Application.read(self.answers(**steps), ON)


def the_answers_of(person: PersonCard) -> dict[str, Any]:
    return {
        "name": person.name.full,
        "born": str(person.born),
        "sex": person.sex.value,
        "pin": str(person.pin),
        "old_number": "",
        "passport": "",
        "occupation": "",
        "workplace": "",
    }


def a_row(person: PersonCard, relation: str) -> dict[str, Any]:
    """Return the answer that names somebody who moves along."""
    return {**the_answers_of(person), "relation": relation, "relation_to_subject": relation}


__all__ = [
    "HEAD", "NOW", "ON", "OWNER", "Household", "a_mover", "a_place", "a_row", "an_application", "born_at_age", "changed",
    "filed_by", "the_answers_of",
]  # fmt: skip
