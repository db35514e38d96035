"""Dossiers of the small world whose time is over: due, held back, archived, about to be erased, erased."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from dancu.casework import commands as casework
from dancu.casework.commands import disposing, erasing
from dancu.casework.domain.retention import Fate
from dancu.casework.models import Dossier, DueDossier
from dancu.offices.queries import OfficerView
from tests.builders.identity import acting

_SOURCE = "Bảng thời hạn bảo quản"


def retained(codes: Sequence[str], officer: OfficerView, now: datetime) -> tuple[dict[str, Any], list[str]]:
    """Let refused dossiers have been over for long; return the facts that addresses name, and the words of officers."""
    due, held_back, under_way, archived, to_erase, erased = codes
    Dossier.objects.filter(code__in=codes).update(closed_at=now - timedelta(days=400))
    disposing.find_due(at=now)
    casework.hold_back(code=held_back, reason="Đang có khiếu nại", officer=officer, by=acting(officer), at=now)
    done = _listed(Fate.ARCHIVE, [archived, to_erase, erased], officer, now)
    disposing.carry_out(disposition_id=done, at=now)
    # No period is known by which anything would be due for erasure.
    due_on = now.date() - timedelta(days=1)
    row = Dossier.objects.get(code=to_erase)
    DueDossier.objects.create(dossier=row, fate=Fate.ERASE, due_on=due_on, source=_SOURCE, found_at=now)
    erasing.erase(Dossier.objects.get(code=erased), at=now)
    facts = {
        "due": due,
        "held_back": held_back,
        "archived": archived,
        "erased": erased,
        "disposition": _listed(Fate.ERASE, [to_erase], officer, now),
        "disposition_done": done,
        "disposition_under_way": _listed(Fate.ARCHIVE, [under_way], officer, now),
    }
    return facts, ["Đang có khiếu nại", _SOURCE]


def _listed(fate: Fate, codes: Sequence[str], officer: OfficerView, now: datetime) -> UUID:
    disposition_id = uuid4()
    casework.dispose(disposition_id=disposition_id, fate=fate, codes=codes, officer=officer, by=acting(officer), at=now)
    return disposition_id
