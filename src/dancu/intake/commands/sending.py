"""Take in a file that an officer sends by a page: all of its lines are kept at once, or none."""

import hashlib
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction

from dancu.intake.commands.batches import begin, work_off_later
from dancu.intake.commands.staging import stage
from dancu.intake.domain.sizes import MAX_SIZE, FileTooLarge, TooManyLines
from dancu.intake.domain.states import Form
from dancu.kernel.actor import Actor
from dancu.lists.apart import read_list
from dancu.lists.domain.refusals import TooManyRows
from dancu.offices.queries import OfficerView

_OPENING = "dancu.intake.opening"


class Stream(Protocol):
    """An uploaded file, an open file."""

    def read(self, size: int, /) -> bytes: ...


def send(stream: Stream, *, form: Form, name: str, reason: str, officer: OfficerView, by: Actor, at: datetime) -> UUID:
    """Keep the lines of a file and have them checked behind the request; the same file sent again is the same intake.

    Raises MayNotTakeIn, ReasonMissing, AlreadyTakenIn, FileTooLarge, TooManyLines, or what speaks against a list
    (`lists.domain.refusals`).
    """
    content = stream.read(MAX_SIZE + 1)
    if len(content) > MAX_SIZE:
        raise FileTooLarge
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        batch, is_new = begin(form=form, name=name, digest=digest, reason=reason, officer=officer, by=by, at=at)
        if is_new:
            _keep(batch, content)
    return batch


def _keep(batch: UUID, content: bytes) -> None:
    try:
        rows = read_list(content, opening=_OPENING)
    except TooManyRows:
        raise TooManyLines from None
    for _through in stage(batch, rows):
        pass
    work_off_later(batch)
