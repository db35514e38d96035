"""Permanent registration: people leave where they were and come to live in a household, new or old."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q

from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Invalid
from dancu.places import queries as places
from dancu.places.domain.units import Address, Certain
from dancu.platform.events import publish
from dancu.population import commands as register
from dancu.population import queries as population
from dancu.population.domain.person import PersonCard
from dancu.residence import events
from dancu.residence.commands.chronicle import Chronicle
from dancu.residence.commands.departures import tell_former_communes
from dancu.residence.commands.heads import hand_over, hold_open_households, members_of
from dancu.residence.domain import rules
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, EventKind, Ground, Joining, Kind, Registered
from dancu.residence.models import Household, ResidencePeriod
from dancu.residence.queries import residence


class AlreadyHoused(Conflict):
    """This person already lives permanently at this address."""

    code = "residence.already_housed"


class BeforePresentPeriod(Conflict):
    """This person's present permanent residence began after the day asked for. Choose a later day."""

    code = "residence.before_present_period"


class NeedsNewHead(Conflict):
    """The householder leaves while others stay. Say who of them is to be the new householder."""

    code = "residence.needs_new_head"


class PlaceNotGiven(Invalid):
    """Say either the address of the new household or which household is joined."""

    code = "residence.place_not_given"


@transaction.atomic
def register_permanent(
    *,
    joining: Sequence[Joining],
    place: Address | None = None,
    household: int | None = None,
    since: date,
    ground: Ground,
    new_heads: Mapping[int, int] | None = None,
    by: Actor,
    at: datetime,
    dossier: int | None = None,
) -> Registered:
    """Register people permanently (arts. 20-22): at `place` in a new household, or in `household`, which exists.

    Ends their former permanent residence and any temporary one at the same place on `since`. `new_heads` names, for each
    household whose head leaves while others stay, the person who heads it from then on; a household that all leave is closed.
    In a new household one of `joining` has the relation HEAD.

    Raises NobodyToRegister, NeedsOneHead, HeadAlreadyThere, PlaceNotGiven, NoSuchPerson, PersonDead, RecordAnnulled,
    NoSuchHousehold, HouseholdClosed, AlreadyHoused, BeforePresentPeriod, NeedsNewHead, NotAMember, UnfitHead.
    """
    if (place is None) == (household is None):
        raise PlaceNotGiven
    rules.check_joining(joining, opens_household=household is None)
    chronicle = Chronicle(by=by, at=at, on=since, dossier=dossier)
    people = _hold(joining, chronicle)
    present = _present_periods(people)
    left = {period.household_id for period in present.values() if period.household_id}
    held = {row.pk: row for row in hold_open_households([*left, *([household] if household else [])])}
    if household:
        place = Address(held[household].unit_id, held[household].address_line)
    assert place is not None  # noqa: S101  # one of the two was given
    _check_move(present, place, household, since)

    for period in present.values():
        _end(period, EndGround.MOVED, chronicle)
    closed = tuple(
        identifier for identifier in sorted(left) if _leave(held[identifier], new_heads or {}, ground, chronicle)
    )
    _end_temporary(people, place, chronicle)
    tell_former_communes(present.values(), place, chronicle)
    home = held[household] if household else _open_household(joining, people, place, ground, chronicle)
    for each in joining:
        _begin(each, home, present.get(each.person), ground, chronicle)
    return Registered(
        household_id=home.pk,
        household_code=home.code,
        former=tuple(residence(period) for period in present.values()),
        closed_households=closed,
    )


def _hold(joining: Sequence[Joining], chronicle: Chronicle) -> dict[int, PersonCard]:
    ids = [each.person for each in joining]
    register.hold_people(ids=ids)
    cards = population.list_people(ids=ids, purpose=Purpose.REGISTER_CHANGE, by=chronicle.by, at=chronicle.at)
    for card in cards:
        rules.check_may_be_registered(card)
    return {card.id: card for card in cards}


def _present_periods(people: Mapping[int, PersonCard]) -> dict[int, ResidencePeriod]:
    rows = ResidencePeriod.objects.filter(person__in=list(people), kind=Kind.PERMANENT, until__isnull=True)
    return {row.person_id: row for row in rows.select_related("household").order_by("person")}


def _check_move(present: Mapping[int, ResidencePeriod], place: Address, household: int | None, since: date) -> None:
    for period in present.values():
        # Who lives at the address in another household joins this one by a split or a merger (art. 25), not by moving.
        if (household and period.household_id == household) or _same_place(period, place, since):
            raise AlreadyHoused
        if period.since > since:
            raise BeforePresentPeriod


def _same_place(period: ResidencePeriod, place: Address, on: date) -> bool:
    if not rules.same_line(period.address_line, place.line):
        return False
    directory = places.directory()
    units = [directory.today(directory.unit(unit), on) for unit in (period.unit_id, place.unit_id)]
    return period.unit_id == place.unit_id or (units[0] == units[1] and isinstance(units[0], Certain))


