"""Filling in: a draft has one holder, keeps what was typed at every step, and can be taken up on any device.

Its holder is the account that acts, or the `officer` who enters it at a counter.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.domain.states import AWAITING_APPLICANT
from dancu.casework.domain.workflow import Action, ActNotPossible
from dancu.casework.holding import for_its_declarer, held_draft
from dancu.casework.law import version_for
from dancu.casework.models import UNTOUCHED, Attachment, Dossier, Draft, HandedIn
from dancu.casework.procedures import NoSuchProcedure, catalogue
from dancu.casework.queries.files import NoSuchAttachment
from dancu.documents import commands as documents
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Invalid
from dancu.offices.queries import OfficerView

MOST_FILES = 40
"""Files of one draft."""


class StaleDraft(Conflict):
    """This page was saved in another window meanwhile. What you typed is still here: compare it and save again."""

    code = "casework.stale_draft"


class TooManyFiles(Invalid):
    """A dossier holds at most {most} files. Remove one, or put several pages into one file."""

    code = "casework.too_many_files"


class AlreadyAttached(Conflict):
    """This file is attached to this document already. Choose another file, or go on without it."""

    code = "casework.already_attached"


class SupplementBegun(Conflict):
    """Somebody else is filling in the supplement of this dossier: the applicant on the portal, or an agency at its counter."""

    code = "casework.supplement_begun"


@transaction.atomic
def begin_draft(*, procedure_code: str, by: Actor, at: datetime) -> UUID:
    """Open an empty draft under the law of the day; begun twice, it is the same as long as nothing is entered.

    Raises NoSuchProcedure where none is in force.
    """
    today = timezone.localtime(at).date()
    procedure = catalogue().current(procedure_code, today)
    if procedure.own_motion:
        raise NoSuchProcedure
    draft, created = Draft.objects.get_or_create(
        account_id=by.own_account,
        procedure_code=procedure.code,
        revision=UNTOUCHED,
        dossier=None,
        defaults={"procedure_version": procedure.version, "created_at": at, "updated_at": at},
    )
    if created:
        _record("draft_begun", draft, by, at)
    return draft.pk


@transaction.atomic
def carry_over(*, draft_id: UUID, by: Actor, at: datetime, officer: OfficerView | None = None) -> None:
    """Bring a draft to the version of the law of its day; steps whose questions changed are open again, with what was typed.

    What is typed in a page that was open meanwhile can still be saved: the revision stays.
    """
    draft = locked(draft_id, by, officer)
    version = version_for(draft, at)
    if version.version == draft.procedure_version:
        return
    changed = catalogue().changes(draft.procedure_code, draft.procedure_version, version.version)
    reopened = {key for each in changed for key in each.reopens}
    known = {step.key for step in version.steps}
    draft.answers = {key: said for key, said in draft.answers.items() if key in known - reopened}
    draft.begun_under = draft.begun_under or draft.procedure_version
    draft.procedure_version = version.version
    draft.save(update_fields=["answers", "begun_under", "procedure_version"])
    _record("draft_carried_over", draft, by, at)


@transaction.atomic
def save_step(
    *,
    draft_id: UUID,
    step: str,
    typed: Mapping[str, Sequence[str]],
    answers: Mapping[str, Any] | None,
    revision: int | None,
    by: Actor,
    at: datetime,
    officer: OfficerView | None = None,
) -> None:
    """Keep what was typed at a step, and its answers when they are right (else None, and the step is open again).

    `revision` is the one the page showed; raises StaleDraft, having kept nothing, when the draft was saved since.
    """
    draft = locked(draft_id, by, officer)
    if revision is not None and revision != draft.revision:
        raise StaleDraft
    draft.typed[step] = {name: list(values) for name, values in typed.items()}
    if answers is None:
        draft.answers.pop(step, None)
    else:
        draft.answers[step] = dict(answers)
    touch(draft, at, "typed", "answers")


@transaction.atomic
def attach(
    *,
    draft_id: UUID,
    document: str,
    file_id: int,
    name: str,
    by: Actor,
    at: datetime,
    officer: OfficerView | None = None,
) -> int:
    """Put a stored file to a document of the draft and return the attachment's id; raises TooManyFiles, AlreadyAttached."""
    draft = locked(draft_id, by, officer)
    catalogue().version(draft.procedure_code, draft.procedure_version).document(document)
    if draft.attachments.count() >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    if draft.attachments.filter(document=document, file_id=file_id).exists():
        raise AlreadyAttached
    attachment = Attachment.objects.create(draft=draft, document=document, file_id=file_id, name=name, added_at=at)
    touch(draft, at)
    _record("file_attached", draft, by, at)
    return attachment.pk


