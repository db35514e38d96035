"""Filling in: a draft belongs to one account, keeps what was typed at every step, and can be taken up on any device."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dancu.audit import commands as audit
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.domain.states import AWAITING_APPLICANT
from dancu.casework.domain.workflow import ActNotPossible
from dancu.casework.models import Attachment, Dossier, Draft
from dancu.casework.procedures import catalogue
from dancu.casework.queries.applicant import NoSuchDraft
from dancu.casework.queries.files import NoSuchAttachment
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Invalid

MOST_FILES = 40
"""Files of one draft."""


class StaleDraft(Conflict):
    """This page was saved in another window meanwhile. What you typed is still here: compare it and save again."""

    code = "casework.stale_draft"


class TooManyFiles(Invalid):
    """A dossier holds at most {most} files. Remove one, or put several pages into one file."""

    code = "casework.too_many_files"


@transaction.atomic
def begin_draft(*, procedure_code: str, by: Actor, at: datetime) -> UUID:
    """Open an empty draft under the law of the day; raises NoSuchProcedure where none is in force."""
    today = timezone.localtime(at).date()
    procedure = catalogue().current(procedure_code, today)
    draft = Draft.objects.create(
        account_id=by.own_account,
        procedure_code=procedure.code,
        procedure_version=procedure.version,
        created_at=at,
        updated_at=at,
    )
    _record("draft_begun", draft.pk, by, at)
    return draft.pk


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
) -> None:
    """Keep what was typed at a step, and its answers when they are right (else None, and the step is open again).

    `revision` is the one the page showed; raises StaleDraft, having kept nothing, when the draft was saved since.
    """
    draft = locked(draft_id, by)
    if revision is not None and revision != draft.revision:
        raise StaleDraft
    draft.typed[step] = {name: list(values) for name, values in typed.items()}
    if answers is None:
        draft.answers.pop(step, None)
    else:
        draft.answers[step] = dict(answers)
    _touch(draft, at, "typed", "answers")


@transaction.atomic
def attach(*, draft_id: UUID, document: str, file_id: int, name: str, by: Actor, at: datetime) -> int:
    """Put a stored file to a document of the draft and return the attachment's id; raises TooManyFiles."""
    draft = locked(draft_id, by)
    catalogue().version(draft.procedure_code, draft.procedure_version).document(document)
    if draft.attachments.count() >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    attachment = Attachment.objects.create(draft=draft, document=document, file_id=file_id, name=name, added_at=at)
    _touch(draft, at)
    _record("file_attached", draft.pk, by, at)
    return attachment.pk


@transaction.atomic
def detach(*, draft_id: UUID, attachment_id: int, by: Actor, at: datetime) -> None:
    """Take a file off the draft; raises NoSuchAttachment when it is not there."""
    draft = locked(draft_id, by)
    removed, _ = draft.attachments.filter(pk=attachment_id).delete()
    if not removed:
        raise NoSuchAttachment
    _touch(draft, at)
    _record("file_detached", draft.pk, by, at)


@transaction.atomic
def discard_draft(*, draft_id: UUID, by: Actor, at: datetime) -> None:
    """Throw a draft away for good, with its list of files."""
    locked(draft_id, by).delete()
    _record("draft_discarded", draft_id, by, at)


@transaction.atomic
def begin_supplement(*, code: str, by: Actor, at: datetime) -> UUID:
    """Open the draft that supplements a returned dossier, with all that was declared and attached; the same one if it is open.

    Raises NoSuchDossier for anybody but the applicant, ActNotPossible when the dossier was not returned.
    """
    dossier = Dossier.objects.select_for_update().filter(code=code, account_id=by.own_account).first()
    if dossier is None:
        raise NoSuchDossier
    if dossier.state not in AWAITING_APPLICANT:
        raise ActNotPossible
    if open_draft := Draft.objects.filter(dossier=dossier).first():
        return open_draft.pk
    last = dossier.submissions.get(round=dossier.rounds)
    draft = Draft.objects.create(
        account_id=dossier.account_id,
        dossier=dossier,
        procedure_code=dossier.procedure_code,
        procedure_version=dossier.procedure_version,
        typed=last.typed,
        answers=last.answers,
        created_at=at,
        updated_at=at,
    )
    Attachment.objects.bulk_create(
        Attachment(draft=draft, document=a.document, file_id=a.file_id, name=a.name, added_at=a.added_at)
        for a in dossier.attachments.filter(round=dossier.rounds).order_by("pk")
    )
    _record("supplement_begun", draft.pk, by, at)
    return draft.pk


def locked(draft_id: UUID, by: Actor) -> Draft:
    """Lock and return a draft of the actor's own; raises NoSuchDraft, also for somebody else's."""
    draft = Draft.objects.select_for_update().filter(pk=draft_id, account_id=by.own_account).first()
    if draft is None:
        raise NoSuchDraft
    return draft


def _touch(draft: Draft, at: datetime, *fields: str) -> None:
    draft.revision += 1
    draft.updated_at = at
    draft.save(update_fields=["revision", "updated_at", *fields])


def _record(act: str, draft_id: UUID, by: Actor, at: datetime) -> None:
    audit.record(f"casework.{act}", by=by, purpose=Purpose.FILING, at=at, subject=("draft", draft_id))
