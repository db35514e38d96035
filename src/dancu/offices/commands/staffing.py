"""Appoint, change, transfer and dismiss officers, and let one who lost his second factor set up another: by two of us."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from dancu.accounts import commands as accounts
from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Denied, Invalid
from dancu.offices.commands.appointing import appoint_officer
from dancu.offices.commands.granting import ensure_administered, ensure_held
from dancu.offices.domain.jurisdiction import covers
from dancu.offices.domain.rights import APPOINT_OFFICERS, CHANGE_OFFICERS, RESET_SECOND_FACTORS, Right
from dancu.offices.events import OfficerLeft
from dancu.offices.models import Officer, PermissionGroup, SecondFactorReset
from dancu.offices.queries import AgencyView, OfficerView, UnknownAgency, agency
from dancu.offices.queries.groups import NoSuchGroup, demand, rights_of
from dancu.offices.queries.staff import NoSuchOfficer
from dancu.platform import events


class UsernameTaken(Conflict):
    """Another officer has this user name already. Choose another one."""

    code = "offices.username_taken"


class NumberOfAnother(Conflict):
    """Another active officer has this personal identification number. Check it against the card."""

    code = "offices.number_of_another"


class OwnPlace(Denied):
    """Nobody changes his own rights, place or second factor. Ask another administrator."""

    code = "offices.own_place"


class OfficerChanged(Conflict):
    """This officer was changed in another window meanwhile. What you entered is kept: look it over and save it again."""

    code = "offices.officer_changed"


class NotActive(Conflict):
    """This officer has been dismissed. Take him back first."""

    code = "offices.not_active"


class ResetAskedAlready(Conflict):
    """A new second factor was asked for already. Another administrator than the one who asked grants it."""

    code = "offices.reset_asked_already"


class ResetDecided(Conflict):
    """Nobody asks for a new second factor for this officer any more: that was decided already."""

    code = "offices.reset_decided"


class ReasonMissing(Invalid):
    """Say how you made sure that it is he who asks, and what became of his telephone."""

    code = "offices.reason_missing"


class NotByWhoAsked(Denied):
    """Who asked for a new second factor does not grant it himself. Ask a second administrator."""

    code = "offices.not_by_who_asked"


@transaction.atomic
def take_on(
    *,
    username: str,
    full_name: str,
    position: str,
    email: str,
    pin: str,
    agency_id: int,
    group_ids: Collection[int],
    officer: OfficerView,
    by: Actor,
    at: datetime,
) -> int:
    """Appoint somebody who has no account yet; he chooses his password by a letter. Return the officer's id.

    Raises UsernameTaken, NumberOfAnother, UnknownAgency beyond the jurisdiction, BeyondOwnRights, NoSuchGroup, MayNotAdminister.
    """
    demand(officer, APPOINT_OFFICERS)
    place = _within(agency_id, officer)
    _ensure_may_give(group_ids, place, officer)
    try:
        account_id = accounts.invite_officer(username=username, full_name=full_name, email=email, by=by, at=at)
    except accounts.NumberTaken:
        raise UsernameTaken(fields={"username": [UsernameTaken.template()]}) from None
    try:
        with transaction.atomic():
            return appoint_officer(
                account_id=account_id,
                agency_id=place.id,
                full_name=full_name,
                position=position,
                group_ids=group_ids,
                pin=pin,
                by=by,
                at=at,
            )
    except IntegrityError:
        raise _number_taken() from None


@transaction.atomic
def follow_pin(*, former: str, pin: str, by: Actor, at: datetime) -> None:
    """Let the officer who bore a number bear the one that it leads to now; nothing where no officer does."""
    for row in Officer.objects.select_for_update().filter(pin=former):
        row.pin, row.former_pins = pin, [*row.former_pins, former]
        _save(row, "pin", "former_pins")
        _record("offices.officer_changed", row, {"number": "followed"}, by, at)


@transaction.atomic
def change_officer(
    *,
    officer_id: int,
    seen_groups: Collection[int],
    full_name: str,
    position: str,
    pin: str,
    agency_id: int,
    group_ids: Collection[int],
    officer: OfficerView,
    by: Actor,
    at: datetime,
) -> None:
    """Change what an officer is called, where he works and which groups he belongs to, `seen_groups` when it was opened.

    Who is transferred leaves what he had in hand to his colleagues. Raises OfficerChanged, OwnPlace, NotActive, what
    `take_on` raises of places, numbers and groups.
    """
    demand(officer, CHANGE_OFFICERS)
    row = _locked(officer_id, officer)
    if not row.active:
        raise NotActive
    place, before = _within(agency_id, officer), _facts(row)
    moves = row.agency_id != place.id
    if moves or set(before["groups"]) != set(group_ids):
        _ensure_may_place(row, place, set(before["groups"]), set(group_ids), set(seen_groups), officer)
    row.full_name, row.position, row.pin, row.agency_id = full_name, position, pin, place.id
    _save(row, "full_name", "position", "pin", "agency")
    row.groups.set(group_ids)
    after = _facts(row)
    if before["groups"] != after["groups"] or moves:
        ensure_administered(officer.agency)
    if moves:
        events.publish(OfficerLeft(officer_id=row.pk, agency_id=before["agency"]))
    if before != after:
        _record("offices.officer_changed", row, {"before": before, "after": after}, by, at)


@transaction.atomic
def dismiss_officer(*, officer_id: int, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Take an officer's place away at once: his sessions end, what he had in hand goes back to his colleagues.

    Doing it twice is doing it once. Raises OwnPlace, NobodyLeft, NoSuchOfficer, MayNotAdminister.
    """
    demand(officer, CHANGE_OFFICERS)
    row = _locked(officer_id, officer)
    if row.pk == officer.id:
        raise OwnPlace
    if not row.active:
        return
    row.active = False
    row.save(update_fields=["active"])
    ensure_administered(officer.agency)
    accounts.end_other_sessions(account_id=row.account_id, keep=None, by=by, at=at)
    events.publish(OfficerLeft(officer_id=row.pk, agency_id=row.agency_id))
    _record("offices.officer_dismissed", row, {"agency": row.agency_id}, by, at)


