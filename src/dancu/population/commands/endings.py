"""Enter that a person died, or is a citizen no more: what others hear of and act on."""

from datetime import date, datetime

from django.db import transaction

from dancu.kernel.actor import Actor
from dancu.kernel.errors import Conflict, Invalid
from dancu.platform.events import publish
from dancu.population import events
from dancu.population.commands.chronicle import Chronicle
from dancu.population.commands.persons import hold_people, hold_with_spouse
from dancu.population.domain.person import VIETNAM, EventKind, Life, MaritalStatus, NationalityLoss
from dancu.population.models import Guardianship, Person


class AlreadyDead(Conflict):
    """This death is already in the register."""

    code = "population.already_dead"


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
    row = hold_with_spouse(person=person)
    if row.life == Life.DEAD:
        raise AlreadyDead
    chronicle = Chronicle(on=on, ground=ground, by=by, at=at, dossier_code=dossier_code)
    Person.objects.filter(id=person).update(life=Life.DEAD, died_on=on)
    chronicle.write(
        EventKind.DIED,
        person,
        before={"life": row.life, "died_on": None},
        after={"life": Life.DEAD, "died_on": on.isoformat()},
    )
    if row.spouse_id:
        _widow(row.spouse_id, chronicle)
    # Civil Code 91/2015/QH13 art. 62.1. A ward whose guardian died stays one: until another is appointed somebody must know.
    for guardianship in Guardianship.objects.filter(ward=person, until__isnull=True, since__lt=on):
        Guardianship.objects.filter(id=guardianship.pk).update(until=on)
        chronicle.write(EventKind.GUARDIANSHIP_ENDED, person, after={"guardian": guardianship.guardian_id})
    publish(events.PersonDied(person=person, on=on, at=at))


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


def _widow(spouse: int, chronicle: Chronicle) -> None:
    """A marriage ends when one of the two dies (Marriage and Family Law 52/2014/QH13 art. 65)."""
    now = MaritalStatus.WIDOWED
    if Person.objects.filter(id=spouse, marital_status=MaritalStatus.MARRIED).update(marital_status=now):
        before = {"marital_status": MaritalStatus.MARRIED}
        chronicle.write(EventKind.WIDOWED, spouse, before=before, after={"marital_status": now})
