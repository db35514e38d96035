"""Households that people join, leave and open."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db import connection

from dancu.kernel.actor import Purpose
from dancu.kernel.errors import Conflict, Invalid
from dancu.places import queries as places
from dancu.places.domain.units import Address
from dancu.platform.events import publish
from dancu.population import queries as population
from dancu.population.domain.person import PersonCard
from dancu.residence import events
from dancu.residence.commands.chronicle import Chronicle
from dancu.residence.commands.heads import HouseholdClosed, hand_over, members_of
from dancu.residence.commands.periods import leave_household, unfinished
from dancu.residence.domain import rules
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, EventKind, Joining, Kind
from dancu.residence.domain.terms import UNENDED
from dancu.residence.models import Household, ResidencePeriod
from dancu.residence.queries import NoSuchHousehold


class NeedsNewHead(Conflict):
    """The householder leaves while others stay. Say who of them is to be the new householder."""

    code = "residence.needs_new_head"


class TemporaryHousehold(Conflict):
    """This household lives at the address temporarily. Open a new household for permanent registration."""

    code = "residence.temporary_household"


class PlaceNotGiven(Invalid):
    """Say either the address of the new household or which household is joined."""

    code = "residence.place_not_given"


def hold_homes(people: Collection[int], joined: int | None, on: date) -> dict[int, Household]:
    """Lock the open households that people belong to and the one that is joined; raise NoSuchHousehold or HouseholdClosed.

    Take it after the people are held, and read their periods only then: whoever changes a household holds it, and may let
    those live on without it who are registered there temporarily.
    """
    lived_in = {period.household_id for period in unfinished(people, on) if period.household_id}
    return hold_households(lived_in, joined)


def hold_households(lived_in: Collection[int], joined: int | None = None) -> dict[int, Household]:
    """Lock those of these households that are open, and the joined one; raise NoSuchHousehold or HouseholdClosed for it."""
    wanted = {*lived_in, *([joined] if joined else [])}
    rows = Household.objects.select_for_update(no_key=True).filter(id__in=wanted).order_by("id")
    held = {row.pk: row for row in rows}
    if joined and joined not in held:
        raise NoSuchHousehold
    if joined and held[joined].closed_on:
        raise HouseholdClosed
    return {key: row for key, row in held.items() if row.closed_on is None}


def settle(
    left: Collection[int | None],
    held: Mapping[int, Household],
    new_heads: Mapping[int, int] | None,
    *,
    ground: str,
    chronicle: Chronicle,
) -> tuple[int, ...]:
    """Close households in which nobody is left, give the others the head that is named for them; return those that closed.

    The periods of those who leave have ended. Without `new_heads` nobody could be asked, and somebody takes over by rule.
    Raises NeedsNewHead, NotAMember or UnfitHead.
    """
    closed = []
    for household in sorted(each for each in held if each in left):
        row = held[household]
        remaining = members_of(row, chronicle.on)
        if not remaining:
            _close(row, chronicle)
            closed.append(household)
        elif row.head_id not in {member.person_id for member in remaining}:
            new_head = _successor(remaining, chronicle) if new_heads is None else new_heads.get(household)
            if new_head:
                by_rule = new_heads is None
                hand_over(row, remaining, new_head, {}, by_rule=by_rule, ground=ground, chronicle=chronicle)
            elif new_heads is not None:
                raise NeedsNewHead
    return tuple(closed)


def _successor(remaining: Iterable[ResidencePeriod], chronicle: Chronicle) -> int | None:
    relations = {period.person_id: Relation(period.relation) for period in remaining}
    cards = population.list_people(
        ids=list(relations), purpose=Purpose.REGISTER_CHANGE, by=chronicle.by, at=chronicle.at
    )
    members = {card: relations[card.id] for card in cards}
    found = rules.successor(members, population.wards_among(relations), chronicle.on)
    return found.id if found else None


def _close(household: Household, chronicle: Chronicle) -> None:
    closed_on = max(chronicle.on, household.opened_on)
    Household.objects.filter(id=household.pk).update(closed_on=closed_on)
    chronicle.write(
        EventKind.HOUSEHOLD_CLOSED,
        household=household.pk,
        ground=EndGround.EMPTY,
        after={"closed_on": closed_on.isoformat()},
    )
    publish(events.HouseholdClosed(household=household.pk, on=closed_on, at=chronicle.at))
    guests = ResidencePeriod.objects.filter(
        household=household.pk, until__gt=chronicle.on, kind=Kind.TEMPORARY, end_ground__in=UNENDED
    )
    for period in guests.order_by("person", "-since"):
        leave_household(period, chronicle)


def open_household(
    kind: Kind,
    joining: Sequence[Joining],
    people: Mapping[int, PersonCard],
    place: Address,
    *,
    ground: str,
    chronicle: Chronicle,
) -> Household:
    """Open a household at a place, headed by the one who joins it as its head; raise UnfitHead."""
    head = next(each.person for each in joining if each.relation is Relation.HEAD)
    joined = [people[each.person] for each in joining]
    rules.check_may_head(people[head], joined, population.wards_among(people), chronicle.on)
    identifier, code = _next_file_number(place)
    row = Household.objects.create(
        id=identifier,
        code=code,
        kind=kind,
        unit_id=place.unit_id,
        address_line=place.line,
        head_id=head,
        opened_on=chronicle.on,
    )
    chronicle.write(
        EventKind.HOUSEHOLD_OPENED,
        household=row.pk,
        ground=ground,
        after={"code": code, "kind": kind, "unit": place.unit_id, "address_line": place.line, "head": head},
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
