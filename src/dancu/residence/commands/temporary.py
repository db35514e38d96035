"""Temporary registration and its extension (Residence Law arts. 27, 28)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from dancu.kernel.actor import Actor
from dancu.kernel.errors import Conflict
from dancu.places import queries as places
from dancu.places.domain.units import Address
from dancu.platform.events import publish
from dancu.residence import events
from dancu.residence.commands.chronicle import Chronicle, stated
from dancu.residence.commands.households import PlaceNotGiven, hold_homes, open_household, settle
from dancu.residence.commands.periods import add, begin, check_begun, end, hold_registrable, unfinished
from dancu.residence.domain import rules, terms
from dancu.residence.domain.residence import EndGround, EventKind, Ground, Joining, Kind, Registered
from dancu.residence.models import Household, ResidencePeriod
from dancu.residence.queries import residence


class InOwnCommune(Conflict):
    """This person is registered permanently in the same commune; temporary residence is for who lives outside it."""

    code = "residence.in_own_commune"


class AlreadyTemporaryHere(Conflict):
    """This person is already registered temporarily at this address. Ask for an extension in its last 15 days."""

    code = "residence.already_temporary_here"


class NotTemporary(Conflict):
    """This person has no temporary residence that could be extended. Register it anew."""

    code = "residence.not_temporary"


@transaction.atomic
def register_temporary(
    *,
    joining: Sequence[Joining],
    place: Address | None = None,
    household: int | None = None,
    since: date,
    until: date,
    ground: Ground = Ground.TEMPORARY_STAY,
    new_heads: Mapping[int, int] | None = None,
    by: Actor,
    at: datetime,
    dossier: int | None = None,
) -> Registered:
    """Register people temporarily: at `place`, or with `household`, which lives there permanently or temporarily.

    At `place` they open a household when one of them has the relation HEAD, and live without one when none has a relation, as
    those do who are registered by list. `until` is the day after the last one. A temporary residence elsewhere and a current
    one end on `since`; `new_heads` is as for `register_permanent`.

    Raises NobodyToRegister, NeedsRelation, NeedsOneHead, HeadAlreadyThere, PlaceNotGiven, TermEndsBeforeItBegins,
    TermTooShort, TermTooLong, NoSuchPerson, PersonDead, RecordAnnulled, NoSuchHousehold, HouseholdClosed, InOwnCommune,
    AlreadyTemporaryHere, BeforePresentTemporary, BeforeFormerEnd, NeedsNewHead, NotAMember, UnfitHead.
    """
    if (place is None) == (household is None):
        raise PlaceNotGiven
    alone = household is None and all(each.relation is None for each in joining)
    if alone:
        rules.check_people([each.person for each in joining])
    else:
        rules.check_joining(joining, opens_household=household is None)
    terms.check_term(since, until)
    chronicle = Chronicle(by=by, at=at, on=since, dossier=dossier)
    people = hold_registrable([each.person for each in joining], chronicle)
    held = hold_homes(people, household, since)
    if household:
        place = Address(held[household].unit_id, held[household].address_line)
    assert place is not None  # noqa: S101  # one of the two was given
    present = unfinished(people, since)
    _check_stay(present, place, since)

    former = [period for period in present if period.kind != Kind.PERMANENT]
    for period in former:
        temporary = period.kind == Kind.TEMPORARY
        end(period, EndGround.TEMPORARY_ELSEWHERE if temporary else EndGround.REGISTERED, chronicle)
    closed = settle(
        {period.household_id for period in former}, held, new_heads or {}, ground=ground, chronicle=chronicle
    )
    home = held[household] if household else None
    if home is None and not alone:
        home = open_household(Kind.TEMPORARY, joining, people, place, ground=ground, chronicle=chronicle)
    for each in joining:
        period = begin(
            Kind.TEMPORARY, each.person, place, home, each.relation, until=until, ground=ground, chronicle=chronicle
        )
        _tell(period, chronicle, extends=False)
    return Registered(
        household_id=home.pk if home else None,
        household_code=home.code if home else "",
        former=tuple(residence(period) for period in former),
        closed_households=closed,
    )


@transaction.atomic
def extend_temporary(
    *, people: Sequence[int], until: date, asked_on: date, by: Actor, at: datetime, dossier: int | None = None
) -> None:
    """Extend temporary residences: for each person a period follows the last one without a gap, at the same place.

    `asked_on` is the day of filing, which the renewal window is held against; the register may act after the last day. Who
    belonged to a household that has closed since lives on without one.

    Raises NobodyToRegister, NoSuchPerson, PersonDead, RecordAnnulled, NotTemporary, OutsideRenewal, TermEndsBeforeItBegins,
    TermTooLong or InOwnCommune.
    """
    rules.check_people(people)
    chronicle = Chronicle(by=by, at=at, on=asked_on, dossier=dossier)
    hold_registrable(people, chronicle)
    open_homes = hold_homes(people, None, asked_on)
    present = unfinished(people, asked_on)
    for person in people:
        own = [period for period in present if period.person_id == person]
        last = next((period for period in own if period.kind == Kind.TEMPORARY), None)
        if last is None or last.until is None or last.end_ground not in ("", EndGround.EXPIRED):
            raise NotTemporary
        terms.check_renewal(last.until, asked_on)
        terms.check_extension(last.until, until)
        for period in own:
            _check_outside_own_commune(period, last.unit_id, asked_on)
        _extend(last, open_homes.get(last.household_id or 0), until, chronicle)


def _extend(last: ResidencePeriod, home: Household | None, until: date, chronicle: Chronicle) -> None:
    assert last.until is not None  # noqa: S101  # temporary periods have an end
    event = chronicle.write(
        EventKind.PERIOD_EXTENDED,
        person=last.person_id,
        household=last.household_id,
        ground=last.ground,
        before=stated(last),
        after={"until": until.isoformat()},
    )
    chronicle.supersede(last, event, end_ground=EndGround.EXTENDED)
    following = ResidencePeriod(
        person_id=last.person_id,
        kind=Kind.TEMPORARY,
        household=home,
        unit_id=last.unit_id,
        address_line=last.address_line,
        relation=last.relation if home else "",
        since=last.until,
        until=until,
        previous_until=last.until,
        ground=last.ground,
        dossier_id=chronicle.dossier,
    )
    _tell(add(following, chronicle), chronicle, extends=True)


def _check_stay(present: Iterable[ResidencePeriod], place: Address, since: date) -> None:
    units = places.directory()
    for period in present:
        _check_outside_own_commune(period, place.unit_id, since)
        there = Address(period.unit_id, period.address_line)
        if period.kind == Kind.TEMPORARY and rules.same_place(units, there, place, since):
            raise AlreadyTemporaryHere
    check_begun([period for period in present if period.kind == Kind.TEMPORARY], since)


def _check_outside_own_commune(period: ResidencePeriod, unit: int, on: date) -> None:
    if period.kind == Kind.PERMANENT and rules.same_commune(places.directory(), period.unit_id, unit, on):
        raise InOwnCommune


def _tell(period: ResidencePeriod, chronicle: Chronicle, *, extends: bool) -> None:
    assert period.until is not None  # noqa: S101  # temporary periods have an end
    publish(
        events.TemporaryResidenceOpened(
            person=period.person_id,
            household=period.household_id,
            unit=period.unit_id,
            since=period.since,
            until=period.until,
            extends=extends,
            dossier=chronicle.dossier,
            at=chronicle.at,
        )
    )
