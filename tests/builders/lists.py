"""Lists in files, and a kind of list whose rows are kept where a test can see them."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import xlsxwriter
from django import forms

from dancu.kernel.actor import Actor, ActorKind
from dancu.kernel.errors import Conflict
from dancu.lists import commands, kinds
from dancu.lists.columns import Column, Fault, Row
from dancu.lists.domain.refusals import EmptyList
from dancu.lists.domain.states import ListState, RowState
from dancu.lists.kinds import Kind, Sending
from dancu.lists.models import ListRow, PersonList
from dancu.platform.forms import DateBoxesField, IdNumberField, PersonNameField, PhoneField
from tests.builders.accounts import NOW

HEADINGS = ("Họ và tên *", "Ngày sinh *", "Giới tính *", "Số định danh", "Số điện thoại")
HOA = ("Nguyễn Thị Hoà", "02/03/1990", "Nữ", "001190000001", "0912345678")


class AlreadyKnown(Conflict):
    """Already known."""

    code = "tests.already_known"


class Register:
    """What was taken up, by number; it refuses who is called Trùng and breaks at who is called Lỗi."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, Mapping[str, Any]]] = []

    def take(self, rows: Sequence[Row], sending: Sending) -> Mapping[int, Sequence[Fault]]:
        if any("Lỗi" in row.values["name"] for row in rows):
            raise ZeroDivisionError
        refused = [row for row in rows if "Trùng" in row.values["name"]]
        self.rows += [(row.number, row.values) for row in rows if row not in refused]
        return {row.number: [Fault.of(AlreadyKnown(), column="name")] for row in refused}


def a_kind(register: Register, **changes: Any) -> Kind:
    columns_of_it = (
        Column(key="name", field=PersonNameField(label="Họ và tên"), example="Nguyễn Thị Mẫu"),
        Column(
            key="born",
            field=DateBoxesField(label="Ngày sinh", partial=True, help_text="Ngày, tháng, năm"),
            example="23/11/1990",
        ),
        Column(
            key="sex",
            field=forms.ChoiceField(label="Giới tính", choices=[("male", "Nam"), ("female", "Nữ")]),
            example="female",
        ),
        Column(
            key="number",
            field=IdNumberField(label="Số định danh", required=False),
            example="001190012345",
        ),
        Column(
            key="phone",
            field=PhoneField(label="Số điện thoại", required=False),
            example="0912345678",
        ),
    )
    facts = {"key": "tests.people", "title": "Danh sách người", "columns": columns_of_it, "take": register.take}
    return Kind(**(facts | {"back": "home", "done": "home"} | changes))  # type: ignore[arg-type]


@contextmanager
def offered(register: Register, **changes: Any) -> Iterator[Kind]:
    """Offer a kind while the block lasts."""
    kind = a_kind(register, **changes)
    kinds.offer(kind)
    try:
        yield kind
    finally:
        del kinds._kinds[kind.key]


def a_csv(*rows: Sequence[str], headings: Sequence[str] = HEADINGS, separator: str = ";") -> bytes:
    return "\r\n".join(separator.join(row) for row in (headings, *rows)).encode("utf-8-sig")


def a_workbook(*rows: Sequence[Any], headings: Sequence[Any] = HEADINGS) -> bytes:
    """Return an XLSX whose cells are what they are in Python: numbers, days, formulas that begin with `=`."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((headings, *rows)):
            sheet.write_row(at, 0, row)
    return out.getvalue()


def sender(account: int) -> Actor:
    return Actor(kind=ActorKind.CITIZEN, account_id=account)


def send(content: bytes, kind: Kind, by: Actor, **changes: Any) -> Any:
    """Send a list, and return its id."""
    facts = {"list_id": uuid4(), "name": "danh sách.xlsx", "kind": kind, "about": {}, "by": by, "at": NOW}
    return commands.take_in(io.BytesIO(content), **(facts | changes))  # type: ignore[arg-type]


def take_all_up(list_id: Any) -> None:
    """Do what the job does."""
    while commands.take_up(list_id, at=NOW):
        pass


def a_kept_list(
    account: int,
    kind: Kind,
    *,
    rows: int = 3,
    taken: int = 0,
    faults: Sequence[Fault] = (),
    state: ListState = ListState.BEING_TAKEN_UP,
    at: datetime = NOW,
) -> UUID:
    """Keep a list as far as it has come, with one refused row where there are faults."""
    heads = [column.heading for column in kind.columns]
    kept = PersonList.objects.create(
        id=uuid4(),
        kind=kind.key,
        account_id=account,
        name="danh sách.xlsx",
        digest="",
        heads=heads,
        keys=[column.key for column in kind.columns],
        rows=rows,
        taken=taken,
        refused=1 if faults else 0,
        state=state,
        sent_at=at,
        ended_at=None if state is ListState.BEING_TAKEN_UP else at,
    )
    if faults:
        said = [{"column": fault.column, "said": fault.said} for fault in faults]
        cells = [""] * len(heads)
        ListRow.objects.create(person_list=kept, number=2, cells=cells, state=RowState.REFUSED, faults=said)
    return kept.id


def lists_in_all_states(account: int, kind: Kind, *, at: datetime) -> dict[str, UUID]:
    """Keep four lists: one under way, one with rows to mend, one done and one stopped."""
    faults = [Fault.of(EmptyList(), column=column.key) for column in kind.columns[:2]]
    return {
        "under_way": a_kept_list(account, kind, taken=1, at=at),
        "to_mend": a_kept_list(account, kind, taken=2, faults=faults, state=ListState.DONE, at=at),
        "done": a_kept_list(account, kind, taken=3, state=ListState.DONE, at=at),
        "stopped": a_kept_list(account, kind, taken=1, state=ListState.CANCELLED, at=at),
    }
