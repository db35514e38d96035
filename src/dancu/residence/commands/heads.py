"""Who heads a household, and what its members are to him."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict
from dancu.platform.events import publish
from dancu.population import commands as register
from dancu.population import queries as population
from dancu.population.domain.person import PersonCard
from dancu.residence import events
from dancu.residence.commands.chronicle import Chronicle
from dancu.residence.domain.relations import Relation, to_new_head
from dancu.residence.domain.residence import EventKind, Kind
from dancu.residence.domain.rules import check_may_be_registered, check_may_head
from dancu.residence.domain.terms import UNENDED
from dancu.residence.models import Household, ResidencePeriod
from dancu.residence.queries import NoSuchHousehold


class HouseholdClosed(Conflict):
    """This household is closed. Look for the household that lives at the address now."""

    code = "residence.household_closed"


class NotAMember(Conflict):
    """The new householder is not a member of this household. Choose one of those who live in it."""

    code = "residence.not_a_member"


@transaction.atomic
def change_head(
    *,
    household: int,
    new_head: int,
    relations: Mapping[int, Relation] | None = None,
    on: date,
    ground: str,
    by: Actor,
    at: datetime,
    dossier: int | None = None,
) -> None:
    """Let another member head a household (art. 26).

    `relations` says what members are to the new head; for the others it follows from what they were to the old one, or is
    NOT_STATED. Raises NoSuchHousehold, HouseholdClosed, NotAMember, UnfitHead, PersonDead or RecordAnnulled.
    """
    register.hold_people(ids=[new_head])
    row = hold_open_households([household])[0]
    chronicle = Chronicle(by=by, at=at, on=on, dossier=dossier)
    hand_over(row, members_of(row, on), new_head, relations or {}, ground=ground, chronicle=chronicle)


def hold_open_households(ids: Sequence[int]) -> list[Household]:
    """Lock households in the order of their ids until the transaction ends; raise NoSuchHousehold or HouseholdClosed.

    Take it after the people concerned are held: everybody locks people first, then households, so nobody waits in a circle.
    """
    rows = list(Household.objects.select_for_update(no_key=True).filter(id__in=ids).order_by("id"))
    if len(rows) != len(set(ids)):
        raise NoSuchHousehold
    if any(row.closed_on for row in rows):
        raise HouseholdClosed
    return rows


def members_of(household: Household, on: date) -> list[ResidencePeriod]:
    """Return the periods by which people belong to a household from a day on; an extension is one of its own."""
    rows = ResidencePeriod.objects.filter(household=household.pk, kind=household.kind)
    term = Q(until__gt=on, end_ground__in=UNENDED)
    lasting = Q(until__isnull=True) if household.kind == Kind.PERMANENT else term
    return list(rows.filter(lasting).order_by("id"))


def hand_over(
    household: Household,
    members: Sequence[ResidencePeriod],
    new_head: int,
    relations: Mapping[int, Relation],
    *,
    by_rule: bool = False,
    ground: str,
    chronicle: Chronicle,
) -> None:
    """Make a member the head and say anew what every other of `members` is; the household's row is held.

    The head who leaves is no longer among `members`.
    """
    by_person = {member.person_id: member for member in members}
    if new_head not in by_person:
        raise NotAMember
    if new_head == household.head_id:
        return
    old_head = household.head_id
    known = population.list_people(
        ids=[old_head, *(person for person in by_person if person != old_head)],
        purpose=Purpose.REGISTER_CHANGE,
        by=chronicle.by,
        at=chronicle.at,
    )
    cards = {card.id: card for card in known}
    check_may_be_registered(cards[new_head])
    wards = population.wards_among(by_person)
    check_may_head(cards[new_head], [cards[person] for person in by_person], wards, chronicle.on)
    now = {
        person: Relation.HEAD
        if person == new_head
        else _relation(member, by_person[new_head], cards, old_head, relations)
        for person, member in by_person.items()
    }
    event = chronicle.write(
        EventKind.HEAD_CHANGED,
        household=household.pk,
        ground=ground,
        before={"head": old_head, "relations": {str(person): each.relation for person, each in by_person.items()}},
        after={"head": new_head, "relations": {str(person): relation for person, relation in now.items()}},
    )
    for member in members:
        if now[member.person_id] != member.relation:
            chronicle.supersede(member, event, relation=now[member.person_id])
    Household.objects.filter(id=household.pk).update(head=new_head)
    publish(
        events.HeadChanged(
            household=household.pk, former_head=old_head, head=new_head, by_rule=by_rule, at=chronicle.at
        )
    )


def _relation(
    member: ResidencePeriod,
    new_head: ResidencePeriod,
    cards: Mapping[int, PersonCard],
    old_head: int,
    stated: Mapping[int, Relation],
) -> Relation:
    if member.person_id in stated:
        return stated[member.person_id]
    card = cards[member.person_id]
    return to_new_head(
        Relation(member.relation),
        new_head=Relation(new_head.relation),
        old_head_sex=cards[old_head].sex,
        born=card.born,
        sex=card.sex,
        head_born=cards[new_head.person_id].born,
    )
