"""Enter acts of civil status that change what a record says: marriage and its end, recognition of a parent, birth."""

from datetime import date, datetime

from django.db import transaction

from dancu.kernel.actor import Actor
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import Conflict, Invalid
from dancu.kernel.names import PersonName
from dancu.kernel.sex import Sex
from dancu.population.commands.chronicle import Chronicle
from dancu.population.commands.correcting import enter, enter_facts
from dancu.population.commands.guarding import Another
from dancu.population.commands.persons import hold_people, hold_with_spouse, register_person
from dancu.population.domain.facts import NOBODY, Facts, KinOf, columns
from dancu.population.domain.person import VIETNAM, EventKind, Life, MaritalStatus, PlaceOf
from dancu.population.models import Person, PersonEvent

_UNMARRIED = frozenset({MaritalStatus.SINGLE, MaritalStatus.DIVORCED, MaritalStatus.WIDOWED})
_WEDDINGS = [EventKind.MARRIED, EventKind.SPOUSE_LINKED, EventKind.CHANGED, EventKind.RECTIFIED]


class DiedBefore(Conflict):
    """The register says that one of the two had died by this day. Check the persons and the day."""

    code = "population.died_before"


class NotMarried(Conflict):
    """The register knows no marriage of this person that could end. Let the marriage be entered first."""

    code = "population.not_married"


class MarriedToAnother(Conflict):
    """The register says that this person is married to somebody else. Check both persons."""

    code = "population.married_to_another"


class ParentTooYoung(Invalid):
    """A parent is born before the child. Check who is named as father and mother."""

    code = "population.parent_too_young"


class SameParents(Invalid):
    """Father and mother are two persons. Check who is named."""

    code = "population.same_parents"


@transaction.atomic
def record_birth(
    *,
    name: PersonName,
    born: PartialDate,
    sex: Sex,
    province: str,
    birth_registration_unit: int,
    birth_place: PlaceOf,
    home_town: PlaceOf,
    ethnicity: str,
    nationality: str = VIETNAM,
    father: KinOf = NOBODY,
    mother: KinOf = NOBODY,
    another: Another | None = None,
    ground: str,
    by: Actor,
    at: datetime,
) -> int:
    """Enter a child whose birth was registered, issue his number, note the birth in his parents' records; return his id.

    Where he is to live his parents declare (Residence Law art. 20); `province` is the historical code of the registration's.
    Raises NoSuchPerson, SameParents, ParentTooYoung or PossibleDuplicate.
    """
    parents = [parent.id for parent in (father, mother) if parent.id]
    if len(set(parents)) != len(parents):
        raise SameParents
    hold_people(ids=parents)
    _check_older(parents, born)
    child = register_person(
        name=name,
        born=born,
        sex=sex,
        province=province,
        birth_registration_unit=birth_registration_unit,
        birth_place=birth_place,
        home_town=home_town,
        ethnicity=ethnicity,
        marital_status=MaritalStatus.SINGLE,
        father=father,
        mother=mother,
        details={"nationality": nationality},
        another=another,
        ground=ground,
        by=by,
        at=at,
    )
    chronicle = Chronicle(on=born.earliest, ground=ground, by=by, at=at)
    for parent in parents:
        chronicle.write(EventKind.CHILD_BORN, parent, after={"child": child})
    return child


@transaction.atomic
def record_marriage(*, person: int, spouse: KinOf, on: date, ground: str, by: Actor, at: datetime) -> None:
    """Enter that two people married on a day; of a spouse who is not in the register, name and number stay.

    Raises NoSuchPerson, NoLongerInForce, NotYetSo, DiedBefore, OwnSpouse, AlreadyMarried or NothingToCorrect.
    """
    hold_with_spouse(person=person, spouse=spouse.id)
    if Person.objects.filter(id__in=[person, spouse.id or person], life=Life.DEAD, died_on__lte=on).exists():
        raise DiedBefore
    enter_facts(person, Facts(spouse=spouse), EventKind.MARRIED, Chronicle(on=on, ground=ground, by=by, at=at))


@transaction.atomic
def record_divorce(*, person: int, spouse: int | None, on: date, ground: str, by: Actor, at: datetime) -> None:
    """Enter that a marriage was ended by divorce on a day; `spouse` None where the other one is not in the register.

    Raises NoSuchPerson, NoLongerInForce, NotYetSo, NotMarried or MarriedToAnother.
    """
    _check_married(hold_with_spouse(person=person), spouse)
    enter_facts(
        person,
        Facts(marital_status=MaritalStatus.DIVORCED),
        EventKind.DIVORCED,
        Chronicle(on=on, ground=ground, by=by, at=at),
    )


@transaction.atomic
def annul_marriage(*, person: int, spouse: int | None, on: date, ground: str, by: Actor, at: datetime) -> None:
    """Enter that a court annulled a marriage: each of the two is again what he was before (Law 52/2014/QH13 art. 12).

    Raises NoSuchPerson, NotMarried or MarriedToAnother.
    """
    row = hold_with_spouse(person=person)
    _check_married(row, spouse)
    chronicle = Chronicle(on=on, ground=ground, by=by, at=at)
    for each in Person.objects.filter(id__in=[person, row.spouse_id or person]).order_by("id"):
        status = _before_wedding(each.pk)
        enter(each, columns(Facts(spouse=NOBODY, marital_status=status)), EventKind.MARRIAGE_ANNULLED, chronicle)


@transaction.atomic
def recognise_parent(
    *,
    child: int,
    father: KinOf | None = None,
    mother: KinOf | None = None,
    on: date,
    ground: str,
    by: Actor,
    at: datetime,
) -> None:
    """Enter who was recognised as somebody's father or mother.

    Raises NoSuchPerson, NoLongerInForce, NotYetSo, OwnParent, ParentTooYoung or NothingToCorrect.
    """
    parents = [parent.id for parent in (father, mother) if parent and parent.id]
    hold_people(ids=[child, *parents])
    row = Person.objects.get(id=child)
    _check_older([parent for parent in parents if parent != child], PartialDate(row.birth_year))
    facts = Facts(father=father, mother=mother)
    enter_facts(child, facts, EventKind.PARENT_RECOGNISED, Chronicle(on=on, ground=ground, by=by, at=at))


def _check_older(parents: list[int], born: PartialDate) -> None:
    for row in Person.objects.filter(id__in=parents):
        if PartialDate(row.birth_year, row.birth_month, row.birth_day).earliest >= born.latest:
            raise ParentTooYoung


def _check_married(row: Person, spouse: int | None) -> None:
    if MaritalStatus(row.marital_status) in _UNMARRIED:
        raise NotMarried
    if spouse and row.spouse_id and row.spouse_id != spouse:
        raise MarriedToAnother


def _before_wedding(person: int) -> MaritalStatus:
    """Return the marital status before the marriage that stands; unknown where it came with the entry."""
    weddings = PersonEvent.objects.filter(
        person=person, kind__in=_WEDDINGS, after__marital_status=MaritalStatus.MARRIED
    )
    last = weddings.order_by("at", "id").last()
    return MaritalStatus(last.before.get("marital_status", "")) if last else MaritalStatus.UNKNOWN
