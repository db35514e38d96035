"""Deletion of a registration: declared, by the authority's own motion, or automatic (Residence Law arts. 24, 29)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict
from dancu.kernel.period import Period
from dancu.population.domain.person import Life, PersonCard
from dancu.residence.commands.absences import end_absences
from dancu.residence.commands.chronicle import Chronicle
from dancu.residence.commands.households import hold_homes, settle
from dancu.residence.commands.periods import check_begun, end, hold, unfinished
from dancu.residence.domain import rules
from dancu.residence.domain.deletion import AUTOMATIC_SINCE, Basis, check_away, check_deletion
from dancu.residence.domain.residence import Deleted, EndGround, EventKind, Kind
from dancu.residence.models import AbsencePeriod, Household, ResidencePeriod
from dancu.residence.queries import residence


class NotRegistered(Conflict):
    """This person has no such registration that could be deleted."""

    code = "residence.not_registered"


class NotRecordedDead(Conflict):
    """The population register does not say that this person died. Check the number again."""

    code = "residence.not_recorded_dead"


class NotRecordedLost(Conflict):
    """The population register does not say that this person lost Vietnamese nationality. Check the number again."""

    code = "residence.not_recorded_lost"


@transaction.atomic
def delete_permanent(
    *,
    people: Sequence[int],
    ground: EndGround,
    basis: Basis,
    on: date,
    minutes: str = "",
    new_heads: Mapping[int, int] | None = None,
    by: Actor,
    at: datetime,
    dossier: int | None = None,
) -> Deleted:
    """Delete people's permanent registration from a day on (art. 24); `minutes` is their number for the own motion.

    `new_heads` is as for `register_permanent`; an automatic deletion names nobody, and who stays is headed by rule.

    Raises NobodyToRegister, NoDeletionGround, NotAutomatic, MinutesNeeded, NoSuchPerson, NotRegistered, NotRecordedDead,
    NotRecordedLost, RegisteredAway, BeforePresentPeriod, NeedsNewHead, NotAMember, UnfitHead.
    """
    return _delete(
        Kind.PERMANENT, people, ground, basis, minutes, new_heads, Chronicle(by=by, at=at, on=on, dossier=dossier)
    )


@transaction.atomic
def delete_temporary(
    *,
    people: Sequence[int],
    ground: EndGround,
    basis: Basis,
    on: date,
    minutes: str = "",
    new_heads: Mapping[int, int] | None = None,
    by: Actor,
    at: datetime,
    dossier: int | None = None,
) -> Deleted:
    """Delete people's temporary registration from a day on (art. 29), an extension that has not begun with it.

    The arguments and refusals are those of `delete_permanent`, with BeforePresentTemporary.
    """
    return _delete(
        Kind.TEMPORARY, people, ground, basis, minutes, new_heads, Chronicle(by=by, at=at, on=on, dossier=dossier)
    )


def rehearse_deleting(
    *,
    kind: Kind,
    people: Sequence[int],
    ground: EndGround,
    minutes: str,
    new_heads: Mapping[int, int] | None = None,
    by: Actor,
    at: datetime,
) -> Deleted:
    """Return what a deletion by the authority's own motion would do, and leave everything as it is; raise what it refuses."""
    delete = delete_permanent if kind is Kind.PERMANENT else delete_temporary
    with audit.rehearsal():
        done = delete(
            people=people,
            ground=ground,
            basis=Basis.OWN_MOTION,
            minutes=minutes,
            on=localtime(at).date(),
            new_heads=new_heads,
            by=by,
            at=at,
        )
    read = sorted({each.person for each in done.former})
    subjects = [("person", person) for person in read]
    audit.record_many("residence.read", by=by, purpose=Purpose.REGISTER_CHANGE, at=at, subjects=subjects)
    return done


