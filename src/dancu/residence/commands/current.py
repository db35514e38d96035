"""Where people actually live who meet the conditions for neither registration (Residence Law art. 19)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from dancu.kernel.actor import Actor
from dancu.kernel.errors import Conflict
from dancu.places import queries as places
from dancu.places.domain.units import Address
from dancu.platform.events import publish
from dancu.residence import events
from dancu.residence.commands.chronicle import Chronicle
from dancu.residence.commands.periods import begin, check_begun, end, hold_registrable, unfinished
from dancu.residence.domain import rules
from dancu.residence.domain.residence import EndGround, Ground, Kind


class AlreadyRegistered(Conflict):
    """This person is registered permanently or temporarily. Article 19 is for who can be registered in neither way."""

    code = "residence.already_registered"


class AlreadyLivesHere(Conflict):
    """This address is entered as this person's current residence already."""

    code = "residence.already_lives_here"


@transaction.atomic
def declare_current(
    *,
    people: Sequence[int],
    place: Address,
    since: date,
    by: Actor,
    at: datetime,
    dossier: int | None = None,
) -> None:
    """Enter where people live who are registered nowhere; a place entered before ends on `since`, registration ends this one.

    Raises NobodyToRegister, NoSuchPerson, PersonDead, RecordAnnulled, AlreadyRegistered, AlreadyLivesHere,
    BeforePresentCurrent or BeforeFormerEnd.
    """
    rules.check_people(people)
    chronicle = Chronicle(by=by, at=at, on=since, dossier=dossier)
    hold_registrable(people, chronicle)
    present = unfinished(people, since)
    if any(period.kind != Kind.CURRENT for period in present):
        raise AlreadyRegistered
    units = places.directory()
    for period in present:
        if rules.same_place(units, Address(period.unit_id, period.address_line), place, since):
            raise AlreadyLivesHere
    check_begun(present, since)
    for period in present:
        end(period, EndGround.LIVES_ELSEWHERE, chronicle)
    for person in people:
        begin(Kind.CURRENT, person, place, None, None, ground=Ground.NO_REGISTRATION, chronicle=chronicle)
        publish(events.CurrentResidenceDeclared(person=person, unit=place.unit_id, since=since, dossier=dossier, at=at))
