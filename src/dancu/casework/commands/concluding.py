"""What the law itself decides: a dossier that is opened with its result, since there is nothing left for anybody to decide."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dancu.audit import commands as audit
from dancu.casework.commands import journal, numbers, signing
from dancu.casework.commands.submit import begin_work, new_dossier
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Submission
from dancu.casework.procedures import Reading, catalogue
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.platform import statement


@audit.gathered()
@transaction.atomic
def conclude(
    *, procedure_code: str, answers: Mapping[str, Any], once: UUID, account_id: int | None, at: datetime
) -> int | None:
    """Open a dossier of the authority's own motion, decided, and issue its result; what it does to the registers is the caller's.

    `once` tells one conclusion from another: the same is concluded only once, and then nothing is returned.
    """
    if Submission.objects.filter(draft_id=once).exists():
        return None
    today = timezone.localtime(at).date()
    procedure = catalogue().current(procedure_code, today)
    application = procedure.read(answers, today)
    reading = Reading(by=SYSTEM, purpose=Purpose.REGISTER_CHANGE, at=at)
    dossier, _ = new_dossier(
        procedure, application, channel=Channel.OWN_MOTION, account_id=account_id, filed_on=today, reading=reading
    )
    begin_work(dossier, procedure, application, None)
    dossier.state, dossier.closed_at = State.DECIDED, at
    said = Submission(dossier_id=dossier.pk, draft_id=once, round=1, answers=answers, typed={}, submitted_at=at)
    (form,) = procedure.workflow.results
    result = journal.paper(
        form,
        number=numbers.next_paper(dossier.agency_id, form, at=at),
        issuer=dossier.agency_id,
        files=(),
        dossier=dossier,
        procedure=procedure,
        application=application,
        by=SYSTEM,
        at=at,
        officer=None,
        note="",
    )
    journal.write(
        dossier,
        action=Action.APPROVE,
        source="",
        by=SYSTEM,
        at=at,
        officer=None,
        note="",
        public=True,
        along=[statement.insert("dossier", [dossier]), statement.insert("submission", [said]), *signing.parts(result)],
    )
    return dossier.pk
