"""Enter that a person died, or is a citizen no more: what others hear of and act on."""

from datetime import date, datetime

from django.db import transaction

from dancu.kernel.actor import Actor
from dancu.kernel.errors import Conflict, Invalid
from dancu.platform.events import publish
from dancu.population import events
from dancu.population.commands.chronicle import Chronicle
from dancu.population.commands.correcting import enter
from dancu.population.commands.guardians import end_guardianships
from dancu.population.commands.persons import hold_people, hold_with_spouse
from dancu.population.domain.facts import NOBODY, Facts, columns
from dancu.population.domain.person import VIETNAM, EventKind, Life, MaritalStatus, NationalityLoss
from dancu.population.models import Person


class AlreadyDead(Conflict):
    """This death is already in the register."""

    code = "population.already_dead"


class AlreadyMissing(Conflict):
    """The register says already that this person is missing or dead."""

    code = "population.already_missing"


class NotDeadYet(Invalid):
    """A court determines a day of death that is not after its decision. Check both days."""

    code = "population.not_dead_yet"


class NotDeclared(Conflict):
    """No court's decision that this person is missing or dead is in the register. Check the number again."""

    code = "population.not_declared"


class AlreadyLost(Conflict):
    """That this person lost Vietnamese nationality is already in the register."""

    code = "population.already_lost"


class NotACitizen(Conflict):
    """The register does not know this person as a Vietnamese citizen. Check the number again."""

    code = "population.not_a_citizen"


class StillACitizen(Invalid):
    """Who lost Vietnamese nationality does not have it. Enter the nationality that the person has now, or leave it empty."""

    code = "population.still_a_citizen"


@transaction.atomic
def record_death(*, person: int, on: date, ground: str, by: Actor, at: datetime, dossier_code: str = "") -> None:
    """Enter that a person died: whom he was married to is widowed, who was his guardian is it no more.

    Raises NoSuchPerson or AlreadyDead.
    """
    _die(
        person,
        EventKind.DIED,
        {"died_on": on},
        Chronicle(on=on, ground=ground, by=by, at=at, dossier_code=dossier_code),
    )


@transaction.atomic
def declare_dead(*, person: int, died_on: date, on: date, ground: str, by: Actor, at: datetime) -> None:
    """Enter that a court declared somebody dead, by a decision of a day, and determined when he died (Civil Code art. 71).

    What follows is what follows from a death, from the day of the decision. Raises NoSuchPerson, AlreadyDead or NotDeadYet.
    """
    if died_on > on:
        raise NotDeadYet
    chronicle = Chronicle(on=on, ground=ground, by=by, at=at)
    _die(person, EventKind.DECLARED_DEAD, {"died_on": died_on, "declared_dead_on": on}, chronicle)


@transaction.atomic
def declare_missing(*, person: int, since: date, on: date, ground: str, by: Actor, at: datetime) -> None:
    """Enter that a court declared somebody missing, who has not been heard of since a day (Civil Code art. 68).

    Raises NoSuchPerson or AlreadyMissing.
    """
    row = hold_with_spouse(person=person)
    if row.life != Life.ALIVE:
        raise AlreadyMissing
    after: dict[str, object] = {"life": Life.MISSING.value, "missing_since": since}
    enter(row, after, EventKind.DECLARED_MISSING, Chronicle(on=on, ground=ground, by=by, at=at))
    publish(events.PersonMissing(person=person, on=on, at=at))


@transaction.atomic
def record_return(*, person: int, on: date, ground: str, by: Actor, at: datetime) -> None:
    """Enter that a court took back its decision that somebody is missing or dead (Civil Code arts. 70, 73).

    Who was widowed by the decision and has not married again is married as before; else that marriage is over. What was
    deleted, closed or ended meanwhile is registered or issued anew. Raises NoSuchPerson or NotDeclared.
    """
    row = hold_with_spouse(person=person)
    if row.life != Life.MISSING and row.declared_dead_on is None:
        raise NotDeclared
    after: dict[str, object] = {
        "life": Life.ALIVE.value,
        "died_on": None,
        "declared_dead_on": None,
        "missing_since": None,
    }
    chronicle = Chronicle(on=on, ground=ground, by=by, at=at)
    spouse = Person.objects.filter(id=row.spouse_id or 0).first() if row.life == Life.DEAD else None
    if spouse and spouse.spouse_id == person and spouse.marital_status == MaritalStatus.WIDOWED:
        enter(spouse, {"marital_status": MaritalStatus.MARRIED.value}, EventKind.RETURNED, chronicle)
    elif spouse and spouse.spouse_id != person:
        after |= columns(Facts(spouse=NOBODY, marital_status=MaritalStatus.UNKNOWN))
    enter(
        row,
        {name: value for name, value in after.items() if getattr(row, name) != value},
        EventKind.RETURNED,
        chronicle,
    )


@transaction.atomic
def record_nationality_loss(
    *,
    person: int,
    way: NationalityLoss,
    on: date,
    nationality: str = "",
    ground: str,
    by: Actor,
    at: datetime,
    dossier_code: str = "",
) -> None:
    """Enter that a person lost Vietnamese nationality on a day; `nationality` is the one he has now, empty where unknown.

    Raises NoSuchPerson, AlreadyLost, NotACitizen or StillACitizen.
    """
    if nationality == VIETNAM:
        raise StillACitizen
    hold_people(ids=[person])
    row = Person.objects.get(id=person)
    if row.nationality_lost_on is not None:
        raise AlreadyLost
    if row.nationality != VIETNAM:
        raise NotACitizen
    Person.objects.filter(id=person).update(nationality=nationality, nationality_lost_on=on)
    Chronicle(on=on, ground=ground, by=by, at=at, dossier_code=dossier_code).write(
        EventKind.NATIONALITY_LOST,
        person,
        before={"nationality": row.nationality, "nationality_lost_on": None},
        after={"nationality": nationality, "nationality_lost_on": on.isoformat(), "way": way},
    )
    publish(events.NationalityLost(person=person, on=on, at=at))


def _die(person: int, kind: EventKind, days: dict[str, object], chronicle: Chronicle) -> None:
    row = hold_with_spouse(person=person)
    if row.life == Life.DEAD:
        raise AlreadyDead
    enter(row, {"life": Life.DEAD.value, **days}, kind, chronicle)
    if row.spouse_id:
        _widow(row.spouse_id, chronicle)
    # Civil Code 91/2015/QH13 art. 62.1. A ward whose guardian died stays one: until another is appointed somebody must know.
    end_guardianships(chronicle, person)
    publish(events.PersonDied(person=person, on=chronicle.on, at=chronicle.at))


def _widow(spouse: int, chronicle: Chronicle) -> None:
    """A marriage ends when one of the two dies (Marriage and Family Law 52/2014/QH13 art. 65)."""
    now = MaritalStatus.WIDOWED
    if Person.objects.filter(id=spouse, marital_status=MaritalStatus.MARRIED).update(marital_status=now):
        before = {"marital_status": MaritalStatus.MARRIED}
        chronicle.write(EventKind.WIDOWED, spouse, before=before, after={"marital_status": now})
