"""Files of forms for tests."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from dancu.intake import commands, queries, readers
from dancu.intake.domain.states import Form
from dancu.intake.queries import BatchView, LineView
from dancu.kernel.actor import SYSTEM
from dancu.platform import codelists
from tests.builders.population import AT

SOMEBODY = {
    "name": "Trần Văn Mẫu",
    "born": "15/03/1990",
    "sex": "Nam",
    "registration": "Phường Hàng Bạc, Quận Hoàn Kiếm, Thành phố Hà Nội",
    "ethnicity": "Kinh",
}
HEADINGS = {
    form: {row["key"]: row["heading"] for row in codelists.rows("intake_columns") if row["form"] == form}
    for form in Form
}


def a_file(folder: Path, *lines: Mapping[str, str], form: Form = Form.DC01, name: str = "dan-cu.csv") -> Path:
    """Write a file with a line for each of `lines`, whose cells are given by the keys of their columns."""
    keys = list(dict.fromkeys(key for line in lines for key in line))
    rows = [[HEADINGS[form][key] for key in keys], *([line.get(key, "") for key in keys] for line in lines)]
    path = folder / name
    path.write_text(as_text(rows), encoding="utf-8")
    return path


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def staged(path: Path, form: Form = Form.DC01) -> UUID:
    """Return the batch of a file, its lines waiting to be checked."""
    batch, _ = commands.begin(
        form=form,
        name=path.name,
        digest=commands.digest_of(path),
        reason="Thu thập năm 2026",
        officer=None,
        by=SYSTEM,
        at=AT,
    )
    for _through in commands.stage(batch, readers.lines(path)):
        pass
    return batch


def checked(path: Path, form: Form = Form.DC01) -> UUID:
    """Return the batch of a file once all its lines are checked."""
    batch = staged(path, form)
    while commands.check(batch, at=AT):
        pass
    return batch


def entered(path: Path, form: Form = Form.DC01) -> UUID:
    """Return the batch of a file once all that can be of it is entered."""
    batch = checked(path, form)
    commands.confirm(batch, officer=None, by=SYSTEM, at=AT)
    while commands.enter(batch, at=AT):
        pass
    return batch


def view(batch: UUID) -> BatchView:
    return queries.get_intake(batch, officer=None)


def left(batch: UUID) -> tuple[LineView, ...]:
    return queries.list_left(batch, officer=None, limit=1000, by=SYSTEM, at=AT)


def faults(batch: UUID) -> dict[int, list[str]]:
    """Return in English what stands against each line."""
    return {line.number: [f"{fault.column}: {fault.said['en']}" for fault in line.faults] for line in left(batch)}