@transaction.atomic
def delete_after_death(*, person: int, on: date, by: Actor, at: datetime, dossier: int | None = None) -> None:
    """End whatever is still registered of somebody who died or was declared missing on a day (Decree 58/2026/NĐ-CP).

    Repeated, it finds nothing left to end. Before the decree the household declares it. Raises NoSuchPerson or NotRecordedDead.
    """
    _delete_all(EndGround.DEAD_OR_MISSING, person, Chronicle(by=by, at=at, on=on, dossier=dossier))


@transaction.atomic
def delete_after_nationality_loss(
    *, person: int, on: date, by: Actor, at: datetime, dossier: int | None = None
) -> None:
    """End whatever is still registered of somebody who lost Vietnamese nationality on a day, as after a death.

    Raises NoSuchPerson or NotRecordedLost.
    """
    _delete_all(EndGround.NATIONALITY_LOST, person, Chronicle(by=by, at=at, on=on, dossier=dossier))


def _delete_all(ground: EndGround, person: int, chronicle: Chronicle) -> None:
    if localtime(chronicle.at).date() < AUTOMATIC_SINCE:
        return
    _check_recorded(ground, hold([person], chronicle).values())
    held = hold_homes([person], None, chronicle.on)
    end_absences([person], ground, chronicle)
    _end_all(unfinished([person], chronicle.on), held, None, ground, chronicle)


def _check_recorded(ground: EndGround, cards: Iterable[PersonCard]) -> None:
    """Raise NotRecordedDead or NotRecordedLost where the population register does not say why a registration is deleted."""
    if ground is EndGround.DEAD_OR_MISSING and any(card.life is Life.ALIVE for card in cards):
        raise NotRecordedDead
    if ground is EndGround.NATIONALITY_LOST and any(card.nationality_lost_on is None for card in cards):
        raise NotRecordedLost


def _delete(
    kind: Kind,
    people: Sequence[int],
    ground: EndGround,
    basis: Basis,
    minutes: str,
    new_heads: Mapping[int, int] | None,
    chronicle: Chronicle,
) -> Deleted:
    rules.check_people(people)
    deletion = check_deletion(kind, ground, basis, minutes, chronicle.on)
    cards = hold(people, chronicle)
    held = hold_homes(people, None, chronicle.on)
    rows = [period for period in unfinished(people, chronicle.on) if period.kind == kind]
    if {period.person_id for period in rows} != set(people):
        raise NotRegistered
    check_begun(rows, chronicle.on)
    if basis is Basis.AUTOMATIC:
        _check_recorded(ground, cards.values())
    check_away(deletion, _registered_elsewhere(kind, people), chronicle.on)
    for person in people:
        chronicle.write(
            EventKind.DELETED,
            person=person,
            ground=ground,
            after={"kind": kind, "article": deletion.article, "basis": basis, "minutes": minutes},
        )
    if kind is Kind.PERMANENT:
        end_absences(people, ground, chronicle)
    closed = _end_all(rows, held, None if basis is Basis.AUTOMATIC else new_heads or {}, ground, chronicle)
    return Deleted(former=tuple(residence(period) for period in rows), closed_households=closed)


def _end_all(
    rows: Sequence[ResidencePeriod],
    held: Mapping[int, Household],
    new_heads: Mapping[int, int] | None,
    ground: EndGround,
    chronicle: Chronicle,
) -> tuple[int, ...]:
    for period in rows:
        end(period, ground, chronicle)
    return settle({period.household_id for period in rows}, held, new_heads, ground=ground, chronicle=chronicle)


def _registered_elsewhere(kind: Kind, people: Sequence[int]) -> list[Period]:
    """Return what speaks against somebody's having been away from his permanent residence without a word."""
    if kind is not Kind.PERMANENT:
        return []
    stays = ResidencePeriod.objects.filter(person__in=people, kind=Kind.TEMPORARY)
    absences = AbsencePeriod.objects.filter(person__in=people)
    return [Period(*span) for rows in (stays, absences) for span in rows.values_list("since", "until")]
