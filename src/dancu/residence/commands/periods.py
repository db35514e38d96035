"""The periods of the people whom an act concerns: hold them, end them, begin new ones."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection
from django.db.models import Q

from dancu.kernel.actor import Purpose
from dancu.kernel.errors import Conflict
from dancu.places.domain.units import Address
from dancu.platform.events import publish
from dancu.population import commands as register
from dancu.population import queries as population
from dancu.population.domain.person import PersonCard
from dancu.residence import events
from dancu.residence.commands.chronicle import Chronicle, stated
from dancu.residence.domain import rules
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, EventKind, Ground, Kind
from dancu.residence.domain.terms import UNENDED
from dancu.residence.models import Household, ResidencePeriod


class BeforeFormerEnd(Conflict):
    """This person's former residence ended after the day asked for. Choose a later day."""

    code = "residence.before_former_end"


class BeforePresentPeriod(Conflict):
    """This person's present permanent residence began after the day asked for. Choose a later day."""

    code = "residence.before_present_period"


class BeforePresentTemporary(Conflict):
    """This person's present temporary residence began after the day asked for. Choose a later day."""

    code = "residence.before_present_temporary"


class BeforePresentCurrent(Conflict):
    """This person's present current residence began after the day asked for. Choose a later day."""

    code = "residence.before_present_current"


_BEFORE_PRESENT = {
    Kind.PERMANENT.value: BeforePresentPeriod,
    Kind.TEMPORARY.value: BeforePresentTemporary,
    Kind.CURRENT.value: BeforePresentCurrent,
}


def hold(people: Collection[int], chronicle: Chronicle) -> dict[int, PersonCard]:
    """Lock people and return their cards; raise NoSuchPerson."""
    register.hold_people(ids=people)
    cards = population.list_people(ids=people, purpose=Purpose.REGISTER_CHANGE, by=chronicle.by, at=chronicle.at)
    return {card.id: card for card in cards}


def hold_registrable(people: Collection[int], chronicle: Chronicle) -> dict[int, PersonCard]:
    """Lock people who may be registered and return their cards; raise NoSuchPerson, PersonDead or RecordAnnulled."""
    cards = hold(people, chronicle)
    for card in cards.values():
        rules.check_may_be_registered(card)
    return cards


def check_begun(periods: Iterable[ResidencePeriod], on: date) -> None:
    """Raise BeforePresentPeriod, -Temporary or -Current where a person's first period of a kind begins after a day."""
    earliest: dict[tuple[int, str], ResidencePeriod] = {}
    for period in sorted(periods, key=lambda each: each.since, reverse=True):
        earliest[period.person_id, period.kind] = period
    for period in earliest.values():
        if period.since > on:
            raise _BEFORE_PRESENT[period.kind]


def unfinished(people: Iterable[int], on: date) -> list[ResidencePeriod]:
    """Return the open periods of people and their temporary terms that last beyond a day, of each person the last first."""
    terms = Q(kind=Kind.TEMPORARY, until__gt=on, end_ground__in=UNENDED)
    rows = ResidencePeriod.objects.filter(Q(until__isnull=True) | terms, person__in=list(people))
    # An extension goes before the period that it follows.
    return list(rows.select_related("household").order_by("person", "-since"))


def end(period: ResidencePeriod, ground: EndGround, chronicle: Chronicle) -> None:
    """End a period on the chronicle's day; one that has not begun before it goes to the history whole."""
    stop(period, ground, chronicle)
    if period.kind != Kind.CURRENT:
        ended = events.PermanentResidenceEnded if period.kind == Kind.PERMANENT else events.TemporaryResidenceEnded
        publish(
            ended(
                person=period.person_id,
                unit=period.unit_id,
                on=chronicle.on,
                ground=ground,
                dossier=chronicle.dossier,
                at=chronicle.at,
            )
        )


def begin(
    kind: Kind,
    person: int,
    place: Address,
    household: Household | None,
    relation: Relation | None,
    *,
    until: date | None = None,
    ground: Ground,
    chronicle: Chronicle,
) -> ResidencePeriod:
    """Let a period follow the last one that a person has of its kind; raise BeforeFormerEnd."""
    last = ResidencePeriod.objects.filter(person=person, kind=kind).order_by("-since").first()
    if last and last.until and last.until > chronicle.on:
        raise BeforeFormerEnd
    period = ResidencePeriod(
        person_id=person,
        kind=kind,
        household=household,
        unit_id=place.unit_id,
        address_line=place.line,
        relation=relation or "",
        since=chronicle.on,
        until=until,
        previous_until=last.until if last else None,
        ground=ground,
        dossier_id=chronicle.dossier,
    )
    return add(period, chronicle)


def add(period: ResidencePeriod, chronicle: Chronicle) -> ResidencePeriod:
    """Store a new period with its event."""
    period.recorded_at = chronicle.at
    period.save(force_insert=True)
    chronicle.write(
        EventKind.PERIOD_OPENED,
        person=period.person_id,
        household=period.household_id,
        ground=period.ground,
        after=stated(period),
    )
    return period


def leave_household(period: ResidencePeriod, chronicle: Chronicle) -> None:
    """Let somebody live on at the same place without a household from the chronicle's day."""
    with boundaries_moving():
        stop(period, EndGround.EMPTY, chronicle)
        begun = period.since < chronicle.on
        add(
            ResidencePeriod(
                person_id=period.person_id,
                kind=period.kind,
                unit_id=period.unit_id,
                address_line=period.address_line,
                since=chronicle.on if begun else period.since,
                until=period.until,
                end_ground=period.end_ground,
                previous_until=chronicle.on if begun else period.previous_until,
                ground=period.ground,
                dossier_id=period.dossier_id,
            ),
            chronicle,
        )


@contextmanager
def boundaries_moving() -> Iterator[None]:
    """Let the links of chains be out of joint inside the block, as long as they are whole at its end."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints follows_its_predecessor, absence_follows_its_predecessor deferred")
        yield
        cursor.execute("set constraints follows_its_predecessor, absence_follows_its_predecessor immediate")


def stop(period: ResidencePeriod, ground: EndGround, chronicle: Chronicle) -> None:
    """End a period as `end` does, of somebody who goes on living there, so that nobody is told."""
    begun = period.since < chronicle.on
    event = chronicle.write(
        EventKind.PERIOD_ENDED if begun else EventKind.PERIOD_SUPERSEDED,
        person=period.person_id,
        household=period.household_id,
        ground=ground,
        before=stated(period),
        after={"until": chronicle.on.isoformat()} if begun else {},
    )
    if begun:
        chronicle.supersede(period, event, until=chronicle.on, end_ground=ground)
    else:
        chronicle.supersede(period, event)
