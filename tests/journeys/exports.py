"""What an officer keeps of his searches in the small world: a file that is there, one that is being written, and a search."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from dancu.casework import commands as casework
from dancu.casework.commands.exporting import write_export
from dancu.casework.models import SavedSearch
from dancu.casework.queries import DossierFilters, Queue
from dancu.offices.queries import OfficerView
from tests.builders.identity import acting


def exports(officer: OfficerView, now: datetime) -> tuple[dict[str, Any], list[str]]:
    """Ask for both; return the facts that addresses name, and no words."""
    done, under_way = uuid4(), uuid4()
    for each in (done, under_way):
        casework.ask_for_export(
            export_id=each,
            filters=DossierFilters(queue=Queue.ALL),
            reason="Báo cáo tuần",
            headings={"heads": [f"Cột {number}" for number in range(11)], "states": {}},
            officer=officer,
            by=acting(officer),
            at=now,
        )
    write_export(export_id=done, at=now)
    casework.save_search(name="Quá hạn tuần này", query="queue=all&overdue=1", officer=officer, at=now)
    saved = SavedSearch.objects.get(officer=officer.id).pk
    return {"export": done, "export_under_way": under_way, "saved_search": saved}, ["Quá hạn tuần này"]
