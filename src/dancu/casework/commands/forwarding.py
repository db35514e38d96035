"""Receive a dossier and let the next step begin at once (Tiếp nhận và chuyển bước tiếp theo)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dancu.casework.commands.acts import Moved, perform
from dancu.casework.commands.reception import Received
from dancu.casework.domain.workflow import Action, RightMissing
from dancu.kernel.actor import Actor
from dancu.offices.queries import OfficerView
from dancu.payments.domain import Receipt


@transaction.atomic
def receive_and_forward(
    *,
    code: str,
    by: Actor,
    at: datetime,
    officer: OfficerView,
    note: str,
    received: Received,
    receipts: Sequence[Receipt] = (),
    assignee: int | None = None,
    seen: int | None,
) -> Moved:
    """Receive a dossier and forward it to the officer who is chosen, or take it oneself; else neither happens.

    Raises what `perform` does, AssigneeMissing where nobody is chosen and the officer may not process it himself.
    """
    who: dict[str, Any] = {"code": code, "by": by, "at": at, "officer": officer}
    more: dict[str, Any] = {"note": note, "received": received, "receipts": receipts}
    perform(Action.RECEIVE, **who, **more, seen=seen)
    if assignee is not None and assignee != officer.id:
        return perform(Action.FORWARD, **who, assignee=assignee)
    try:
        return perform(Action.TAKE, **who)
    except RightMissing:
        return perform(Action.FORWARD, **who)
