"""Submitting: a draft becomes a dossier, or the next round of the dossier it supplements, once and only once.

The one act that the whole country may do in the same hour (a school year begins, a fee changes), so it does not write table
by table: it locks the draft, judges, takes its numbers, and writes all that follows in one statement.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.commands import journal, numbers, opinions, signing
from dancu.casework.commands.drafts import locked
from dancu.casework.domain import deadline
from dancu.casework.domain.codes import dossier_code
from dancu.casework.domain.filing import Channel, Edition
from dancu.casework.domain.opinions import Asked
from dancu.casework.domain.workflow import Action, Clock
from dancu.casework.holding import NoSuchDraft, declarer_of, find_submission, for_its_declarer
from dancu.casework.law import law_day, version_for
from dancu.casework.models import Dossier, Draft, Submission
from dancu.casework.procedures import Procedure, Reading
from dancu.codelists import queries as codelists
from dancu.documents.domain.scans import Scan
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Invalid
from dancu.kernel.names import fold
from dancu.offices import queries as offices
from dancu.offices.queries import OfficerView
from dancu.platform import statement, tracing

_FILES = """
    select attachment.document, file.scan
    from casework_attachment as attachment join documents_storedfile as file on file.id = attachment.file_id
    where attachment.draft_id = %(draft)s order by attachment.id
"""


class Incomplete(Invalid):
    """Some parts are not complete yet. Fill in what is marked and submit again."""

    code = "casework.incomplete"


class Infected(Invalid):
    """A file that you attached holds malware. Remove it, scan the paper again and attach the new file."""

    code = "casework.infected"


class AgencyChanged(Conflict):
    """A returned dossier goes back to the agency that returned it. To file elsewhere, withdraw it and begin anew."""

    code = "casework.agency_changed"


class LawChanged(Conflict):
    """The law has changed since this dossier was last opened. Your answers are kept: read what is new, then submit it."""

    code = "casework.law_changed"


class NotAsRead(Conflict):
    """This dossier is no longer as you read it: it was changed in another window, or a new day began. Read it once more."""

    code = "casework.not_as_read"


@dataclass(frozen=True, slots=True)
class Submitted:
    code: str
    round: int


@tracing.act("casework.submit")
@audit.gathered()
@transaction.atomic
def submit(
    *,
    draft_id: UUID,
    channel: Channel,
    by: Actor,
    at: datetime,
    seen: Edition | None = None,
    officer: OfficerView | None = None,
    account_id: int | None = None,
) -> Submitted:
    """Turn a draft into a dossier or its next round; sending the same draft again returns what the first sending made.

    `seen` is what its filer read before he sent it; who does not say it has asked every step again himself. `officer` is who
    enters it at a counter, and `account_id` then the portal account that is proved to be the declarer's.
    Raises LawChanged for a draft that was not carried over to the version of its day, NotAsRead, Incomplete with the keys of
    steps and documents (`document:<key>`) that are missing, Infected, what `holding.held_draft` does, BeyondJurisdiction,
    OwnDossier, and whatever the procedure's `read` and `check` refuse.
    """
    try:
        draft = locked(draft_id, by, officer)
    except NoSuchDraft:
        return _submitted_before(draft_id, by, officer)
    by = for_its_declarer(draft, by)
    procedure, on = version_for(draft, at), law_day(draft, at)
    if procedure.version != draft.procedure_version:
        raise LawChanged
    if seen and seen != Edition(version=procedure.version, revision=draft.revision, on=on):
        raise NotAsRead
    files = _sound_files(draft)
    application, asked = _complete(draft, procedure, files, on)
    reading = Reading(by=by, purpose=Purpose.FILING, at=at, declarer=declarer_of(draft))
    procedure.check(application, reading)
    if draft.dossier_id:
        dossier, number = _next_round(draft.dossier_id, procedure, application, asked, officer=officer, reading=reading)
    else:
        owner = account_id if officer else by.own_account
        dossier, number = new_dossier(
            procedure, application, channel=channel, account_id=owner, filed_on=on, reading=reading
        )
        dossier.counter_agency_id = _counter_of(dossier, procedure, officer)
        if procedure.own_motion:
            begin_work(dossier, procedure, application, officer)
    if officer:
        authorisation.ensure_may_file(officer, dossier, procedure)
    by = for_its_declarer(dossier, by)
    issued: dict[str, Any] = {"dossier": dossier, "at": at}
    declared: list[statement.Part] = []
    if not procedure.own_motion:
        paper = journal.paper(
            "CT01",
            number=number,
            issuer=dossier.counter_agency_id or dossier.agency_id,
            files=files,
            asked=asked,
            procedure=procedure,
            application=application,
            by=by,
            officer=None,
            note="",
            **issued,
        )
        declared = signing.parts(paper)
    first = "open" if procedure.own_motion else "submit"
    action = first if dossier.rounds == 1 else Action.RESUBMIT
    questions = opinions.parts(dossier, asked, at) if dossier.rounds == 1 else []
    along = [*_round(draft, dossier, at), *questions, *declared]
    # Why a day has passed is for the authority; the applicant reads that he filed, not why that was entered late.
    said: dict[str, Any] = {"officer": officer, "note": draft.late_reason, "public": officer is None}
    journal.write(action=action, source="", by=by, along=along, **said, **issued)
    return Submitted(dossier.code, dossier.rounds)


def _submitted_before(draft_id: UUID, by: Actor, officer: OfficerView | None) -> Submitted:
    found = find_submission(draft_id, by=by, officer=officer)
    if found is None:
        raise NoSuchDraft
    return Submitted(found.dossier.code, found.round)


def _sound_files(draft: Draft) -> list[str]:
    """Return the document keys of the draft's files; raise Infected."""
    files = statement.rows(_FILES, draft=draft.pk)
    if any(scan == Scan.INFECTED for _, scan in files):
        raise Infected
    return [document for document, _ in files]


