"""What officers enter: walk-in dossiers (Tiếp nhận trực tiếp) and what the authority does of its own motion."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dancu.audit import commands as audit
from dancu.casework import authorisation, holding
from dancu.casework.commands.drafts import locked, touch
from dancu.casework.domain.filing import MOST_COPIES, Declarer, Presented
from dancu.casework.holding import NoSuchDraft, for_its_declarer
from dancu.casework.models import UNTOUCHED, Draft, HandedIn
from dancu.casework.procedures import NoSuchProcedure, catalogue
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Invalid
from dancu.offices import queries as offices
from dancu.offices.queries import OfficerView


class ReceivedLater(Invalid):
    """A dossier cannot have been received after today. Check the day."""

    code = "casework.received_later"


class ReceivedTooEarly(Invalid):
    """This procedure could not be filed before {first}. Check the day."""

    code = "casework.received_too_early"


class LateReasonMissing(Invalid):
    """Write why the dossier is entered on a later day than it was received."""

    code = "casework.late_reason_missing"


class WrongCopies(Invalid):
    """Enter a number of copies from 1 to {most}."""

    code = "casework.wrong_copies"


@transaction.atomic
def begin_counter_draft(
    *,
    procedure_code: str,
    filed_on: date,
    late_reason: str,
    declarer: Declarer,
    concerned_pins: Collection[str],
    officer: OfficerView,
    by: Actor,
    at: datetime,
) -> UUID:
    """Open a draft for somebody who stands at the counter, under the law of the day on which his papers were received.

    Begun twice, by two clicks or going back, it is the same as long as nothing is entered. `concerned_pins` are the declarer
    and his household. Raises ReceivedLater, ReceivedTooEarly, LateReasonMissing,
    MayNotEnter, OwnDossier, NoSuchProcedure.
    """
    today, late_reason = timezone.localtime(at).date(), late_reason.strip()
    if filed_on > today:
        raise ReceivedLater(fields={"filed_on": [ReceivedLater.template()]})
    if (versions := catalogue().history(procedure_code)) and filed_on < versions[0].since:
        raise ReceivedTooEarly(
            first=f"{versions[0].since:%d/%m/%Y}", fields={"filed_on": [ReceivedTooEarly.template()]}
        )
    if filed_on < today and not late_reason:
        raise LateReasonMissing(fields={"late_reason": [LateReasonMissing.template()]})
    procedure = catalogue().current(procedure_code, filed_on)
    if procedure.own_motion:
        raise NoSuchProcedure
    authorisation.ensure_may_enter(officer, procedure, concerned_pins=concerned_pins)
    said = {
        "agency_id": offices.hold_place(officer),
        "late_reason": late_reason if filed_on < today else "",
        "on_behalf_of": declarer.on_behalf_of,
        "concerned_pins": sorted(concerned_pins),
        "updated_at": at,
    }
    draft, _ = Draft.objects.update_or_create(
        officer_id=officer.id,
        procedure_code=procedure.code,
        filed_on=filed_on,
        declarer_name=declarer.name,
        declarer_pin=declarer.pin,
        revision=UNTOUCHED,
        dossier=None,
        defaults=said,
        create_defaults=said | {"procedure_version": procedure.version, "created_at": at},
    )
    facts = {"filed_on": filed_on.isoformat(), "late_reason": draft.late_reason, "card_checked": bool(declarer.pin)}
    _record("counter_draft_begun", draft, by, at, facts)
    return draft.pk


@transaction.atomic
def begin_own_motion(*, procedure_code: str, officer: OfficerView, by: Actor, at: datetime) -> UUID:
    """Open a draft of what the authority does of its own motion; begun twice, it is the same while nothing is entered.

    Raises MayNotEnter, NoSuchProcedure.
    """
    today = timezone.localtime(at).date()
    procedure = catalogue().current(procedure_code, today)
    if not procedure.own_motion:
        raise NoSuchProcedure
    authorisation.ensure_may_enter(officer, procedure, concerned_pins=())
    draft, created = Draft.objects.get_or_create(
        officer_id=officer.id,
        procedure_code=procedure.code,
        filed_on=today,
        declarer_name="",
        declarer_pin="",
        revision=UNTOUCHED,
        dossier=None,
        defaults={
            "agency_id": offices.hold_place(officer),
            "procedure_version": procedure.version,
            "created_at": at,
            "updated_at": at,
        },
    )
    if created:
        _record("own_motion_begun", draft, by, at, {})
    return draft.pk


@transaction.atomic
def take_over(*, draft_id: UUID, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Take a draft in hand that an officer of the same agency has begun; raises NoSuchDraft, MayNotEnter, OwnDossier."""
    draft = Draft.objects.select_for_update().filter(pk=draft_id, agency_id=officer.agency.id).first()
    if draft is None:
        raise NoSuchDraft
    holding.ensure_may_enter(officer, draft)
    if draft.officer_id == officer.id:
        return
    before = draft.officer_id
    draft.officer_id = officer.id
    touch(draft, at, "officer")
    _record("counter_draft_taken_over", draft, by, at, {"before": before, "after": officer.id})


@transaction.atomic
def hand_in(
    *,
    draft_id: UUID,
    document: str,
    presented: Presented,
    copies: int,
    officer: OfficerView,
    by: Actor,
    at: datetime,
) -> None:
    """Write down that a document was handed in on paper, in place of what was written for it before; raises WrongCopies."""
    draft = locked(draft_id, by, officer)
    catalogue().version(draft.procedure_code, draft.procedure_version).document(document)
    if not 1 <= copies <= MOST_COPIES:
        raise WrongCopies(most=MOST_COPIES)
    line = {"presented": presented, "copies": copies}
    _, created = HandedIn.objects.update_or_create(draft=draft, document=document, defaults=line)
    touch(draft, at)
    _record("paper_handed_in", draft, by, at, {"document": document, "created": created, **line})


@transaction.atomic
def strike_handed_in(*, draft_id: UUID, document: str, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Strike out that a document was handed in on paper; nothing happens where nothing is written."""
    draft = locked(draft_id, by, officer)
    removed, _ = draft.handed_in.filter(document=document).delete()
    if removed:
        touch(draft, at)
        _record("paper_struck_out", draft, by, at, {"document": document})


def _record(act: str, draft: Draft, by: Actor, at: datetime, facts: dict[str, object]) -> None:
    by, subject = for_its_declarer(draft, by), ("draft", draft.pk)
    audit.record(f"casework.{act}", by=by, purpose=Purpose.FILING, at=at, subject=subject, facts=facts)
