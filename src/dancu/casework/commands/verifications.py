"""Verification by another agency (CT10): who processes a dossier asks, an officer there answers once.

A question leaves the dossier's state and its time limit as they are; the answer binds nobody.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.commands import journal
from dancu.casework.commands.acts import LONGEST_NOTE, NoteTooLong
from dancu.casework.domain.states import FINISHED
from dancu.casework.models import Dossier, Paper, Verification
from dancu.casework.procedures import catalogue
from dancu.casework.queries.verifications import asked_of
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Invalid
from dancu.offices import queries as offices
from dancu.offices.queries import AgencyView, OfficerView

REQUEST_FORM = "CT10"


class QuestionMissing(Invalid):
    """Write what the other agency is to verify."""

    code = "casework.question_missing"


class AsksItself(Invalid):
    """The dossier lies with this agency. Choose the commune of another one."""

    code = "casework.asks_itself"


class AskedAlready(Conflict):
    """This agency has been asked about this dossier and has not answered yet. Wait for its answer."""

    code = "casework.verification_asked_already"


class AnswerMissing(Invalid):
    """Write what was found."""

    code = "casework.answer_missing"


class AnsweredMeanwhile(Conflict):
    """{officer} answered this at {at}. Read the answer; what you typed is still here."""

    code = "casework.verification_answered"


class NotWaitedFor(Conflict):
    """The dossier has ended, so that nobody waits for this answer any more."""

    code = "casework.verification_not_waited_for"


@transaction.atomic
def ask_verification(*, code: str, agency_id: int, question: str, officer: OfficerView, by: Actor, at: datetime) -> int:
    """Ask another agency about a dossier that the officer processes, and return the question's number.

    Raises NoSuchDossier, OwnDossier, RightMissing, ActNotPossible, QuestionMissing, NoteTooLong, AsksItself, AskedAlready.
    """
    dossier = Dossier.objects.select_for_update().filter(code=code).first()
    if dossier is None:
        raise NoSuchDossier
    authorisation.ensure_visible(officer, dossier)
    if refused := authorisation.verification_refusal(officer, dossier):
        raise refused
    question = _written(question, "question", QuestionMissing)
    asked = offices.agency(agency_id)
    if asked.id == dossier.agency_id:
        raise AsksItself(fields={"commune": [AsksItself.template()]})
    if dossier.verifications.filter(agency_id=asked.id, answered_at=None).exists():
        raise AskedAlready
    row = dossier.verifications.create(
        agency_id=asked.id,
        question=question,
        asked_by_id=officer.id,
        asked_at=at,
        paper=_issued(dossier, question, asked, officer, by, at),
    )
    audit.record(
        "casework.verification_asked",
        by=by,
        purpose=Purpose.DOSSIER,
        at=at,
        subject=("dossier", dossier.code),
        facts={"verification": row.pk, "agency": asked.code},
    )
    return int(row.pk)


@transaction.atomic
def answer_verification(*, verification_id: int, answer: str, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Answer what the officer's agency is asked; the first answer stands.

    Raises NoSuchVerification, OwnDossier, AnswerMissing, NoteTooLong, AnsweredMeanwhile, NotWaitedFor.
    """
    dossier_id = asked_of(verification_id, officer).dossier_id
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    row = Verification.objects.get(pk=verification_id)
    answer = _written(answer, "answer", AnswerMissing)
    if row.answered_at is not None:
        names = offices.names_of([row.answered_by_id or 0])
        raise AnsweredMeanwhile(
            officer=names.get(row.answered_by_id or 0, ""), at=f"{timezone.localtime(row.answered_at):%H:%M %d/%m/%Y}"
        )
    if dossier.state in FINISHED:
        raise NotWaitedFor
    row.answer, row.answered_by_id, row.answered_at = answer, officer.id, at
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record(
        "casework.verification_answered",
        by=by,
        purpose=Purpose.DOSSIER,
        at=at,
        subject=("dossier", dossier.code),
        facts={"verification": row.pk},
    )


def _issued(
    dossier: Dossier, question: str, asked: AgencyView, officer: OfficerView, by: Actor, at: datetime
) -> Paper | None:
    """Issue the question as a paper where the procedure draws one, and return it."""
    procedure = catalogue().version(dossier.procedure_code, dossier.procedure_version)
    if REQUEST_FORM not in procedure.papers:
        return None
    journal.issue(
        REQUEST_FORM,
        dossier=dossier,
        procedure=procedure,
        application=procedure.read(dossier.submissions.get(round=dossier.rounds).answers, dossier.filed_on),
        by=by,
        at=at,
        officer=officer,
        note=question,
        addressee=asked.name,
    )
    return dossier.papers.filter(form=REQUEST_FORM).latest("pk")


def _written(text: str, field: str, missing: type[Invalid]) -> str:
    text = text.strip()
    if not text:
        raise missing(fields={field: [missing.template()]})
    if len(text) > LONGEST_NOTE:
        raise NoteTooLong(most=LONGEST_NOTE, fields={field: [NoteTooLong.template()]})
    return text
