"""Questions to other agencies about a dossier: all of them to who works on it, and to the agency that is asked its own."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from dancu.audit import commands as audit
from dancu.casework.authorisation import subsystems_processed
from dancu.casework.domain.duty import OwnDossier
from dancu.casework.domain.states import FINISHED
from dancu.casework.models import Dossier, Verification
from dancu.casework.queries.shared import PaperView, paper
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing
from dancu.offices import queries as offices
from dancu.offices.queries import OfficerView

ON_A_PAGE = 50


class NoSuchVerification(Missing):
    """Your agency is asked no such thing, or your permissions do not include answering it."""

    code = "casework.no_such_verification"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationView:
    """A question and its answer, to who works on the dossier."""

    agency: str
    question: str
    asked_by: str
    asked_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOfAgency:
    """What the agency that is asked reads: the question and whom it is about, and nothing else of the dossier."""

    id: int
    code: str
    agency: str
    """Which asks."""
    subject_name: str
    subject_pin: str
    question: str
    asked_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None
    paper: PaperView | None
    """The question as a paper."""
    ended: bool
    """Whether the dossier has ended, so that nobody waits for an answer."""

    @property
    def open(self) -> bool:
        """Tell whether an answer is waited for."""
        return self.answered_at is None and not self.ended


def verifications(dossier: Dossier) -> tuple[VerificationView, ...]:
    """Return the questions about a dossier, for somebody whose reading is written down."""
    rows = list(dossier.verifications.order_by("pk"))
    names = (
        offices.names_of({one for row in rows for one in (row.asked_by_id, row.answered_by_id) if one}) if rows else {}
    )
    return tuple(
        VerificationView(
            agency=offices.agency(row.agency_id).name,
            question=row.question,
            asked_by=names.get(row.asked_by_id, ""),
            asked_at=row.asked_at,
            answer=row.answer,
            answered_by=names.get(row.answered_by_id or 0, ""),
            answered_at=row.answered_at,
        )
        for row in rows
    )


def list_verifications(
    *, officer: OfficerView, by: Actor, at: datetime, page: int = 1
) -> tuple[tuple[AskedOfAgency, ...], bool]:
    """Return a page of what the officer's agency is asked, first what waits, and whether there is more."""
    found = _of_agency(officer).filter(Q(answered_at__isnull=False) | ~Q(dossier__state__in=sorted(FINISHED)))
    if officer.numbers:
        found = found.exclude(dossier__concerned_pins__overlap=officer.numbers)
    first = (page - 1) * ON_A_PAGE
    rows = list(found.order_by(F("answered_at").desc(nulls_first=True), "-pk")[first : first + ON_A_PAGE + 1])
    shown, more = rows[:ON_A_PAGE], len(rows) > ON_A_PAGE
    audit.record(
        "casework.verifications_listed",
        by=by,
        purpose=Purpose.DOSSIER,
        at=at,
        subject=("agency", officer.agency.code),
        listed=[("dossier", row.dossier.code) for row in shown],
    )
    names = offices.names_of({row.answered_by_id for row in shown if row.answered_by_id})
    return tuple(_asked(row, names) for row in shown), more


def get_verification(verification_id: int, *, officer: OfficerView, by: Actor, at: datetime) -> AskedOfAgency:
    """Return one question to the officer's agency; raises NoSuchVerification, OwnDossier."""
    row = asked_of(verification_id, officer)
    audit.record(
        "casework.verification_read", by=by, purpose=Purpose.DOSSIER, at=at, subject=("dossier", row.dossier.code)
    )
    return _asked(row, offices.names_of([row.answered_by_id]) if row.answered_by_id else {})


def asked_of(verification_id: int, officer: OfficerView) -> Verification:
    """Return a question that the officer may answer, with its dossier.

    Raises NoSuchVerification outside his agency or rights, OwnDossier where his own household is concerned.
    """
    row = _of_agency(officer).filter(pk=verification_id).first()
    if row is None:
        raise NoSuchVerification
    if officer.is_among(row.dossier.concerned_pins):
        raise OwnDossier
    return row


def _of_agency(officer: OfficerView) -> "QuerySet[Verification]":
    found = Verification.objects.filter(
        agency_id=officer.agency.id, dossier__subsystem__in=sorted(subsystems_processed(officer))
    )
    return found.select_related("dossier", "paper")


def _asked(row: Verification, names: dict[int, str]) -> AskedOfAgency:
    dossier = row.dossier
    return AskedOfAgency(
        id=row.pk,
        code=dossier.code,
        agency=offices.agency(dossier.agency_id).name,
        subject_name=dossier.subject_name,
        subject_pin=dossier.subject_pin,
        question=row.question,
        asked_at=row.asked_at,
        answer=row.answer,
        answered_by=names.get(row.answered_by_id or 0, ""),
        answered_at=row.answered_at,
        paper=paper(row.paper) if row.paper else None,
        ended=dossier.state in FINISHED,
    )