def _complete(
    draft: Draft, procedure: Procedure[Any], files: Collection[str], on: date
) -> tuple[Any, dict[str, Asked]]:
    """Return the application, and by document who is asked online for his opinion."""
    missing = [step.key for step in procedure.steps if step.key not in draft.answers]
    if missing:
        raise Incomplete(fields={key: [] for key in missing})
    application = procedure.read(draft.answers, on)
    there = {*files, *(draft.handed_in.values_list("document", flat=True) if draft.officer_id else ())}
    asked = opinions.asked_in(draft, procedure, application, there)
    there |= asked.keys()
    lacking = [d.key for d, required in procedure.documents_for(application) if required and d.key not in there]
    if lacking:
        raise Incomplete(fields={f"document:{key}": [] for key in lacking})
    return application, asked


def new_dossier(
    procedure: Procedure[Any],
    application: Any,
    *,
    channel: Channel,
    account_id: int | None,
    filed_on: date,
    reading: Reading,
) -> tuple[Dossier, int]:
    """Return the dossier that is opened, still unsaved, and the number of its declaration."""
    at, local = reading.at, timezone.localtime(reading.at)
    agency = offices.at_work(procedure.agency_of(application))
    fee = procedure.fee(application, channel, filed_on)
    dossier = Dossier(
        procedure_code=procedure.code,
        procedure_version=procedure.version,
        subsystem=procedure.subsystem,
        channel=channel,
        account_id=account_id,
        declarer_pin=reading.declarer.pin if reading.declarer else "",
        agency_id=agency.id,
        agency_code=agency.code,
        state=procedure.workflow.begins,
        fee_dong=fee.amount.dong,
        fee_exemption=fee.exemption,
        filed_on=filed_on,
        submitted_at=at,
        due_at=codelists.calendar(at).due(at, deadline.RECEPTION),
    )
    _describe(dossier, procedure, application, reading)
    opening = numbers.next_opening(agency.id, "" if procedure.own_motion else "CT01", at=at)
    dossier.pk = opening.row
    dossier.code = dossier_code(agency=agency.code, on=local.date(), number=opening.dossier)
    return dossier, opening.paper


