"""What every change of a dossier leaves behind: the journal line, the audit row, the papers, the message and the event."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from dancu.audit import commands as audit
from dancu.casework import authorisation, provisions
from dancu.casework.commands import numbers, signing
from dancu.casework.domain.filing import Channel, Presented
from dancu.casework.domain.workflow import GIVING, Action
from dancu.casework.events import DossierMoved
from dancu.casework.law import had_since
from dancu.casework.models import Dossier, JournalEntry, Paper
from dancu.casework.procedures import PaperFacts, Procedure, Reading
from dancu.kernel.actor import Actor, Purpose
from dancu.notices import commands as notices
from dancu.notices.domain import Recipient
from dancu.offices.queries import OfficerView
from dancu.platform import events, statement


def write(
    dossier: Dossier,
    *,
    action: str,
    source: str,
    by: Actor,
    at: datetime,
    officer: OfficerView | None,
    note: str,
    public: bool,
    facts: Mapping[str, object] | None = None,
    along: Iterable[statement.Part] = (),
) -> None:
    """Add the journal line and the audit row of an act, tell the applicant, and publish the event.

    `facts` are what the audit keeps besides the states; `along` is what the act writes besides, by the same statement.
    """
    line = JournalEntry(
        dossier_id=dossier.pk,
        revision=dossier.revision,
        at=at,
        action=action,
        source=source,
        target=dossier.state,
        officer_id=officer.id if officer else None,
        agency_id=officer.agency.id if officer else _of_itself(dossier),
        note=note,
        public=public,
        assignee_id=dossier.assignee_id if action in GIVING else None,
    )
    audited = audit.part(
        f"casework.{action}",
        by=by,
        purpose=Purpose.DOSSIER,
        at=at,
        subject=("dossier", dossier.code),
        facts={"before": source, "after": dossier.state, **(facts or {})},
    )
    told = _told(dossier, action, note if public else "", at)
    statement.write([*along, statement.insert("journal", [line]), audited, *told])
    events.publish(DossierMoved(dossier_id=dossier.pk, code=dossier.code, action=action, target=dossier.state, at=at))


def _of_itself(dossier: Dossier) -> int | None:
    """Return the agency where nobody but the system acts for it; what applicants do, no agency does."""
    return dossier.agency_id if dossier.channel == Channel.OWN_MOTION else None


def issue(
    form: str,
    *,
    dossier: Dossier,
    procedure: Procedure[Any],
    application: Any,
    by: Actor,
    at: datetime,
    officer: OfficerView | None,
    note: str,
    addressee: str = "",
) -> None:
    """Issue a paper of the dossier with the agency's next number of that form and year; its facts never change after."""
    issuer = authorisation.acting_agency(officer, dossier).id
    issued = paper(
        form,
        number=numbers.next_paper(issuer, form, at=at),
        issuer=issuer,
        files=dossier.attachments.filter(round=dossier.rounds).values_list("document", flat=True),
        dossier=dossier,
        procedure=procedure,
        application=application,
        by=by,
        at=at,
        officer=officer,
        note=note,
        addressee=addressee,
    )
    statement.write(signing.parts(issued))


def paper(
    form: str,
    *,
    number: int,
    issuer: int,
    files: Iterable[str],
    dossier: Dossier,
    procedure: Procedure[Any],
    application: Any,
    by: Actor,
    at: datetime,
    officer: OfficerView | None,
    note: str,
    asked: Collection[str] = (),
    addressee: str = "",
) -> Paper:
    """Return a paper of the dossier, still unsaved; `files` and `asked` are keys of the round's documents, see `PaperFacts`."""
    facts = PaperFacts(
        code=dossier.code,
        agency_id=issuer,
        competent_id=dossier.agency_id,
        counter_id=dossier.counter_agency_id or dossier.agency_id,
        number=number,
        reading=Reading(by=by, purpose=Purpose.DOSSIER, at=at),
        issued_at=timezone.localtime(at),
        received_at=_received(dossier),
        due_at=timezone.localtime(dossier.due_at),
        officer_name=officer.full_name if officer else "",
        note=note,
        provision=provisions.wording(procedure, dossier.provision, dossier.filed_on, "vi"),
        documents=tuple(
            (procedure.texts(f"documents.{key}.name", "vi"), count) for key, count in Counter(files).items()
        ),
        handed_in=_handed_in(dossier, procedure),
        asked=asked,
        addressee=addressee,
        contact=dossier.contact,
    )
    return Paper(
        dossier_id=dossier.pk,
        form=form,
        number=number,
        agency_id=issuer if issuer != dossier.agency_id else None,
        facts=dict(procedure.papers[form].facts(application, facts)),
        issued_at=at,
    )


def _received(dossier: Dossier) -> datetime | date | None:
    if dossier.received_at is None:
        return None
    return had_since(dossier, dossier.received_at) or timezone.localtime(dossier.received_at)


def _handed_in(dossier: Dossier, procedure: Procedure[Any]) -> tuple[tuple[str, Presented, int], ...]:
    if dossier.channel != Channel.COUNTER:
        return ()
    return tuple(
        (procedure.texts(f"documents.{each.document}.name", "vi"), Presented(each.presented), each.copies)
        for each in dossier.handed_in.filter(round=dossier.rounds).order_by("pk")
    )


# Acts that reach the applicant as a message; the others are steps inside the authority.
_TOLD = frozenset(
    {
        "submit",
        "open",
        Action.RECEIVE,
        Action.RETURN_FOR_SUPPLEMENT,
        Action.RESUBMIT,
        Action.REFUSE,
        Action.ASK_PAYMENT,
        Action.RECORD_PAYMENT,
        Action.REFUND,
        Action.SUSPEND,
        Action.RESUME,
        Action.EXTEND,
        Action.APPROVE,
        Action.REJECT,
        Action.DROP,
        Action.DELIVER,
        Action.GRANT_WITHDRAWAL,
        Action.DECLINE_WITHDRAWAL,
    }
)


def _told(dossier: Dossier, action: str, note: str, at: datetime) -> list[statement.Part]:
    if action not in _TOLD:
        return []
    # Of its own motion the authority approves nobody's request.
    decided = action == Action.APPROVE and dossier.channel == Channel.OWN_MOTION
    return told(dossier, "decide" if decided else action, note, at)


def told(dossier: Dossier, what: str, note: str, at: datetime) -> list[statement.Part]:
    """Return the messages that tell the applicant what happened, by the ways he chose; none of what is erased."""
    contact = dossier.contact
    if not contact:
        return []
    return notices.parts(
        recipient=Recipient(
            account_id=dossier.account_id,
            name=contact["name"],
            email=contact["email"],
            phone=contact["phone"],
            language=contact["language"],
            ways=tuple(contact["ways"]),
        ),
        template=f"dossier_{what}",
        facts={"code": dossier.code, "note": note, "due_at": timezone.localtime(dossier.due_at).isoformat()},
        at=at,
    )
