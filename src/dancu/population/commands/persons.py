"""Change the register of persons; each change is an event, audited."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import Conflict
from dancu.kernel.names import PersonName, fold, sort_key
from dancu.kernel.sex import Sex
from dancu.platform.events import publish
from dancu.population import events
from dancu.population.commands.numbers import allocate_pin
from dancu.population.domain.person import EventKind, Life, MaritalStatus, PlaceOf
from dancu.population.models import Guardianship, Person, PersonEvent
from dancu.population.queries import NoSuchPerson


class AlreadyDead(Conflict):
    """This death is already in the register."""

    code = "population.already_dead"


class AlreadyGuardian(Conflict):
    """This person is already the guardian."""

    code = "population.already_guardian"


@dataclass(frozen=True, slots=True)
class KinOf:
    """A parent or spouse: by id when in the register, else by name and number."""

    id: int | None = None
    name: str = ""
    number: str = ""


NOBODY = KinOf()


@transaction.atomic
def register_person(
    *,
    name: PersonName,
    born: PartialDate,
    sex: Sex,
    province: str,
    birth_registration_unit: int | None = None,
    birth_place: PlaceOf = PlaceOf(),  # noqa: B008
    home_town: PlaceOf = PlaceOf(),  # noqa: B008
    ethnicity: str = "01",
    religion: str = "",
    marital_status: MaritalStatus = MaritalStatus.UNKNOWN,
    father: KinOf = NOBODY,
    mother: KinOf = NOBODY,
    spouse: KinOf = NOBODY,
    details: Mapping[str, str] | None = None,
    ground: str,
    by: Actor,
    at: datetime,
    dossier_code: str = "",
) -> int:
    """Enter a person who is not in the register yet, issue his number, return his id.

    `province` is the historical code of the province of birth registration; `details` may hold other_name, old_id_number,
    occupation, workplace, phone, email and blood_group. A spouse in the register is linked both ways.
    """
    pin = allocate_pin(province=province, birth_year=born.year, sex=sex, at=at)
    person = Person.objects.create(
        pin=pin,
        surname=name.surname,
        middle=name.middle,
        given=name.given,
        search_key=fold(name.full),
        sort_key=sort_key(name),
        birth_year=born.year,
        birth_month=born.month,
        birth_day=born.day,
        sex=sex,
        birth_registration_unit_id=birth_registration_unit,
        birth_place_unit_id=birth_place.unit_id,
        birth_place_line=birth_place.line,
        home_town_unit_id=home_town.unit_id,
        home_town_line=home_town.line,
        ethnicity=ethnicity,
        religion=religion,
        marital_status=MaritalStatus.MARRIED if spouse != NOBODY else marital_status,
        **_kin("father", father),
        **_kin("mother", mother),
        **_kin("spouse", spouse),
        **(details or {}),
        recorded_at=at,
    )
    if spouse.id:
        Person.objects.filter(id=spouse.id).update(
            spouse=person, spouse_name="", spouse_number="", marital_status=MaritalStatus.MARRIED
        )
    record_event(
        EventKind.REGISTERED,
        person.pk,
        on=at.date(),
        ground=ground,
        by=by,
        at=at,
        dossier_code=dossier_code,
        after={"pin": pin},
    )
    publish(events.PersonRegistered(person=person.pk, at=at))
    return person.pk


@transaction.atomic
def record_death(*, person: int, on: date, ground: str, by: Actor, at: datetime, dossier_code: str = "") -> None:
    """Enter that a person died; raise NoSuchPerson or AlreadyDead."""
    row = Person.objects.select_for_update().filter(id=person).first()
    if row is None:
        raise NoSuchPerson
    if row.life == Life.DEAD:
        raise AlreadyDead
    before = {"life": row.life}
    Person.objects.filter(id=person).update(life=Life.DEAD, died_on=on)
    record_event(
        EventKind.DIED,
        person,
        on=on,
        ground=ground,
        by=by,
        at=at,
        dossier_code=dossier_code,
        before=before,
        after={"life": Life.DEAD, "died_on": on.isoformat()},
    )
    publish(events.PersonDied(person=person, on=on, at=at))


@transaction.atomic
def appoint_guardian(
    *, ward: int, guardian: int, since: date, ground: str, by: Actor, at: datetime, dossier_code: str = ""
) -> None:
    """Enter that a person is the guardian of another; raise NoSuchPerson or AlreadyGuardian."""
    hold_people(ids=[ward, guardian])
    if Guardianship.objects.filter(ward=ward, guardian=guardian, until__isnull=True).exists():
        raise AlreadyGuardian
    Guardianship.objects.create(ward_id=ward, guardian_id=guardian, since=since, ground=ground)
    record_event(
        EventKind.GUARDIAN_APPOINTED,
        ward,
        on=since,
        ground=ground,
        by=by,
        at=at,
        dossier_code=dossier_code,
        after={"guardian": guardian},
    )


def hold_people(*, ids: Iterable[int]) -> None:
    """Lock these persons, in the order of their ids, until the caller's transaction ends; raise NoSuchPerson.

    Others may still refer to them, and read them; whoever wants to change one, or his residence, waits.
    """
    wanted = sorted(set(ids))
    rows = (
        Person.objects.filter(id__in=wanted).order_by("id").select_for_update(no_key=True).values_list("id", flat=True)
    )
    if len(rows) != len(wanted):
        raise NoSuchPerson


def _kin(role: str, kin: KinOf) -> dict[str, Any]:
    return {f"{role}_id": kin.id, f"{role}_name": kin.name, f"{role}_number": kin.number}


def record_event(
    kind: EventKind,
    person: int | None,
    *,
    on: date,
    ground: str,
    by: Actor,
    at: datetime,
    dossier_code: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object],
) -> None:
    PersonEvent.objects.create(
        person_id=person,
        kind=kind,
        at=at,
        on=on,
        ground=ground,
        actor_kind=by.kind,
        account_id=by.account_id,
        officer_id=by.officer_id,
        agency_id=by.agency_id,
        dossier_code=dossier_code,
        before=dict(before or {}),
        after=dict(after),
    )
    audit.record(
        f"population.{kind}",
        by=by,
        purpose=Purpose.REGISTER_CHANGE,
        at=at,
        subject=("person", person) if person else ("intake", on.isoformat()),
        facts={"before": dict(before or {}), "after": dict(after)},
    )