@transaction.atomic
def take_back(*, officer_id: int, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Let a dismissed officer work again, with the groups that he had; raises what `take_on` does of rights and numbers."""
    demand(officer, CHANGE_OFFICERS)
    row = _locked(officer_id, officer)
    if row.active:
        return
    groups = set(row.groups.values_list("pk", flat=True))
    _ensure_may_give(groups, agency(row.agency_id), officer)
    row.active = True
    _save(row, "active")
    _record("offices.officer_taken_back", row, {"groups": sorted(groups)}, by, at)


@transaction.atomic
def send_password_link(*, officer_id: int, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Send an officer the letter by which he chooses a new password; nobody else ever knows it."""
    demand(officer, CHANGE_OFFICERS)
    row = _locked(officer_id, officer)
    if not row.active:
        raise NotActive
    accounts.send_password_link(account_id=row.account_id, by=by, at=at)


@transaction.atomic
def ask_second_factor_reset(*, officer_id: int, reason: str, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Ask that an officer may set up another second factor; raises ReasonMissing, ResetAskedAlready, OwnPlace, NotActive."""
    demand(officer, CHANGE_OFFICERS)
    row = _locked(officer_id, officer)
    if row.pk == officer.id:
        raise OwnPlace
    if not row.active:
        raise NotActive
    if not reason.strip():
        raise ReasonMissing(fields={"reason": [ReasonMissing.template()]})
    if row.resets.filter(decided_at=None).exists():
        raise ResetAskedAlready
    SecondFactorReset.objects.create(officer=row, reason=reason.strip(), asked_by_id=officer.id, asked_at=at)
    _record("offices.reset_asked", row, {}, by, at)


@transaction.atomic
def decide_second_factor_reset(*, officer_id: int, grant: bool, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Grant or decline what a colleague asked for, or withdraw what one asked for oneself.

    Granted, the factor is gone and sessions end: the next sign-in sets up another. Raises NotByWhoAsked, OwnPlace, ResetDecided,
    MayNotAdminister.
    """
    if not officer.may(RESET_SECOND_FACTORS):
        demand(officer, CHANGE_OFFICERS)
    row = _locked(officer_id, officer)
    reset = row.resets.filter(decided_at=None).first()
    own = reset is not None and reset.asked_by_id == officer.id
    # What one asked for oneself one may withdraw, with the right to ask for it.
    demand(officer, CHANGE_OFFICERS if own and not grant else RESET_SECOND_FACTORS)
    if row.pk == officer.id:
        raise OwnPlace
    if reset is None:
        raise ResetDecided
    if grant and own:
        raise NotByWhoAsked
    reset.decided_by_id, reset.decided_at, reset.granted = officer.id, at, grant
    reset.save(update_fields=["decided_by", "decided_at", "granted"])
    if grant:
        accounts.forget_second_factor(account_id=row.account_id, by=by, at=at)
    _record("offices.reset_granted" if grant else "offices.reset_declined", row, {}, by, at)


def _within(agency_id: int, officer: OfficerView) -> AgencyView:
    place = agency(agency_id)
    if place.closed_on or not covers(officer.scope, place.code):
        raise UnknownAgency
    return place


def _ensure_may_give(
    group_ids: Collection[int], place: AgencyView, officer: OfficerView, *, moved: Collection[int] | None = None
) -> None:
    """Hold the groups, which must be the centre's or the agency's, and see that the officer holds what is given and taken."""
    groups = list(PermissionGroup.objects.select_for_update().filter(pk__in=group_ids).order_by("pk"))
    if len(groups) != len(set(group_ids)) or any(each.agency_id not in {None, place.id} for each in groups):
        raise NoSuchGroup
    rights: frozenset[Right] = rights_of(*(group_ids if moved is None else moved))
    ensure_held(officer, rights)


def _locked(officer_id: int, officer: OfficerView) -> Officer:
    row = Officer.objects.select_for_update().filter(pk=officer_id).first()
    if row is None or not covers(officer.scope, agency(row.agency_id).code):
        raise NoSuchOfficer
    return row


def _ensure_may_place(
    row: Officer, place: AgencyView, held: set[int], wanted: set[int], seen: set[int], officer: OfficerView
) -> None:
    if row.pk == officer.id:
        raise OwnPlace
    if held not in (seen, wanted):
        raise OfficerChanged
    _ensure_may_give(wanted, place, officer, moved=held ^ wanted)


def _save(row: Officer, *fields: str) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=fields)
    except IntegrityError:
        raise _number_taken() from None


def _facts(row: Officer) -> dict[str, Any]:
    """Return what of a place the audit tells, before and after: nobody's name or number."""
    groups = sorted(row.groups.values_list("pk", flat=True))
    return {"agency": row.agency_id, "position": row.position, "groups": groups}


def _number_taken() -> NumberOfAnother:
    return NumberOfAnother(fields={"pin": [NumberOfAnother.template()]})


def _record(act: str, row: Officer, facts: dict[str, Any], by: Actor, at: datetime) -> None:
    audit.record(act, by=by, purpose=Purpose.OPERATIONS, at=at, subject=("officer", row.pk), facts=facts)
