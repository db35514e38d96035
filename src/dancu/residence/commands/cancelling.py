"""Cancellation of a registration (Residence Law art. 35): the state before is restored from the history."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict
from dancu.platform.events import publish
from dancu.residence import events as told
from dancu.residence.commands.chronicle import Chronicle
from dancu.residence.commands.heads import members_of
from dancu.residence.commands.periods import hold
from dancu.residence.commands.restoring import CHAINS, ChangedSince, changed_on, take_back
from dancu.residence.domain.cancellation import CancelGround, is_cancellable
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Cancelled, EndGround, EventKind, Kind
from dancu.residence.models import Departure, Household, ResidenceEvent, ResidencePeriod, ResidencePeriodHistory
from dancu.residence.queries import NoSuchAct, residence


class NotCancellable(Conflict):
    """This is not a registration that could be cancelled. Correct what is wrong instead."""

    code = "residence.not_cancellable"


class AlreadyCancelled(Conflict):
    """This registration has been cancelled already."""

    code = "residence.already_cancelled"


class OthersLiveThere(Conflict):
    """Others have joined the household that was opened. They have to leave it before its registration is cancelled."""

    code = "residence.others_live_there"


class HeadsAnother(Conflict):
    """The householder of the former household heads another one by now. Cancel or correct that first."""

    code = "residence.heads_another"


@transaction.atomic
def cancel_registration(
    *, act: UUID, ground: CancelGround, on: date, by: Actor, at: datetime, dossier: int | None = None
) -> Cancelled:
    """Undo a registration, split, deletion, extension, absence or change of head as if it had never been made.

    What happened since stays where it can: somebody else's registration, a temporary one beside a permanent, an address
    renamed. What rests on the act does not, and is named as what stands in the way; it is cancelled first. How the register
    read until now stays in the history. `on` is the day of the decision.

    Raises NoSuchAct, NotCancellable, AlreadyCancelled, ChangedSince, OthersLiveThere or HeadsAnother.
    """
    events = list(ResidenceEvent.objects.filter(act=act).order_by("id"))
    if not events:
        raise NoSuchAct
    if not is_cancellable([EventKind(event.kind) for event in events]):
        raise NotCancellable
    chronicle = Chronicle(by=by, at=at, on=on, dossier=dossier)
    people = _people(events)
    hold(people, chronicle)
    households = _hold_households(events)
    # Only now: whoever cancels the same at the same time has held the same people and households.
    subjects = {(event.person_id, event.household_id if event.person_id is None else None) for event in events}
    if _is_cancelled(act, events):
        raise AlreadyCancelled
    for person, household in sorted(subjects, key=str):
        chronicle.write(EventKind.CANCELLED, person=person, household=household, ground=ground, after={"act": str(act)})
    away, again = zip(*(take_back(each, events, chronicle) for each in CHAINS), strict=True)
    restored = {(row.person_id, getattr(row, "household_id", None)) for row in chain.from_iterable(again)}
    _restore_households(events, households, restored, chronicle)
    _call_back(people, events[0], at)
    for person in sorted({event.person_id for event in events if event.person_id}):
        publish(told.RegistrationCancelled(person=person, on=on, dossier=dossier, at=at))
    # The chain of residences is the first; of absences nobody lives anywhere else.
    return Cancelled(taken_away=tuple(map(residence, away[0])), restored=tuple(map(residence, again[0])))


def rehearse_cancelling(*, act: UUID, ground: CancelGround, by: Actor, at: datetime) -> Cancelled:
    """Return what a cancellation would do, and leave everything as it is; raise what `cancel_registration` would."""
    with audit.rehearsal():
        done = cancel_registration(act=act, ground=ground, on=localtime(at).date(), by=by, at=at)
    people = {each.person for each in (*done.taken_away, *done.restored)}
    audit.record_many(
        "residence.read",
        by=by,
        purpose=Purpose.REGISTER_CHANGE,
        at=at,
        subjects=[("person", person) for person in sorted(people)],
    )
    return done


def _call_back(people: Collection[int], event: ResidenceEvent, at: datetime) -> None:
    """Tell the communes that were told of a departure that there was none; who took note of it takes note of this."""
    told_of = Departure.objects.filter(person__in=people, told_at=event.at, on=event.on)
    told_of.update(withdrawn_at=at, noted_at=None, noted_by=None)


def _people(events: Iterable[ResidenceEvent]) -> list[int]:
    named = {event.person_id for event in events if event.person_id}
    changed = ResidencePeriodHistory.objects.filter(event__in=list(events)).values_list("person_id", flat=True)
    return sorted(named | set(changed))


def _hold_households(events: Iterable[ResidenceEvent]) -> dict[int, Household]:
    """Lock the households that an act concerned, closed ones too."""
    ids = {event.household_id for event in events if event.household_id}
    rows = Household.objects.select_for_update(no_key=True).filter(id__in=ids).order_by("id")
    return {row.pk: row for row in rows}


def _is_cancelled(act: UUID, events: Sequence[ResidenceEvent]) -> bool:
    about = {"person": events[0].person_id} if events[0].person_id else {"household": events[0].household_id}
    return ResidenceEvent.objects.filter(kind=EventKind.CANCELLED, after__act=str(act), **about).exists()


def _restore_households(
    events: Sequence[ResidenceEvent],
    households: dict[int, Household],
    restored: Collection[tuple[int, int | None]],
    chronicle: Chronicle,
) -> None:
    """Close what the act opened, give back heads, reopen what it closed: in this order, for nobody heads two households."""
    opened = {event.household_id for event in events if event.kind == EventKind.HOUSEHOLD_OPENED}
    for identifier in sorted(each for each in opened if each):
        _close(households[identifier], chronicle)
    for event in reversed(events):
        if event.kind == EventKind.HEAD_CHANGED and event.household_id not in opened:
            _give_back(households[event.household_id or 0], event, restored, chronicle)
    for event in events:
        if event.kind == EventKind.RELATION_CHANGED:
            _relate_as_before(event, chronicle)
        if event.kind == EventKind.HOUSEHOLD_CLOSED and event.household_id:
            _reopen(households[event.household_id], chronicle)
    for household in households.values():
        _check_whole(household, chronicle)


def _close(household: Household, chronicle: Chronicle) -> None:
    if ResidencePeriod.objects.filter(household=household.pk).exists():
        raise OthersLiveThere
    if household.closed_on is None:
        _write(household, chronicle, closed_on=household.opened_on)


def _give_back(
    household: Household,
    event: ResidenceEvent,
    restored: Collection[tuple[int, int | None]],
    chronicle: Chronicle,
) -> None:
    """Let the former householder head the household again; who joined since is not stated to be anything to him."""
    if household.head_id != event.after["head"]:
        raise ChangedSince(changed_on(event))
    _check_heads_no_other(household, event.before["head"])
    head = event.before["head"]
    before = {head: Relation.HEAD, **{int(key): Relation(each) for key, each in event.before["relations"].items()}}
    members = [each for each in members_of(household, event.on) if (each.person_id, household.pk) not in restored]
    relations = {each.person_id: before.get(each.person_id, Relation.NOT_STATED) for each in members}
    written = _write(household, chronicle, relations, head_id=head)
    for member in members:
        if member.relation != relations[member.person_id]:
            chronicle.supersede(member, written, relation=relations[member.person_id])


def _relate_as_before(event: ResidenceEvent, chronicle: Chronicle) -> None:
    rows = ResidencePeriod.objects.filter(
        person=event.person_id, household=event.household_id, kind=event.after["kind"], relation=event.after["relation"]
    )
    row = rows.order_by("-since").first()
    if row is None:
        raise ChangedSince(changed_on(event))
    restored = chronicle.write(
        EventKind.RELATION_CHANGED,
        person=event.person_id,
        household=event.household_id,
        ground=EndGround.CANCELLED,
        before=event.after,
        after=event.before,
    )
    chronicle.supersede(row, restored, relation=event.before["relation"])


def _reopen(household: Household, chronicle: Chronicle) -> None:
    if household.closed_on is None:
        raise ChangedSince(chronicle.on)
    _check_heads_no_other(household, household.head_id)
    _write(household, chronicle, closed_on=None)


def _check_heads_no_other(household: Household, head: int) -> None:
    headed = Household.objects.filter(head=head, kind=household.kind, closed_on__isnull=True).exclude(id=household.pk)
    if headed.exists():
        raise HeadsAnother


def _check_whole(household: Household, chronicle: Chronicle) -> None:
    """Raise ChangedSince where the household would be left without its head, or closed with people in it."""
    members = members_of(household, chronicle.on)
    heads = {member.person_id for member in members if member.relation == Relation.HEAD}
    if household.closed_on is not None:
        whole = not members
    else:
        # Where the terms of a temporary household are over by now, the calendar closes it.
        whole = heads == {household.head_id} or (household.kind == Kind.TEMPORARY and not heads)
    if not whole:
        raise ChangedSince(household.closed_on or chronicle.on)


def _write(
    household: Household, chronicle: Chronicle, relations: Mapping[int, Relation] | None = None, **facts: object
) -> ResidenceEvent:
    before = _stated(household)
    for name, value in facts.items():
        setattr(household, name, value)
    household.save(update_fields=[name.removesuffix("_id") for name in facts])
    told_relations = {str(person): relation for person, relation in (relations or {}).items()}
    return chronicle.write(
        EventKind.HOUSEHOLD_RESTORED,
        household=household.pk,
        ground=EndGround.CANCELLED,
        before=before,
        after={**_stated(household), "relations": told_relations},
    )


def _stated(household: Household) -> dict[str, object]:
    closed_on = household.closed_on.isoformat() if household.closed_on else None
    return {"head": household.head_id, "closed_on": closed_on}
