"""What officers decide of dossiers whose time is over: archive them, propose their erasure, decide on it, hold one back."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from dancu.audit import commands as audit
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.commands.acts import LONGEST_NOTE, NoteMissing, NoteTooLong
from dancu.casework.domain.duty import OwnDossier, OwnProposal
from dancu.casework.domain.retention import Fate
from dancu.casework.models import Disposition, Dossier, DueDossier, RetentionHold
from dancu.casework.queries.retention import NoSuchDisposition, due_of, ensure_may_hold
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Invalid
from dancu.offices.domain.rights import DECIDE_RETENTION, PROPOSE_RETENTION
from dancu.offices.queries import OfficerView
from dancu.offices.queries.groups import demand

MOST_PROPOSED = 1000
"""Dossiers of one list: as many as somebody can still answer for."""


class NothingToDispose(Conflict):
    """None of these dossiers is due any more: a colleague was quicker, or they are held back. Look at the list again."""

    code = "casework.nothing_to_dispose"


class NothingChosen(Invalid):
    """Tick the dossiers, or take all of the list."""

    code = "casework.nothing_chosen"


class DecidedMeanwhile(Conflict):
    """A colleague has decided on this list already. See below what was decided."""

    code = "casework.list_decided_meanwhile"


class NotHeld(Conflict):
    """This dossier is not held back any more."""

    code = "casework.not_held"


class ErasedAlready(Conflict):
    """This dossier is erased already: nothing is left to hold back."""

    code = "casework.erased_already"


@transaction.atomic
def dispose(
    *,
    disposition_id: UUID,
    fate: Fate,
    codes: Collection[str] | None,
    procedure_code: str = "",
    officer: OfficerView,
    by: Actor,
    at: datetime,
) -> None:
    """Have due dossiers of one's agency archived, or propose to erase them: those of these codes, or all of a procedure.

    What a colleague took meanwhile, or is held back, is left out. Sent twice, it is one list. Raises MayNotAdminister,
    NothingChosen, NothingToDispose.
    """
    demand(officer, PROPOSE_RETENTION)
    if Disposition.objects.filter(pk=disposition_id).exists():
        return
    if codes is not None and not codes:
        raise NothingChosen
    found = due_of(officer, fate, procedure_code)
    if codes is not None:
        found = found.filter(dossier__code__in=codes)
    chosen = list(found.select_for_update(of=["self"]).order_by("due_on", "pk")[:MOST_PROPOSED])
    if not chosen:
        raise NothingToDispose
    row = Disposition.objects.create(
        pk=disposition_id,
        fate=fate,
        agency_id=officer.agency.id,
        proposed_by_id=officer.id,
        proposed_at=at,
        proposed=len(chosen),
    )
    DueDossier.objects.filter(pk__in=[each.pk for each in chosen]).update(disposition=row)
    _record(f"casework.{fate}_proposed", row, by, at, {"dossiers": len(chosen)})
    if fate is Fate.ARCHIVE:
        # Nothing is lost by it: one pair of eyes is enough.
        _agree(row, officer, by, at)


@transaction.atomic
def decide_disposition(
    *, disposition_id: UUID, agreed: bool, note: str, officer: OfficerView, by: Actor, at: datetime
) -> None:
    """Decide on an erasure that a colleague of one's agency proposed; declined, its dossiers are due as before.

    The same decision sent twice is one. Raises MayNotAdminister, NoSuchDisposition, DecidedMeanwhile, OwnProposal, OwnDossier,
    NoteMissing, NoteTooLong.
    """
    demand(officer, DECIDE_RETENTION)
    row = Disposition.objects.select_for_update().filter(pk=disposition_id, agency=officer.agency.id).first()
    if row is None:
        raise NoSuchDisposition
    if row.agreed is not None:
        if (row.agreed, row.decided_by_id) == (agreed, officer.id):
            return
        raise DecidedMeanwhile
    if row.proposed_by_id == officer.id:
        raise OwnProposal
    if officer.numbers and row.dossiers.filter(dossier__concerned_pins__overlap=officer.numbers).exists():
        raise OwnDossier
    if agreed:
        _agree(row, officer, by, at)
        return
    note = _reason(note, "note")
    row.agreed, row.decided_by_id, row.decided_at, row.note, row.finished_at = False, officer.id, at, note, at
    row.save(update_fields=["agreed", "decided_by", "decided_at", "note", "finished_at"])
    row.dossiers.update(disposition=None)
    _record("casework.erasure_declined", row, by, at, {})


@transaction.atomic
def hold_back(*, code: str, reason: str, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Keep a dossier from the archive and from erasure, and take it out of a list that is not carried out yet.

    A dossier that is held already stays so. Raises MayNotAdminister, NoSuchDossier, OwnDossier, ErasedAlready, NoteMissing,
    NoteTooLong.
    """
    dossier = _locked(code, officer)
    if dossier.erased_at is not None:
        raise ErasedAlready
    reason = _reason(reason, "reason")
    _hold, new = RetentionHold.objects.get_or_create(
        dossier=dossier, released_at=None, defaults={"reason": reason, "held_by_id": officer.id, "held_at": at}
    )
    if new:
        DueDossier.objects.filter(dossier=dossier, done_at=None).update(disposition=None)
        _record_of("casework.held_back", code, by, at)


@transaction.atomic
def release(*, code: str, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Hold a dossier back no longer. Raises MayNotAdminister, NoSuchDossier, OwnDossier, NotHeld."""
    dossier = _locked(code, officer)
    if not RetentionHold.objects.filter(dossier=dossier, released_at=None).update(
        released_by=officer.id, released_at=at
    ):
        raise NotHeld
    _record_of("casework.hold_released", code, by, at)


def _locked(code: str, officer: OfficerView) -> Dossier:
    """Return a dossier, locked: whoever carries out a list waits, and then finds it held."""
    demand(officer, PROPOSE_RETENTION)
    dossier = Dossier.objects.select_for_update().filter(code=code).first()
    if dossier is None:
        raise NoSuchDossier
    ensure_may_hold(officer, dossier)
    return dossier


def _agree(row: Disposition, officer: OfficerView, by: Actor, at: datetime) -> None:
    row.agreed, row.decided_by_id, row.decided_at = True, officer.id, at
    row.save(update_fields=["agreed", "decided_by", "decided_at"])
    _record(f"casework.{row.fate}_agreed", row, by, at, {})
    app.configure_task("casework.carry_out").defer(disposition_id=str(row.pk))


def _reason(text: str, field: str) -> str:
    text = text.strip()
    if not text:
        raise NoteMissing(fields={field: [NoteMissing.template()]})
    if len(text) > LONGEST_NOTE:
        raise NoteTooLong(most=LONGEST_NOTE, fields={field: [NoteTooLong.template()]})
    return text


def _record(act: str, row: Disposition, by: Actor, at: datetime, facts: dict[str, object]) -> None:
    audit.record(act, by=by, purpose=Purpose.DOSSIER, at=at, subject=("disposition", str(row.pk)), facts=facts)


def _record_of(act: str, code: str, by: Actor, at: datetime) -> None:
    audit.record(act, by=by, purpose=Purpose.DOSSIER, at=at, subject=("dossier", code))
