"""Households of one dwelling: a part becomes a household of its own or joins another; members are related anew."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from dancu.kernel.actor import Actor
from dancu.kernel.errors import Conflict
from dancu.places import queries as places
from dancu.places.domain.units import Address
from dancu.platform.events import publish
from dancu.population import queries as population
from dancu.residence import events
from dancu.residence.commands.chronicle import Chronicle
from dancu.residence.commands.heads import hold_open_households, members_of
from dancu.residence.commands.households import TemporaryHousehold, hold_homes, open_household, settle
from dancu.residence.commands.periods import begin, check_begun, hold_registrable, stop, unfinished
from dancu.residence.domain import rules
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, EventKind, Ground, Joining, Kind, Registered
from dancu.residence.models import Household
from dancu.residence.queries import residence


class NotOfThisHousehold(Conflict):
    """Somebody named here does not belong to this household. Check who lives in it."""

    code = "residence.not_of_this_household"


class NobodyRemains(Conflict):
    """If all members leave, the household is not split. Change its householder instead."""

    code = "residence.nobody_remains"


class NotSameDwelling(Conflict):
    """The other household lives in another dwelling. Who moves there registers permanently."""

    code = "residence.not_same_dwelling"


@transaction.atomic
def split_household(
    *,
    household: int,
    joining: Sequence[Joining],
    into: int | None = None,
    on: date,
    new_heads: Mapping[int, int] | None = None,
    by: Actor,
    at: datetime,
    dossier: int | None = None,
) -> Registered:
    """Let members of a household form one of their own in the same dwelling (art. 25), or join `into`, which lives there too.

    In a new household one of `joining` has the relation HEAD; somebody remains in the old one, which `new_heads` gives a head
    where its own leaves. Whoever joins `into` may be all that is left of the old household, which then closes.

    Raises NobodyToRegister, NeedsRelation, NeedsOneHead, HeadAlreadyThere, NoSuchPerson, PersonDead, RecordAnnulled,
    NobodyOfFullCapacity, NoSuchHousehold, HouseholdClosed, TemporaryHousehold, NotOfThisHousehold, NotSameDwelling,
    NobodyRemains, BeforePresentPeriod, NeedsNewHead, NotAMember, UnfitHead.
    """
    rules.check_joining(joining, opens_household=into is None)
    chronicle = Chronicle(by=by, at=at, on=on, dossier=dossier)
    people = hold_registrable([each.person for each in joining], chronicle)
    held = hold_homes(people, into, on)
    leaving = {
        period.person_id: period
        for period in unfinished(people, on)
        if period.household_id == household and period.kind == Kind.PERMANENT
    }
    if leaving.keys() != people.keys() or into == household:
        raise NotOfThisHousehold
    check_begun(leaving.values(), on)
    place = Address(held[household].unit_id, held[household].address_line)
    if into:
        _check_same_dwelling(held[into], place, on)
    else:
        rules.check_may_separate(people.values(), population.wards_among(people), on)
        if len(members_of(held[household], on)) == len(people):
            raise NobodyRemains

    for period in leaving.values():
        stop(period, EndGround.SPLIT, chronicle)
    closed = settle({household}, held, new_heads or {}, ground=EndGround.SPLIT, chronicle=chronicle)
    home = (
        held[into]
        if into
        else open_household(Kind.PERMANENT, joining, people, place, ground=EndGround.SPLIT, chronicle=chronicle)
    )
    for each in joining:
        ground = Ground(leaving[each.person].ground)
        begin(Kind.PERMANENT, each.person, place, home, each.relation, ground=ground, chronicle=chronicle)
    publish(events.HouseholdSplit(household=household, into=home.pk, on=on, dossier=dossier, at=at))
    return Registered(
        household_id=home.pk,
        household_code=home.code,
        former=tuple(residence(period) for period in leaving.values()),
        closed_households=closed,
    )


@transaction.atomic
def change_relations(
    *,
    household: int,
    relations: Mapping[int, Relation],
    on: date,
    ground: str,
    by: Actor,
    at: datetime,
    dossier: int | None = None,
) -> None:
    """Enter what members are to the householder from a day on (art. 26).

    Raises NoSuchHousehold, HouseholdClosed, HeadAlreadyThere or NotOfThisHousehold.
    """
    chronicle = Chronicle(by=by, at=at, on=on, dossier=dossier)
    row = hold_open_households([household])[0]
    members = members_of(row, on)
    if Relation.HEAD in relations.values() or row.head_id in relations:
        raise rules.HeadAlreadyThere
    if relations.keys() - {member.person_id for member in members}:
        raise NotOfThisHousehold
    for member in members:
        relation = relations.get(member.person_id)
        if relation and relation != member.relation:
            event = chronicle.write(
                EventKind.RELATION_CHANGED,
                person=member.person_id,
                household=household,
                ground=ground,
                before={"kind": member.kind, "relation": member.relation},
                after={"kind": member.kind, "relation": relation},
            )
            chronicle.supersede(member, event, relation=relation)


def _check_same_dwelling(into: Household, place: Address, on: date) -> None:
    if into.kind != Kind.PERMANENT:
        raise TemporaryHousehold
    there = Address(into.unit_id, into.address_line)
    if not rules.same_place(places.directory(), there, place, on):
        raise NotSameDwelling
