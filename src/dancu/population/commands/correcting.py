"""Correct what the register says of a person's civil status (Residence Law art. 26.1 b, Civil Status Law 60/2014/QH13)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from dancu.kernel.actor import Actor
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import Conflict, Invalid
from dancu.kernel.pin import Pin
from dancu.kernel.sex import Sex
from dancu.platform.events import publish
from dancu.population import events
from dancu.population.commands.chronicle import Chronicle
from dancu.population.commands.numbers import allocate_pin
from dancu.population.commands.persons import hold_with_spouse
from dancu.population.domain import marriage
from dancu.population.domain.facts import Facts, Way, check_born, columns, told
from dancu.population.domain.person import EventKind, Life, MaritalStatus, RecordStatus
from dancu.population.models import IssuedPin, Person

_KINDS = {Way.CHANGED: EventKind.CHANGED, Way.RECTIFIED: EventKind.RECTIFIED}


class NothingToCorrect(Conflict):
    """The population register says all this already. There is nothing to correct."""

    code = "population.nothing_to_correct"


class NotYetSo(Invalid):
    """A change is entered from the day on which it holds, which is not in the future. Check the day."""

    code = "population.not_yet_so"


class OwnParent(Invalid):
    """Nobody is his own parent. Check who is named as father and mother."""

    code = "population.own_parent"


class NoLongerInForce(Conflict):
    """This record is no longer in force in the population register. Look for the record that followed it."""

    code = "population.no_longer_in_force"


@transaction.atomic
def correct_person(
    *,
    person: int,
    facts: Facts,
    way: Way,
    on: date,
    ground: str,
    by: Actor,
    at: datetime,
    dossier_code: str = "",
) -> Pin:
    """Enter facts that differ from what the record says, and return the number that the person bears from now on.

    `on` is the day from which a change holds; a rectification holds from the beginning, and `on` is the day of the act. Where
    year of birth or sex is another, the number that was made of them is annulled and another one follows it. A marriage is
    entered in the record of the other one too.

    Raises NoSuchPerson, NoLongerInForce, NotYetSo, BornTooEarly, OwnParent, SpouseOfUnmarried, OwnSpouse, AlreadyMarried or
    NothingToCorrect.
    """
    chronicle = Chronicle(on=on, ground=ground, by=by, at=at, dossier_code=dossier_code)
    return enter_facts(person, facts, _KINDS[way], chronicle)


def enter_facts(person: int, facts: Facts, kind: EventKind, chronicle: Chronicle) -> Pin:
    """Do what `correct_person` does, as an event of this kind."""
    facts = marriage.whole(facts)
    if facts.born:
        check_born(facts.born)
    if chronicle.on > localtime(chronicle.at).date():
        raise NotYetSo
    row = hold_with_spouse(person=person, spouse=facts.spouse.id if facts.spouse else None)
    if row.status != RecordStatus.IN_FORCE:
        raise NoLongerInForce
    if person in {kin.id for kin in (facts.father, facts.mother) if kin}:
        raise OwnParent
    after = {name: value for name, value in columns(facts).items() if getattr(row, name) != value}
    if not after:
        raise NothingToCorrect
    for other, filled in _others(row, facts, kind).items():
        enter(Person.objects.get(id=other), filled, kind, chronicle)
    enter(row, after, kind, chronicle)
    born = facts.born or PartialDate(row.birth_year)
    return _renumber(row, born, facts.sex or Sex(row.sex), chronicle)


def enter(row: Person, after: Mapping[str, object], kind: EventKind, chronicle: Chronicle) -> None:
    """Fill columns of a record that is held, and say so."""
    before = {name: getattr(row, name) for name in after}
    Person.objects.filter(id=row.pk).update(**after)
    chronicle.write(kind, row.pk, before=told(before), after=told(after))
    publish(events.PersonCorrected(person=row.pk, at=chronicle.at))


def _others(row: Person, facts: Facts, kind: EventKind) -> Mapping[int, Mapping[str, object]]:
    """Return what is to be entered in the records of the former and the new spouse, who are held."""
    former, new = row.spouse_id, facts.spouse.id if facts.spouse else None
    bonds = {each.pk: _bond(each) for each in Person.objects.filter(id__in=[each for each in (former, new) if each])}
    return marriage.others(
        facts, _bond(row), bonds.get(former or 0), bonds.get(new or 0), replaces=kind is EventKind.RECTIFIED
    )


def _bond(row: Person) -> marriage.Bond:
    return marriage.Bond(
        person=row.pk,
        spouse=row.spouse_id,
        status=MaritalStatus(row.marital_status),
        dead=row.life == Life.DEAD,
    )


def _renumber(row: Person, born: PartialDate, sex: Sex, chronicle: Chronicle) -> Pin:
    """Let another number follow one that was made of another birth year or sex (Decree 70/2024/NĐ-CP), unless it fits."""
    former = Pin(row.pin)
    # Whoever bears a number that never fitted keeps it while neither of the two is corrected.
    if (born.year, sex) == (row.birth_year, row.sex) or former.matches(born, sex):
        return former
    pin = allocate_pin(province=former.province, birth_year=born.year, sex=sex, at=chronicle.at)
    IssuedPin.objects.filter(number=former).update(annulled_at=chronicle.at, successor=pin)
    Person.objects.filter(id=row.pk).update(pin=pin)
    chronicle.write(EventKind.PIN_CHANGED, row.pk, before={"pin": former}, after={"pin": pin})
    publish(events.PinChanged(person=row.pk, former=former, pin=pin, at=chronicle.at))
    return pin
