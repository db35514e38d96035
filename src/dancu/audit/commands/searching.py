"""Search the audit. The search itself is written down before its results are read, so it stands among them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from dancu.audit.commands import record
from dancu.audit.models import AuditRow
from dancu.kernel.actor import Actor, Purpose

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an auditor looks for; what is left empty narrows nothing."""

    subject: tuple[str, str] | None = None
    """A person, a dossier …, as kind and id: rows about it, and rows that listed it."""
    officer_id: int | None = None
    purpose: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    id: int
    at: datetime
    actor_kind: str
    account_id: int | None
    officer_id: int | None
    agency_id: int | None
    on_behalf_of: str
    source: str
    site: str
    act: str
    purpose: str
    subject_kind: str
    subject_id: str
    listed: int
    """How many others the act showed."""


@dataclass(frozen=True, slots=True)
class Page:
    lines: tuple[Line, ...]
    older: int | None
    """Where the next page begins; None on the last."""


def search_audit(
    asked: Asked, *, agencies: Collection[int] | None, by: Actor, at: datetime, older: int | None = None
) -> Page:
    """Return who saw or did what, the latest first: acts of officers of these agencies, or with None everybody's."""
    record(
        "audit.searched",
        by=by,
        purpose=Purpose.AUDIT,
        at=at,
        subject=asked.subject or ("audit", "all"),
        facts={
            "officer": asked.officer_id,
            "purpose": asked.purpose,
            "since": asked.since.isoformat() if asked.since else None,
            "before": asked.before.isoformat() if asked.before else None,
            "older": older,
        },
    )
    found = _matching(asked)
    if agencies is not None:
        found = found.filter(agency_id__in=agencies)
    if older is not None:
        found = found.filter(pk__lt=older)
    rows = list(found.order_by("-pk")[: PAGE + 1])
    return Page(tuple(_line(row) for row in rows[:PAGE]), rows[PAGE - 1].pk if len(rows) > PAGE else None)


def _matching(asked: Asked) -> QuerySet[AuditRow]:
    found = AuditRow.objects.all()
    if asked.subject:
        kind, identifier = asked.subject
        listed = Q(listed__contains=[f"{kind}:{identifier}"]) & ~Q(listed=[])
        found = found.filter(Q(subject_kind=kind, subject_id=identifier) | listed)
    plain = {"officer_id": asked.officer_id, "purpose": asked.purpose, "at__gte": asked.since, "at__lt": asked.before}
    return found.filter(**{name: value for name, value in plain.items() if value})


def _line(row: AuditRow) -> Line:
    return Line(
        id=row.pk,
        at=row.at,
        actor_kind=row.actor_kind,
        account_id=row.account_id,
        officer_id=row.officer_id,
        agency_id=row.agency_id,
        on_behalf_of=row.on_behalf_of,
        source=row.source,
        site=row.site,
        act=row.act,
        purpose=row.purpose,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        listed=len(row.listed),
    )
