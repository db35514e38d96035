"""Officers who work only in a drill."""

from collections.abc import Iterator
from datetime import datetime

from dancu.accounts.models import Account
from dancu.kernel.actor import SYSTEM
from dancu.offices import commands as offices
from dancu.offices.domain.rights import Function, of

_STAFF = of(Function.RECEPTION, Function.PROCESSING, Function.APPROVAL)


def appoint(agency_id: int, count: int, *, at: datetime) -> Iterator[Account]:
    """Appoint officers of an agency, who may receive, process and decide; yield their accounts."""
    group = offices.open_group(
        code=f"DRILL{agency_id}", name="Diễn tập", rights=_STAFF, agency_id=agency_id, by=SYSTEM, at=at
    )
    for number in range(1, count + 1):
        name = f"drill.{agency_id}.{number}"
        account = Account.objects.create(
            realm="officer",
            kind="individual",
            username=name,
            full_name=f"Cán bộ {number}",
            email=f"{name}@example.com",
            created_at=at,
        )
        offices.appoint_officer(
            account_id=account.pk,
            agency_id=agency_id,
            full_name=account.full_name,
            position="Cán bộ",
            group_ids=[group],
            by=SYSTEM,
            at=at,
        )
        yield account