def _counter_of(dossier: Dossier, procedure: Procedure[Any], officer: OfficerView | None) -> int | None:
    """Return the agency that takes a dossier at its counter for another one."""
    if officer is None or procedure.own_motion or officer.agency.id == dossier.agency_id:
        return None
    return officer.agency.id


def begin_work(dossier: Dossier, procedure: Procedure[Any], application: Any, officer: OfficerView | None) -> None:
    """Let the work on what nobody filed begin at once, by who opens it: there is nothing to be received."""
    dossier.received_at = dossier.submitted_at
    dossier.provision = dossier.case
    dossier.assignee_id = officer.id if officer else None
    limit = procedure.time_limit(application, dossier.filed_on)
    submitted = timezone.localtime(dossier.submitted_at)
    dossier.due_at = codelists.calendar(submitted).due(submitted, limit)


def _next_round(
    dossier_id: int,
    procedure: Procedure[Any],
    application: Any,
    asked: dict[str, Asked],
    *,
    officer: OfficerView | None,
    reading: Reading,
) -> tuple[Dossier, int]:
    """Bring the dossier that is supplemented to its next round; return it and the number of its declaration."""
    at = reading.at
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    if offices.at_work(procedure.agency_of(application)).id != dossier.agency_id:
        raise AgencyChanged
    arrow = authorisation.arrow(Action.RESUBMIT, dossier=dossier, procedure=procedure, officer=officer)
    local, calendar = timezone.localtime(at), codelists.calendar(at)
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
    _describe(dossier, procedure, application, reading)
    opinions.renew(dossier, asked, at)
    dossier.save()
    return dossier, numbers.next_paper(dossier.agency_id, "CT01", at=at)


def _describe(dossier: Dossier, procedure: Procedure[Any], application: Any, reading: Reading) -> None:
    concerned = procedure.concerned(application, reading)
    dossier.case = procedure.case_of(application)
    dossier.subject_name = concerned.subject_name
    dossier.subject_key = fold(concerned.subject_name)
    dossier.subject_pin = concerned.subject_pin
    dossier.subject_old_number = concerned.subject_old_number
    dossier.subject_passport = concerned.subject_passport
    dossier.concerned_pins = sorted(concerned.pins)
    declarer = reading.declarer
    dossier.on_behalf_of = declarer.on_behalf_of if declarer else concerned.on_behalf_of
    # At a counter the page's language is the officer's, not his who is told.
    language = "vi" if declarer else get_language() or "vi"
    dossier.contact = {**asdict(procedure.contact_of(application)), "language": language}


def _round(draft: Draft, dossier: Dossier, at: datetime) -> list[statement.Part]:
    """Return what makes the draft a round of the dossier: what was declared, its files, and the end of the draft."""
    submission = Submission(
        dossier_id=dossier.pk,
        draft_id=draft.pk,
        round=dossier.rounds,
        answers=draft.answers,
        typed=draft.typed,
        submitted_at=at,
    )
    ids = {"draft": draft.pk, "dossier_id": dossier.pk, "round": dossier.rounds}
    moved = "set draft_id = null, dossier_id = %(dossier_id)s, round = %(round)s where draft_id = %(draft)s"
    handed_in = statement.Part(name="handed_in", sql=f"update casework_handedin {moved}")
    return [
        *([statement.insert("dossier", [dossier])] if dossier.rounds == 1 else []),
        statement.insert("submission", [submission]),
        statement.Part(name="attachments", sql=f"update casework_attachment {moved}", values=ids),
        *([handed_in] if draft.officer_id else []),
        statement.Part(name="draft", sql="delete from casework_draft where id = %(draft)s"),
    ]
