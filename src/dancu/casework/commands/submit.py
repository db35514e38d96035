"""Submitting: a draft becomes a dossier, or the next round of the dossier it supplements, once and only once."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import get_language

from dancu.casework import authorisation
from dancu.casework.commands import journal
from dancu.casework.commands.drafts import locked
from dancu.casework.domain import deadline
from dancu.casework.domain.codes import dossier_code
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action, Clock
from dancu.casework.law import law_day
from dancu.casework.models import Dossier, Draft, Submission
from dancu.casework.procedures import Procedure, Reading, catalogue
from dancu.casework.queries.applicant import NoSuchDraft
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Invalid
from dancu.kernel.names import fold
from dancu.offices import queries as offices


class Incomplete(Invalid):
    """Some parts are not complete yet. Fill in what is marked and submit again."""

    code = "casework.incomplete"


class AgencyChanged(Conflict):
    """A returned dossier goes back to the agency that returned it. To file elsewhere, withdraw it and begin anew."""

    code = "casework.agency_changed"


@dataclass(frozen=True, slots=True)
class Submitted:
    code: str
    round: int


@transaction.atomic
def submit(*, draft_id: UUID, channel: Channel, by: Actor, at: datetime) -> Submitted:
    """Turn a draft into a dossier or its next round; sending the same draft again returns what the first sending made.

    Raises Incomplete with the keys of steps and documents (`document:<key>`) that are missing, NoSuchDraft, and whatever the
    procedure's `read` and `check` refuse.
    """
    try:
        draft = locked(draft_id, by)
    except NoSuchDraft:
        return _submitted_before(draft_id, by)
    procedure = catalogue().version(draft.procedure_code, draft.procedure_version)
    application = _complete(draft, procedure, law_day(draft, at))
    procedure.check(application, Reading(by=by, purpose=Purpose.FILING, at=at))
    dossier = (
        _resubmit(draft.dossier_id, procedure, application, by=by, at=at)
        if draft.dossier_id
        else _open(procedure, application, channel=channel, by=by, at=at)
    )
    Submission.objects.create(
        dossier=dossier,
        draft_id=draft.pk,
        round=dossier.rounds,
        answers=draft.answers,
        typed=draft.typed,
        submitted_at=at,
    )
    draft.attachments.update(draft=None, dossier=dossier, round=dossier.rounds)
    action = "submit" if dossier.rounds == 1 else Action.RESUBMIT
    journal.issue("CT01", dossier=dossier, procedure=procedure, application=application, at=at, officer=None, note="")
    journal.write(dossier, action=action, source="", by=by, at=at, officer=None, note="", public=True)
    draft.delete()
    return Submitted(dossier.code, dossier.rounds)


def _submitted_before(draft_id: UUID, by: Actor) -> Submitted:
    found = (
        Submission.objects.filter(draft_id=draft_id, dossier__account_id=by.own_account)
        .select_related("dossier")
        .first()
    )
    if found is None:
        raise NoSuchDraft
    return Submitted(found.dossier.code, found.round)


def _complete(draft: Draft, procedure: Procedure[Any], on: date) -> Any:
    missing = [step.key for step in procedure.steps if step.key not in draft.answers]
    if missing:
        raise Incomplete(fields={key: [] for key in missing})
    application = procedure.read(draft.answers, on)
    attached = set(draft.attachments.values_list("document", flat=True))
    lacking = [d.key for d, required in procedure.documents_for(application) if required and d.key not in attached]
    if lacking:
        raise Incomplete(fields={f"document:{key}": [] for key in lacking})
    return application


def _open(procedure: Procedure[Any], application: Any, *, channel: Channel, by: Actor, at: datetime) -> Dossier:
    local = timezone.localtime(at)
    agency = offices.agency(procedure.agency_of(application))
    fee = procedure.fee(application, channel, local.date())
    dossier = Dossier(
        code=dossier_code(agency=agency.code, on=local.date(), number=_next_number(agency.id, local)),
        procedure_code=procedure.code,
        procedure_version=procedure.version,
        subsystem=procedure.subsystem,
        channel=channel,
        account_id=by.own_account,
        agency_id=agency.id,
        agency_code=agency.code,
        state=State.SUBMITTED,
        fee_dong=fee.amount.dong,
        fee_exemption=fee.exemption,
        filed_on=local.date(),
        submitted_at=at,
        due_at=offices.calendar().due(at, deadline.RECEPTION),
    )
    _describe(dossier, procedure, application, by=by, at=at)
    dossier.save(force_insert=True)
    return dossier


def _resubmit(dossier_id: int, procedure: Procedure[Any], application: Any, *, by: Actor, at: datetime) -> Dossier:
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    if procedure.agency_of(application) != dossier.agency_id:
        raise AgencyChanged
    arrow = authorisation.arrow(Action.RESUBMIT, dossier=dossier, procedure=procedure, officer=None)
    local, calendar = timezone.localtime(at), offices.calendar()
    if arrow.clock is Clock.GOES_ON and dossier.clock_stopped_at:
        dossier.due_at = deadline.go_on(
            timezone.localtime(dossier.due_at),
            stopped=timezone.localtime(dossier.clock_stopped_at),
            resumed=local,
            calendar=calendar,
        )
        dossier.clock_stopped_at = None
    else:
        dossier.due_at = calendar.due(at, deadline.RECEPTION)
    dossier.state = arrow.target
    dossier.rounds += 1
    dossier.revision += 1
    _describe(dossier, procedure, application, by=by, at=at)
    dossier.save()
    return dossier


def _describe(dossier: Dossier, procedure: Procedure[Any], application: Any, *, by: Actor, at: datetime) -> None:
    concerned = procedure.concerned(application, Reading(by=by, purpose=Purpose.FILING, at=at))
    dossier.case = procedure.case_of(application)
    dossier.subject_name = concerned.subject_name
    dossier.subject_key = fold(concerned.subject_name)
    dossier.subject_pin = concerned.subject_pin
    dossier.subject_old_number = concerned.subject_old_number
    dossier.subject_passport = concerned.subject_passport
    dossier.concerned_pins = sorted(concerned.pins)
    dossier.contact = {**asdict(procedure.contact_of(application)), "language": get_language() or "vi"}


def _next_number(agency_id: int, local: datetime) -> int:
    # The upsert's row lock makes numbers of one agency and day rise in the order of commits.
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into casework_dossiercounter (agency_id, day, last) values (%s, %s, 1)
            on conflict on constraint one_counter_an_agency_and_day do update set last = casework_dossiercounter.last + 1
            returning last
            """,
            [agency_id, local.date()],
        )
        return int(cursor.fetchone()[0])
