"""What an officer's agency sent in files in the small world: one checked with a line in doubt, one done, one under way."""

import io
from datetime import datetime
from typing import Any
from uuid import UUID

from dancu.intake import commands
from dancu.intake.domain.states import Form
from dancu.offices.queries import OfficerView
from tests.builders.identity import acting
from tests.builders.intake import HEADINGS, SOMEBODY, as_text
from tests.builders.population import a_person

_REASON = "Thu thập dân cư năm 2026"
_NOBODY_S = "Trần Văn Khuyết"
_FORMS = {"registration": "Thành phố Hà Nội"}


def intakes(officer: OfficerView, now: datetime) -> tuple[dict[str, Any], list[str]]:
    """Send the files; return the facts that addresses name, and the words of no language."""
    a_person("Trần Văn Trùng", born="1990")
    doubtful = _sent(officer, now, "nghi-trung.csv", _NOBODY_S, "Trần Văn Trùng", "Trần 4")
    done = _sent(officer, now, "da-ghi.csv", "Trần Văn Xong")
    waiting = _sent(officer, now, "dang-kiem-tra.csv", "Trần Văn Chờ", checks=False)
    commands.confirm(done, officer=officer, by=acting(officer), at=now)
    while commands.enter(done, at=now):
        pass
    facts = {"intake_doubtful": doubtful, "intake_done": done, "intake_waiting": waiting}
    names = [
        _REASON,
        "nghi-trung.csv",
        "da-ghi.csv",
        "dang-kiem-tra.csv",
        "Trần Văn Trùng",
        *HEADINGS[Form.DC01].values(),
    ]
    return facts, [*names, *SOMEBODY.values(), *_FORMS.values()]


def _sent(officer: OfficerView, now: datetime, file: str, *people: str, checks: bool = True) -> UUID:
    cells = [SOMEBODY | _FORMS | {"name": name} for name in people]
    headings = [HEADINGS[Form.DC01][key] for key in cells[0]]
    content = as_text([headings, *(list(each.values()) for each in cells)]).encode()
    said: dict[str, Any] = {"name": file, "reason": _REASON, "officer": officer, "by": acting(officer), "at": now}
    batch = commands.send(io.BytesIO(content), form=Form.DC01, **said)
    while checks and commands.check(batch, at=now):
        pass
    return batch
