"""Permanent registration: people leave where they were and come to live in a household, new or old."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from dancu.kernel.actor import Actor
from dancu.kernel.errors import Conflict
from dancu.places import queries as places
from dancu.places.domain.units import Address
from dancu.platform.events import publish
from dancu.residence import events
from dancu.residence.commands.absences import end_absences
from dancu.residence.commands.chronicle import Chronicle
from dancu.residence.commands.departures import tell_former_communes
from dancu.residence.commands.households import PlaceNotGiven, TemporaryHousehold, hold_homes, open_household, settle
from dancu.residence.commands.periods import begin, check_begun, end, hold_registrable, unfinished
from dancu.residence.domain import rules
from dancu.residence.domain.residence import EndGround, Ground, Joining, Kind, Registered
from dancu.residence.models import Household, ResidencePeriod
from dancu.residence.queries import residence


class AlreadyHoused(Conflict):
    """This person already lives permanently at this address."""

    code = "residence.already_housed"


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

    Raises NobodyToRegister, NeedsRelation, NeedsOneHead, HeadAlreadyThere, PlaceNotGiven, NoSuchPerson, PersonDead,
    RecordAnnulled, NoSuchHousehold, HouseholdClosed, TemporaryHousehold, AlreadyHoused, BeforePresentPeriod, BeforeFormerEnd,
    NeedsNewHead, NotAMember, UnfitHead.
    """
    if (place is None) == (household is None):
        raise PlaceNotGiven
    rules.check_joining(joining, opens_household=household is None)
    chronicle = Chronicle(by=by, at=at, on=since, dossier=dossier)
    people = hold_registrable([each.person for each in joining], chronicle)
    held = hold_homes(people, household, since)
    if household:
        place = _place_of(held[household])
    assert place is not None  # noqa: S101  # one of the two was given
    present = unfinished(people, since)
    former = {period.person_id: period for period in present if period.kind == Kind.PERMANENT}
    _check_move(former.values(), place, household, since)
    check_begun(former.values(), since)

    ended = [*former.values(), *_end_others(present, place, chronicle)]
    for period in former.values():
        end(period, EndGround.MOVED, chronicle)
    # From the place where he lives now he is not away.
    end_absences(list(people), EndGround.MOVED, chronicle)
    closed = settle(
        {period.household_id for period in ended}, held, new_heads or {}, ground=ground, chronicle=chronicle
    )
    tell_former_communes(former.values(), place, chronicle)
    home = (
        held[household]
        if household
        else open_household(Kind.PERMANENT, joining, people, place, ground=ground, chronicle=chronicle)
    )
    for each in joining:
        begin(Kind.PERMANENT, each.person, place, home, each.relation, ground=ground, chronicle=chronicle)
        _tell(each.person, home, former.get(each.person), chronicle)
    return Registered(
        household_id=home.pk,
        household_code=home.code,
        former=tuple(residence(period) for period in former.values()),
        closed_households=closed,
    )


def _place_of(household: Household) -> Address:
    if household.kind != Kind.PERMANENT:
        raise TemporaryHousehold
    return Address(household.unit_id, household.address_line)


def _check_move(present: Iterable[ResidencePeriod], place: Address, household: int | None, since: date) -> None:
    units = places.directory()
    for period in present:
        # Who lives at the address in another household joins this one by a split or a merger (art. 25), not by moving.
        there = Address(period.unit_id, period.address_line)
        if (household and period.household_id == household) or rules.same_place(units, there, place, since):
            raise AlreadyHoused


def _end_others(present: Iterable[ResidencePeriod], place: Address, chronicle: Chronicle) -> list[ResidencePeriod]:
    """End what a permanent registration replaces: a temporary residence at the same place, a current one anywhere."""
    units = places.directory()
    ended = []
    for period in present:
        there = Address(period.unit_id, period.address_line)
        if period.kind == Kind.TEMPORARY and rules.same_place(units, there, place, chronicle.on):
            end(period, EndGround.PERMANENT_HERE, chronicle)
        elif period.kind == Kind.CURRENT:
            end(period, EndGround.REGISTERED, chronicle)
        else:
            continue
        ended.append(period)
    return ended


def _tell(person: int, home: Household, former: ResidencePeriod | None, chronicle: Chronicle) -> None:
    publish(
        events.ResidenceOpened(
            person=person,
            household=home.pk,
            unit=home.unit_id,
            since=chronicle.on,
            former_unit=former.unit_id if former else None,
            dossier=chronicle.dossier,
            at=chronicle.at,
        )
    )
