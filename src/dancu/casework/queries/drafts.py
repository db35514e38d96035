"""What is still being filled in, for who fills it in: an account's own drafts, and those at the counter of an agency."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.authorisation import MayNotEnter
from dancu.casework.domain.filing import Answers, Declarer, Edition
from dancu.casework.holding import declarer_of, find_submission, for_its_declarer, held_draft
from dancu.casework.law import law_day, version_for
from dancu.casework.models import Draft
from dancu.casework.procedures import Listed, Procedure, catalogue
from dancu.casework.queries import shared
from dancu.casework.queries.shared import AttachmentView, HandedInView
from dancu.kernel.actor import Actor, Purpose
from dancu.offices import queries as offices
from dancu.offices.queries import OfficerView

MOST_LISTED = 50
MOST_AT_COUNTER = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSummary:
    id: UUID
    procedure: Procedure[Any]
    supplements: str
    """Code of the dossier it supplements; empty for a new filing."""
    steps_done: int
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterDraft:
    """A line of the list of an agency."""

    id: UUID
    procedure: Procedure[Any]
    supplements: str
    declarer: str
    filed_on: date
    officer: str
    """Name of who has it in hand."""
    mine: bool
    steps_done: int
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    id: UUID
    procedure: Procedure[Any]
    revision: int
    on: date
    """The day whose law holds: today, or the day of first filing."""
    outdated: bool
    """Whether another version than this one holds on that day: it is to be carried over."""
    changes: tuple[Listed, ...]
    """The versions of the law that came since it was begun."""
    typed: Mapping[str, Mapping[str, list[str]]]
    answers: Answers
    attachments: Mapping[str, tuple[AttachmentView, ...]]
    """By document key."""
    handed_in: Mapping[str, HandedInView]
    """What was handed in on paper, by document key."""
    opinions: Mapping[str, Mapping[str, str]]
    """By document key, the name and number of who is asked online for his opinion."""
    declarer: Declarer | None
    """Who declares, where it is entered at a counter."""
    counter_id: int | None
    """The agency at whose counter it is filed, or was before it was returned."""
    late_reason: str
    """Why it is entered on a later day than its papers were received."""
    supplements: str
    supplement_note: str
    """What the agency asked for; empty for a new filing."""
    updated_at: datetime

    @property
    def edition(self) -> Edition:
        """What who reads it now has read."""
        return Edition(version=self.procedure.version, revision=self.revision, on=self.on)


def list_drafts(*, by: Actor, at: datetime) -> tuple[DraftSummary, ...]:
    """Return the account's drafts, last changed first."""
    rows = list(
        Draft.objects.filter(account_id=by.own_account).select_related("dossier").order_by("-updated_at")[:MOST_LISTED]
    )
    audit.record(
        "casework.own_drafts_listed",
        by=by,
        purpose=Purpose.OWN_DATA,
        at=at,
        subject=("account", by.own_account),
        listed=[("draft", row.pk) for row in rows],
    )
    return tuple(
        DraftSummary(
            id=row.pk,
            procedure=catalogue().version(row.procedure_code, row.procedure_version),
            supplements=row.dossier.code if row.dossier else "",
            steps_done=len(row.answers),
            updated_at=row.updated_at,
        )
        for row in rows
    )


def list_counter_drafts(
    *, officer: OfficerView, by: Actor, at: datetime, own_motion: bool = False
) -> tuple[CounterDraft, ...]:
    """Return what is being entered at the counter of an officer's agency, or of its own motion, as far as he may enter it.

    Last changed first; what concerns him or his household is not among it. Raises MayNotEnter without any right.
    """
    rows = Draft.objects.filter(agency_id=officer.agency.id, procedure_code__in=_entered_by(officer, own_motion))
    if officer.numbers:
        rows = rows.exclude(concerned_pins__overlap=officer.numbers)
    found = list(rows.select_related("dossier").order_by("-updated_at")[:MOST_AT_COUNTER])
    subject = ("agency", officer.agency.id)
    facts = {"shown": len(found)}
    audit.record("casework.counter_drafts_listed", by=by, purpose=Purpose.FILING, at=at, subject=subject, facts=facts)
    names = offices.names_of(row.officer_id for row in found if row.officer_id)
    return tuple(
        CounterDraft(
            id=row.pk,
            procedure=catalogue().version(row.procedure_code, row.procedure_version),
            supplements=row.dossier.code if row.dossier else "",
            declarer=row.declarer_name,
            filed_on=law_day(row, at),
            officer=names.get(row.officer_id or 0, ""),
            mine=row.officer_id == officer.id,
            steps_done=len(row.answers),
            updated_at=row.updated_at,
        )
        for row in found
    )


def list_entered(*, officer: OfficerView, on: date, own_motion: bool = False) -> tuple[Procedure[Any], ...]:
    """Return the procedures in force on a day that an officer may enter at his counter, or of the authority's own motion.

    Raises MayNotEnter without any.
    """
    codes = _entered_by(officer, own_motion)
    return tuple(each for each in catalogue().of_dossiers(on) if each.code in codes)


def _entered_by(officer: OfficerView, own_motion: bool) -> list[str]:
    found = catalogue().codes(lambda each: each.own_motion is own_motion and authorisation.may_enter(officer, each))
    if not found:
        raise MayNotEnter
    return found


def get_draft(draft_id: UUID, *, by: Actor, at: datetime, officer: OfficerView | None = None) -> DraftView:
    """Return one draft to its holder, the account that asks or the officer who enters it.

    Raises NoSuchDraft, also for somebody else's, HeldByColleague, MayNotEnter, OwnDossier.
    """
    row = held_draft(draft_id, by=by, officer=officer)
    purpose = Purpose.FILING if officer else Purpose.OWN_DATA
    by = for_its_declarer(row, by)
    audit.record("casework.draft_read", by=by, purpose=purpose, at=at, subject=("draft", draft_id))
    files: dict[str, list[AttachmentView]] = defaultdict(list)
    for view in shared.attachments(row.attachments.select_related("file").order_by("pk"), at=at):
        files[view.document].append(view)
    return DraftView(
        id=row.pk,
        procedure=catalogue().version(row.procedure_code, row.procedure_version),
        revision=row.revision,
        on=law_day(row, at),
        outdated=version_for(row, at).version != row.procedure_version,
        changes=_changes(row),
        typed=row.typed,
        answers=row.answers,
        attachments={key: tuple(views) for key, views in files.items()},
        opinions=row.opinions,
        handed_in=_handed_in(row),
        declarer=declarer_of(row),
        counter_id=row.dossier.counter_agency_id if row.dossier else row.agency_id,
        late_reason=row.late_reason,
        supplements=row.dossier.code if row.dossier else "",
        supplement_note=shared.asked_for(row.dossier) if row.dossier else "",
        updated_at=row.updated_at,
    )


def find_submitted(draft_id: UUID, *, by: Actor, officer: OfficerView | None = None) -> str | None:
    """Return the code of the dossier that this draft became, to its applicant or to an officer who may see it."""
    found = find_submission(draft_id, by=by, officer=officer)
    return found.dossier.code if found else None


def _handed_in(row: Draft) -> dict[str, HandedInView]:
    # An account's own draft has no counter to hand anything in at.
    if row.officer_id is None:
        return {}
    return {view.document: view for view in shared.handed_in(row.handed_in.order_by("pk"))}


def _changes(draft: Draft) -> tuple[Listed, ...]:
    if draft.begun_under is None:
        return ()
    return tuple(catalogue().changes(draft.procedure_code, draft.begun_under, draft.procedure_version))