def _end(period: ResidencePeriod, ground: EndGround, chronicle: Chronicle) -> None:
    """End a period on the chronicle's day; one that has not begun before it goes to the history whole."""
    begun = period.since < chronicle.on
    event = chronicle.write(
        EventKind.PERIOD_ENDED if begun else EventKind.PERIOD_SUPERSEDED,
        person=period.person_id,
        household=period.household_id,
        ground=ground,
        before={
            "kind": period.kind,
            "unit": period.unit_id,
            "since": period.since.isoformat(),
            "until": _text(period.until),
        },
        after={"until": chronicle.on.isoformat()} if begun else {},
    )
    if begun:
        chronicle.supersede(period, event, until=chronicle.on)
    else:
        chronicle.supersede(period, event)


def _leave(household: Household, new_heads: Mapping[int, int], ground: Ground, chronicle: Chronicle) -> bool:
    """Settle a household after the movers' periods have ended; tell whether it closed because nobody is left."""
    remaining = members_of(household.pk)
    if not remaining:
        closed_on = max(chronicle.on, household.opened_on)
        Household.objects.filter(id=household.pk).update(closed_on=closed_on)
        chronicle.write(
            EventKind.HOUSEHOLD_CLOSED,
            household=household.pk,
            ground=EndGround.EMPTY,
            after={"closed_on": closed_on.isoformat()},
        )
        publish(events.HouseholdClosed(household=household.pk, on=closed_on, at=chronicle.at))
        return True
    if household.head_id not in {member.person_id for member in remaining}:
        new_head = new_heads.get(household.pk)
        if new_head is None:
            raise NeedsNewHead
        hand_over(household, remaining, new_head, {}, ground=ground, chronicle=chronicle)
    return False


def _end_temporary(people: Mapping[int, PersonCard], place: Address, chronicle: Chronicle) -> None:
    running = Q(until__gt=chronicle.on)
    rows = ResidencePeriod.objects.filter(running, person__in=list(people), kind=Kind.TEMPORARY)
    # The last first: an extension goes before the period that it follows.
    for period in rows.order_by("person", "-since"):
        if _same_place(period, place, chronicle.on):
            _end(period, EndGround.PERMANENT_HERE, chronicle)
            publish(
                events.TemporaryResidenceEnded(
                    person=period.person_id,
                    unit=period.unit_id,
                    on=chronicle.on,
                    dossier=chronicle.dossier,
                    at=chronicle.at,
                )
            )


def _open_household(
    joining: Sequence[Joining], people: Mapping[int, PersonCard], place: Address, ground: Ground, chronicle: Chronicle
) -> Household:
    head = next(each.person for each in joining if each.relation is Relation.HEAD)
    rules.check_may_head(people[head], people.values(), population.wards_among(people), chronicle.on)
    identifier, code = _next_file_number(place)
    row = Household.objects.create(
        id=identifier, code=code, unit_id=place.unit_id, address_line=place.line, head_id=head, opened_on=chronicle.on
    )
    chronicle.write(
        EventKind.HOUSEHOLD_OPENED,
        household=row.pk,
        ground=ground,
        after={"code": code, "unit": place.unit_id, "head": head},
    )
    publish(events.HouseholdOpened(household=row.pk, head=head, unit=place.unit_id, at=chronicle.at))
    return row


def _next_file_number(place: Address) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('residence_household', 'id'))")
        (identifier,) = cursor.fetchone()
    return identifier, file_number(places.directory().unit(place.unit_id).code, identifier)


def file_number(commune_code: str, identifier: int) -> str:
    """Return a residence file number, by a scheme of our own: the commune's code and nine digits."""
    return f"{commune_code}{identifier:09d}"


def _begin(
    each: Joining, home: Household, former: ResidencePeriod | None, ground: Ground, chronicle: Chronicle
) -> None:
    last = ResidencePeriod.objects.filter(person=each.person, kind=Kind.PERMANENT).order_by("-since").first()
    ResidencePeriod.objects.create(
        person_id=each.person,
        kind=Kind.PERMANENT,
        household=home,
        unit_id=home.unit_id,
        address_line=home.address_line,
        relation=each.relation,
        since=chronicle.on,
        previous_until=last.until if last else None,
        ground=ground,
        dossier_id=chronicle.dossier,
        recorded_at=chronicle.at,
    )
    chronicle.write(
        EventKind.PERIOD_OPENED,
        person=each.person,
        household=home.pk,
        ground=ground,
        before={"unit": former.unit_id} if former else {},
        after={"unit": home.unit_id, "relation": each.relation, "since": chronicle.on.isoformat()},
    )
    publish(
        events.ResidenceOpened(
            person=each.person,
            household=home.pk,
            unit=home.unit_id,
            since=chronicle.on,
            former_unit=former.unit_id if former else None,
            dossier=chronicle.dossier,
            at=chronicle.at,
        )
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