@transaction.atomic
def detach(*, draft_id: UUID, attachment_id: int, by: Actor, at: datetime, officer: OfficerView | None = None) -> None:
    """Take a file off the draft; raises NoSuchAttachment when it is not there."""
    draft = locked(draft_id, by, officer)
    attachment = draft.attachments.filter(pk=attachment_id).first()
    if attachment is None:
        raise NoSuchAttachment
    attachment.delete()
    documents.forget_soon(file_ids=[attachment.file_id])
    touch(draft, at)
    _record("file_detached", draft, by, at)


@transaction.atomic
def discard_draft(*, draft_id: UUID, by: Actor, at: datetime, officer: OfficerView | None = None) -> None:
    """Throw a draft away for good, with its files."""
    draft = locked(draft_id, by, officer)
    _record("draft_discarded", draft, by, at)
    documents.forget_soon(file_ids=draft.attachments.values_list("file_id", flat=True))
    draft.delete()


@transaction.atomic
def begin_supplement(*, code: str, by: Actor, at: datetime, officer: OfficerView | None = None) -> UUID:
    """Open the draft that supplements a returned dossier, with all that was declared and attached; the same one if it is open.

    Raises NoSuchDossier for anybody but the applicant, or the officer to whose counter he comes with a dossier that was
    filed there; ActNotPossible when the dossier was not returned, SupplementBegun when somebody else fills it in.
    """
    dossier = _returned(code, by=by, officer=officer)
    if open_draft := Draft.objects.filter(dossier=dossier).first():
        if open_draft.agency_id != (officer.agency.id if officer else None):
            raise SupplementBegun
        return open_draft.pk
    last = dossier.submissions.get(round=dossier.rounds)
    draft = Draft.objects.create(
        **_holder(dossier, officer),
        dossier=dossier,
        procedure_code=dossier.procedure_code,
        procedure_version=dossier.procedure_version,
        on_behalf_of=dossier.on_behalf_of,
        typed=last.typed,
        answers=last.answers,
        opinions={each.document: {"name": each.name, "pin": each.pin} for each in dossier.opinions.all()},
        created_at=at,
        updated_at=at,
    )
    Attachment.objects.bulk_create(
        Attachment(draft=draft, document=a.document, file_id=a.file_id, name=a.name, added_at=a.added_at)
        for a in dossier.attachments.filter(round=dossier.rounds).order_by("pk")
    )
    HandedIn.objects.bulk_create(
        HandedIn(draft=draft, document=each.document, presented=each.presented, copies=each.copies)
        for each in dossier.handed_in.filter(round=dossier.rounds).order_by("pk")
    )
    _record("supplement_begun", draft, by, at)
    return draft.pk


def _returned(code: str, *, by: Actor, officer: OfficerView | None) -> Dossier:
    asked = Q() if officer else Q(account_id=by.own_account)
    dossier = Dossier.objects.select_for_update().filter(asked, code=code).first()
    if dossier is None:
        raise NoSuchDossier
    if officer:
        authorisation.ensure_visible(officer, dossier, at_counter=True)
    if dossier.state not in AWAITING_APPLICANT:
        raise ActNotPossible
    procedure = catalogue().version(dossier.procedure_code, dossier.procedure_version)
    authorisation.arrow(Action.RESUBMIT, dossier=dossier, procedure=procedure, officer=officer)
    return dossier


def _holder(dossier: Dossier, officer: OfficerView | None) -> dict[str, Any]:
    if officer is None:
        return {"account_id": dossier.account_id}
    return {
        "officer_id": officer.id,
        "agency_id": officer.agency.id,
        "filed_on": dossier.filed_on,
        "declarer_name": dossier.contact["name"],
        "declarer_pin": dossier.declarer_pin,
        "concerned_pins": dossier.concerned_pins,
    }


def locked(draft_id: UUID, by: Actor, officer: OfficerView | None) -> Draft:
    """Lock and return a draft for its holder; raises what `holding.held_draft` does."""
    return held_draft(draft_id, by=by, officer=officer, lock=True)


def touch(draft: Draft, at: datetime, *fields: str) -> None:
    """Count a change of a draft, and store these of its fields."""
    draft.revision += 1
    draft.updated_at = at
    draft.save(update_fields=["revision", "updated_at", *fields])


def _record(act: str, draft: Draft, by: Actor, at: datetime) -> None:
    by = for_its_declarer(draft, by)
    audit.record(f"casework.{act}", by=by, purpose=Purpose.FILING, at=at, subject=("draft", draft.pk))
