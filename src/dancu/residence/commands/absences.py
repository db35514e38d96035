"""Declared absence and return (Residence Law art. 31)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from dancu.kernel.actor import Actor
from dancu.kernel.errors import Conflict
from dancu.places import queries as places
from dancu.places.domain.units import Address
from dancu.platform.events import publish
from dancu.residence import events
from dancu.residence.commands.chronicle import Chronicle, stated
from dancu.residence.commands.periods import hold_registrable, unfinished
from dancu.residence.domain import rules
from dancu.residence.domain.absence import AbsentWithin, Category, PlaceOrCountry
from dancu.residence.domain.residence import EndGround, EventKind, Kind
from dancu.residence.domain.terms import TermEndsBeforeItBegins
from dancu.residence.models import AbsencePeriod


class NowhereRegistered(Conflict):
    """This person is registered neither permanently nor temporarily, so there is no place to be absent from."""

    code = "residence.nowhere_registered"


class AlreadyAbsent(Conflict):
    """An absence of this person is declared for these days already. End it, or choose later days."""

    code = "residence.already_absent"


class NotAbsent(Conflict):
    """No absence of this person is declared for this day."""

    code = "residence.not_absent"


@transaction.atomic
def declare_absence(
    *,
    person: int,
    category: Category,
    place: Address | None = None,
    country: str = "",
    since: date,
    until: date,
    reason: str,
    by: Actor,
    at: datetime,
    dossier: int | None = None,
) -> None:
    """Enter that somebody will be away: at `place` in the country, or in `country` abroad (ISO 3166-1 alpha-3).

    `until` is the day after the last one. Raises PlaceOrCountry, TermEndsBeforeItBegins, NoSuchPerson, PersonDead,
    RecordAnnulled, NowhereRegistered, AbsentWithin or AlreadyAbsent.
    """
    if (place is None) == (not country):
        raise PlaceOrCountry
    if until <= since:
        raise TermEndsBeforeItBegins
    chronicle = Chronicle(by=by, at=at, on=since, dossier=dossier)
    hold_registrable([person], chronicle)
    homes = [period for period in unfinished([person], since) if period.kind != Kind.CURRENT]
    if not homes:
        raise NowhereRegistered
    units = places.directory()
    if place and any(rules.same_commune(units, home.unit_id, place.unit_id, since) for home in homes):
        raise AbsentWithin
    last = AbsencePeriod.objects.filter(person=person).order_by("-since").first()
    if last and last.until > since:
        raise AlreadyAbsent
    absence = AbsencePeriod.objects.create(
        person_id=person,
        category=category,
        unit_id=place.unit_id if place else None,
        address_line=place.line if place else "",
        country=country,
        reason=reason,
        since=since,
        until=until,
        previous_until=last.until if last else None,
        dossier_id=dossier,
        home_unit_id=min(homes, key=lambda home: home.kind != Kind.PERMANENT).unit_id,
        recorded_at=at,
    )
    chronicle.write(EventKind.ABSENCE_OPENED, person=person, ground=category, after=stated(absence))
    publish(
        events.AbsenceDeclared(
            person=person,
            unit=absence.unit_id,
            country=country,
            since=since,
            until=until,
            dossier=dossier,
            at=at,
        )
    )


@transaction.atomic
def end_absence(*, person: int, on: date, by: Actor, at: datetime, dossier: int | None = None) -> None:
    """Enter that somebody came back on a day, or will not go; raise NoSuchPerson, PersonDead, RecordAnnulled or NotAbsent."""
    chronicle = Chronicle(by=by, at=at, on=on, dossier=dossier)
    hold_registrable([person], chronicle)
    if not end_absences([person], EndGround.RETURNED, chronicle):
        raise NotAbsent


def end_absences(people: Collection[int], ground: EndGround, chronicle: Chronicle) -> int:
    """End the absences that last beyond the chronicle's day, of people who are held; return how many."""
    rows = list(AbsencePeriod.objects.filter(person__in=people, until__gt=chronicle.on).order_by("person", "-since"))
    for absence in rows:
        begun = absence.since < chronicle.on
        event = chronicle.write(
            EventKind.ABSENCE_ENDED if begun else EventKind.ABSENCE_SUPERSEDED,
            person=absence.person_id,
            ground=ground,
            before=stated(absence),
            after={"until": chronicle.on.isoformat()} if begun else {},
        )
        if begun:
            chronicle.supersede(absence, event, until=chronicle.on, end_ground=ground)
        else:
            chronicle.supersede(absence, event)
        publish(
            events.AbsenceEnded(
                person=absence.person_id, on=chronicle.on, ground=ground, dossier=chronicle.dossier, at=chronicle.at
            )
        )
    return len(rows)
