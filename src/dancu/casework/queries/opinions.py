"""Opinions that are asked for, and given."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from dancu.audit import commands as audit
from dancu.casework.domain.opinions import OpinionState
from dancu.casework.domain.states import FINISHED
from dancu.casework.models import Dossier, Opinion
from dancu.casework.procedures import Procedure, catalogue
from dancu.casework.showing import Section
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing

MOST_LISTED = 100
_SHOWN = frozenset(
    {
        *(f"subject.{name}" for name in ("filer", "name", "born")),
        *(f"members.{name}" for name in ("name", "born", "relation")),
        *(f"place.{name}" for name in ("address", "household", "head", "since", "until", "ground")),
        "request.request",
    }
)
"""What of a declaration somebody reads who is asked to agree: who comes, where to, how long, and what is asked for."""


class NoSuchOpinion(Missing):
    """You are not asked for an opinion here. Sign in with the verified account that bears your own personal number."""

    code = "casework.no_such_opinion"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionView:
    """An opinion, as the parties of the dossier see it."""

    id: UUID
    document: str
    name: str
    state: OpinionState
    note: str
    asked_at: datetime
    given_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOfMe:
    """A question to somebody: who asks, and what for."""

    id: UUID
    procedure: Procedure[Any]
    document: str
    """The official name of the document that the opinion stands for."""
    code: str
    applicant: str
    subject_name: str
    agency_id: int
    state: OpinionState
    note: str
    asked_at: datetime
    given_at: datetime | None
    ended: bool
    """Whether the dossier has ended, so that nobody waits for it any more."""

    @property
    def open(self) -> bool:
        """Tell whether an answer is waited for."""
        return self.state is OpinionState.ASKED and not self.ended


def opinions(dossier: Dossier) -> tuple[OpinionView, ...]:
    """Return the opinions on a dossier, for somebody whose reading is written down."""
    return tuple(
        OpinionView(
            id=row.pk,
            document=row.document,
            name=row.name,
            state=OpinionState(row.state),
            note=row.note,
            asked_at=row.asked_at,
            given_at=row.given_at,
        )
        for row in dossier.opinions.order_by("asked_at", "document")
    )


def list_asked_of(numbers: Collection[str], *, by: Actor, at: datetime) -> tuple[AskedOfMe, ...]:
    """Return what the one with these proved numbers is or was asked, the newest first."""
    rows = list(
        Opinion.objects.filter(pin__in=list(numbers)).select_related("dossier").order_by("-asked_at")[:MOST_LISTED]
    )
    audit.record(
        "casework.opinions_listed",
        by=by,
        purpose=Purpose.OWN_DATA,
        at=at,
        subject=("account", by.own_account),
        listed=[("dossier", row.dossier.code) for row in rows],
    )
    return tuple(_asked(row) for row in rows)


def get_asked(
    opinion_id: UUID, *, proved_numbers: Collection[str], by: Actor, at: datetime
) -> tuple[AskedOfMe, Sequence[Section]]:
    """Return a question to the one with these proved numbers, and what of it he may read; raises NoSuchOpinion."""
    found = Opinion.objects.filter(pk=opinion_id, pin__in=list(proved_numbers)).exclude(pin="")
    row = found.select_related("dossier").first()
    if row is None:
        raise NoSuchOpinion
    dossier = row.dossier
    audit.record(
        "casework.dossier_shown_for_opinion", by=by, purpose=Purpose.DOSSIER, at=at, subject=("dossier", dossier.code)
    )
    procedure = _procedure(dossier)
    application = procedure.read(dossier.submissions.get(round=dossier.rounds).answers, dossier.filed_on)
    shown = (_shown(section) for section in procedure.summary(application))
    return _asked(row), [section for section in shown if section.rows or section.table]


def _shown(section: Section) -> Section:
    table = None
    if section.table:
        header, body = section.table
        kept = [place for place, label in enumerate(header) if label in _SHOWN]
        if kept:
            table = (tuple(header[at] for at in kept), tuple(tuple(line[at] for at in kept) for line in body))
    return replace(section, rows=tuple(row for row in section.rows if row.label in _SHOWN), table=table)


def _asked(row: Opinion) -> AskedOfMe:
    dossier = row.dossier
    procedure = _procedure(dossier)
    return AskedOfMe(
        id=row.pk,
        procedure=procedure,
        document=procedure.texts(f"documents.{row.document}.name"),
        code=dossier.code,
        applicant=dossier.contact["name"],
        subject_name=dossier.subject_name,
        agency_id=dossier.agency_id,
        state=OpinionState(row.state),
        note=row.note,
        asked_at=row.asked_at,
        given_at=row.given_at,
        ended=dossier.state in FINISHED,
    )


def _procedure(dossier: Dossier) -> Procedure[Any]:
    return catalogue().version(dossier.procedure_code, dossier.procedure_version)
