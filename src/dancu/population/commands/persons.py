"""Enter persons; each change is an event, audited."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from dancu.kernel.actor import Actor
from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName
from dancu.kernel.sex import Sex
from dancu.platform.events import publish
from dancu.population import events
from dancu.population.commands.chronicle import Chronicle
from dancu.population.commands.guarding import Another, described, guard
from dancu.population.commands.numbers import allocate_pin
from dancu.population.domain.facts import NOBODY, Facts, KinOf, columns, said
from dancu.population.domain.lookalikes import Described
from dancu.population.domain.person import EventKind, MaritalStatus, PlaceOf
from dancu.population.models import Person
from dancu.population.queries import NoSuchPerson


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
    another: Another | None = None,
    ground: str,
    by: Actor,
    at: datetime,
    dossier_code: str = "",
) -> int:
    """Enter a person who is not in the register yet, issue his number, return his id.

    `province` is the historical code of the province of birth registration; `details` may hold other_name, old_id_number,
    occupation, workplace, phone, email and blood_group. A spouse in the register is linked both ways. Raises PossibleDuplicate
    where somebody who is there may be he, unless `another` tells why he is not; the event keeps the reason.
    """
    likeness = Described(name=name, born=born, sex=sex, old_id_number=(details or {}).get("old_id_number", ""))
    seen = guard(described(likeness, father=father, mother=mother), another)
    pin = allocate_pin(province=province, birth_year=born.year, sex=sex, at=at)
    facts = Facts(
        name=name,
        born=born,
        sex=sex,
        birth_place=birth_place,
        birth_registration_unit=birth_registration_unit,
        home_town=home_town,
        ethnicity=ethnicity,
        religion=religion,
        marital_status=MaritalStatus.MARRIED if spouse != NOBODY else marital_status,
        father=father,
        mother=mother,
        spouse=spouse,
    )
    if spouse.id:
        hold_people(ids=[spouse.id])
    entered: dict[str, object] = {"pin": pin, **columns(facts), **(details or {})}
    person = Person.objects.create(**entered, recorded_at=at)
    chronicle = Chronicle(on=at.date(), ground=ground, by=by, at=at, dossier_code=dossier_code)
    chronicle.write(EventKind.REGISTERED, person.pk, after={**said(entered), **seen})
    if spouse.id:
        marry(spouse.id, person.pk, chronicle)
    publish(events.PersonRegistered(person=person.pk, at=at))
    return person.pk


def marry(person: int, spouse: int, chronicle: Chronicle) -> None:
    """Link somebody, who is held, to a spouse who names him."""
    row = Person.objects.get(id=person)
    linked = columns(Facts(spouse=KinOf(id=spouse), marital_status=MaritalStatus.MARRIED))
    Person.objects.filter(id=person).update(**linked)
    chronicle.write(EventKind.SPOUSE_LINKED, person, before={name: getattr(row, name) for name in linked}, after=linked)


def hold_with_spouse(*, person: int, spouse: int | None = None) -> Person:
    """Lock a person with who is his spouse in the register and who is to be, and return him; raise NoSuchPerson."""
    asked = Person.objects.filter(id=person).values_list("spouse_id", flat=True)
    if not asked:
        raise NoSuchPerson
    hold_people(ids={person, asked[0] or person, spouse or person})
    return Person.objects.get(id=person)


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
