"""Read the audit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dancu.audit.models import AuditRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    at: datetime
    actor_kind: str
    account_id: int | None
    officer_id: int | None
    agency_id: int | None
    source: str
    act: str
    purpose: str
    facts: Mapping[str, Any]


def list_about(subject_kind: str, subject_id: object, *, limit: int = 200) -> list[AuditEntry]:
    """List what was done to or seen of a subject, the latest first."""
    rows = AuditRow.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by("-at", "-pk")
    return [
        AuditEntry(
            at=row.at,
            actor_kind=row.actor_kind,
            account_id=row.account_id,
            officer_id=row.officer_id,
            agency_id=row.agency_id,
            source=row.source,
            act=row.act,
            purpose=row.purpose,
            facts=row.facts,
        )
        for row in rows[:limit]
    ]
