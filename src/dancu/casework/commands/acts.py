"""The one writer of a dossier's state: lock the row, ask the workflow, write, run the effect, tell, in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dancu.casework import authorisation
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.commands import assigning, journal, paying, promising, reception
from dancu.casework.domain import deadline
from dancu.casework.domain.duty import Outcome
from dancu.casework.domain.states import FINISHED, State
from dancu.casework.domain.workflow import GIVING, Action, ActNotPossible, Arrow, Clock, Right
from dancu.casework.holding import for_its_declarer
from dancu.casework.law import due_if_complex
from dancu.casework.models import Attachment, Dossier, Draft
from dancu.casework.procedures import Decision, Procedure, catalogue
from dancu.codelists import queries as codelists
from dancu.documents import commands as documents
from dancu.kernel.actor import Actor
from dancu.kernel.errors import Conflict, Invalid
from dancu.kernel.money import Money
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import covers
from dancu.offices.queries import OfficerView
from dancu.payments.domain import Receipt
from dancu.platform import tracing

LONGEST_NOTE = 4000
"""Characters of a reason or an opinion."""
_NOTHING_SAID = reception.Received()


class ActedMeanwhile(Conflict):
    """{agency} acted on this dossier at {at}: {action}. Read what changed and choose again; what you typed is still here."""

    code = "casework.acted_meanwhile"


class NoteMissing(Invalid):
    """Write the reason: the applicant or your colleague needs it."""

    code = "casework.note_missing"


class NoteTooLong(Invalid):
    """Write at most {most} characters."""

    code = "casework.note_too_long"


class OutcomeMissing(Invalid):
    """Say whether you propose to approve or to reject."""

    code = "casework.outcome_missing"


class RefundIncomplete(Invalid):
    """Write how much is paid back."""

    code = "casework.refund_incomplete"


@dataclass(frozen=True, slots=True)
class Moved:
    """Where an act has led a dossier."""

    code: str
    state: State
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """Everything that one act is done with."""

    dossier: Dossier
    procedure: Procedure[Any]
    arrow: Arrow
    officer: OfficerView | None
    by: Actor
    at: datetime
    note: str
    received: reception.Received
    outcome: str
    receipts: Sequence[Receipt]
    refund: Money | None
    assignee: int | None
    facts: dict[str, object] = field(default_factory=dict)
    """What the audit keeps of it besides the states."""

    @property
    def local(self) -> datetime:
        return timezone.localtime(self.at)


@tracing.act("casework.perform")
@transaction.atomic
def perform(
    action: Action,
    *,
    code: str,
    by: Actor,
    at: datetime,
    officer: OfficerView | None = None,
    note: str = "",
    received: reception.Received = _NOTHING_SAID,
    outcome: str = "",
    receipts: Sequence[Receipt] = (),
    refund: Money | None = None,
    assignee: int | None = None,
    seen: int | None = None,
) -> Moved:
    """Do one act on a dossier, as an officer or (without one) as its applicant, and return where it stands.

    `assignee` gets it in hand; `seen` is the revision that the actor's page showed. Raises NoSuchDossier, ActedMeanwhile,
    ActNotPossible, RightMissing, the refusals of `domain.duty`, NoteMissing, NoteTooLong, RefundIncomplete, NotPaidOnline,
    and what `reception.examine`, `promising`, `paying.take`, `assigning.give` and the procedure's effect refuse.
    """
    if action is Action.RESUBMIT:
        # What is sent again comes with a submission, so `submit` alone follows this arrow.
        raise ActNotPossible
    dossier, officer = _locked(code, by=by, officer=officer)
    if seen is not None and seen != dossier.revision:
        raise _meanwhile(dossier)
    procedure = catalogue().version(dossier.procedure_code, dossier.procedure_version)
    arrow = authorisation.arrow(action, dossier=dossier, procedure=procedure, officer=officer)
    note = note.strip()
    if arrow.note_required and not note:
        raise NoteMissing(fields={"note": [NoteMissing.template()]})
    if len(note) > LONGEST_NOTE:
        raise NoteTooLong(most=LONGEST_NOTE, fields={"note": [NoteTooLong.template()]})
    act = _Act(
        dossier=dossier,
        procedure=procedure,
        arrow=arrow,
        officer=officer,
        by=by,
        at=at,
        note=note,
        received=received,
        outcome=outcome,
        receipts=receipts,
        refund=refund,
        assignee=assignee,
    )
    application = procedure.read(dossier.submissions.get(round=dossier.rounds).answers, dossier.filed_on)
    if prepare := _PREPARE.get(action):
        prepare(act, application)
    source = dossier.state
    if arrow.right is Right.APPLICANT:
        by = for_its_declarer(dossier, by)
    _move(act, application)
    for form in arrow.papers:
        journal.issue(
            form,
            dossier=dossier,
            procedure=procedure,
            application=application,
            by=by,
            at=at,
            officer=officer,
            note=note,
        )
    journal.write(
        dossier,
        action=action,
        source=source,
        by=by,
        at=at,
        officer=officer,
        note=note,
        public=arrow.note_public,
        facts=act.facts,
    )
    return Moved(dossier.code, State(dossier.state), dossier.revision)


def _locked(code: str, *, by: Actor, officer: OfficerView | None) -> tuple[Dossier, OfficerView | None]:
    """Return a dossier, locked, and the officer as he stands now: his agency may have been merged while he waited for it."""
    dossier = Dossier.objects.select_for_update().filter(code=code).first()
    if dossier is None or (officer is None and dossier.account_id != by.own_account):
        raise NoSuchDossier
    if officer is not None:
        if not (covers(officer.scope, dossier.agency_code) or authorisation.taken_here(officer, dossier)):
            officer = offices.officer_of(officer.account_id)
        authorisation.ensure_visible(officer, dossier, at_counter=True)
    return dossier, officer


def _meanwhile(dossier: Dossier) -> ActedMeanwhile:
    last = dossier.journal.latest("revision")
    agency = offices.agency(last.agency_id).name if last.agency_id else ""
    return ActedMeanwhile(agency=agency, at=f"{timezone.localtime(last.at):%H:%M %d/%m/%Y}", action=last.action)


def _receive(act: _Act, application: Any) -> None:
    dossier, procedure, received = act.dossier, act.procedure, act.received
    reception.examine(dossier, procedure, application, received, officer=_officer(act), by=act.by, at=act.at)
    act.facts.update(promising.promise(dossier, procedure, application, received.promised, at=act.at))
    if received.waived:
        act.facts.update(promising.waive(dossier, procedure, received.waived))
    if act.receipts:
        _record_payment(act, application)


def _ask_payment(act: _Act, application: Any) -> None:
    act.dossier.payment_asked_at = act.at
    paying.ask_online(act.dossier, act.at)


def _record_payment(act: _Act, application: Any) -> None:
    book = authorisation.acting_agency(act.officer, act.dossier).code
    paying.take(act.dossier, act.receipts, agency_code=book, by=act.by, at=act.at)


def _refund(act: _Act, application: Any) -> None:
    if act.refund is None:
        raise RefundIncomplete(fields={"refund_amount": [RefundIncomplete.template()]})
    paying.refund(act.dossier, act.refund, reason=act.note, by=act.by, at=act.at)


def _take(act: _Act, application: Any) -> None:
    act.dossier.assignee_id = _officer(act).id


def _give(act: _Act, application: Any) -> None:
    assigning.give(act.dossier, act.assignee)


def _propose(act: _Act, application: Any) -> None:
    if act.outcome not in set(Outcome):
        raise OutcomeMissing(fields={"outcome": [OutcomeMissing.template()]})
    act.dossier.proposed_outcome = act.outcome
    act.dossier.proposer_id = act.dossier.assignee_id = _officer(act).id


def _approve(act: _Act, application: Any) -> None:
    decision = Decision(
        dossier_id=act.dossier.pk,
        dossier_code=act.dossier.code,
        on=act.local.date(),
        at=act.at,
        by=act.by,
        special_categories=tuple(act.dossier.special_categories),
        note=act.note,
    )
    act.procedure.on_approval(application, decision)


def _extend(act: _Act, application: Any) -> None:
    due_at = due_if_complex(act.dossier, act.procedure, application, at=act.at)
    if due_at is None:
        raise ActNotPossible
    act.dossier.extended_at, act.dossier.due_at = act.at, due_at


def _send_back(act: _Act, application: Any) -> None:
    act.dossier.proposed_outcome = ""
    act.dossier.proposer_id = None


def _ask_withdrawal(act: _Act, application: Any) -> None:
    act.dossier.withdrawal_asked_at = act.at


def _decline_withdrawal(act: _Act, application: Any) -> None:
    act.dossier.withdrawal_asked_at = None


def _grant_withdrawal(act: _Act, application: Any) -> None:
    # Who sends his supplement at this moment holds it and waits for the dossier. To wait for him would be a deadlock: his
    # draft is left, and what he sends is refused.
    free = Draft.objects.select_for_update(skip_locked=True).filter(dossier=act.dossier)
    drafts = [draft.pk for draft in free]
    documents.forget_soon(file_ids=Attachment.objects.filter(draft__in=drafts).values_list("file_id", flat=True))
    Draft.objects.filter(pk__in=drafts).delete()


# What belongs to one kind of act, checked and carried out before the state is written.
_PREPARE: dict[Action, Callable[[_Act, Any], None]] = {
    Action.RECEIVE: _receive,
    Action.ASK_PAYMENT: _ask_payment,
    Action.RECORD_PAYMENT: _record_payment,
    Action.REFUND: _refund,
    Action.TAKE: _take,
    **dict.fromkeys(GIVING, _give),
    Action.PROPOSE: _propose,
    Action.APPROVE: _approve,
    Action.SEND_BACK: _send_back,
    Action.EXTEND: _extend,
    Action.ASK_WITHDRAWAL: _ask_withdrawal,
    Action.DECLINE_WITHDRAWAL: _decline_withdrawal,
    Action.GRANT_WITHDRAWAL: _grant_withdrawal,
}


def _move(act: _Act, application: Any) -> None:
    dossier, calendar = act.dossier, codelists.calendar(act.at)
    match act.arrow.clock:
        case Clock.STOPS:
            dossier.clock_stopped_at = act.at
        case Clock.GOES_ON if dossier.clock_stopped_at:
            dossier.due_at = deadline.go_on(
                timezone.localtime(dossier.due_at),
                stopped=timezone.localtime(dossier.clock_stopped_at),
                resumed=act.local,
                calendar=calendar,
            )
            dossier.clock_stopped_at = None
        case _:
            # Where it starts, the reception has settled when it ends.
            pass
    dossier.state = act.arrow.target
    if act.arrow.target in FINISHED and dossier.closed_at is None:
        dossier.closed_at = act.at
    dossier.revision += 1
    dossier.save()


def _officer(act: _Act) -> OfficerView:
    if act.officer is None:
        raise NoSuchDossier
    return act.officer
