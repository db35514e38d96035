"""Write lists for people: the template of a kind, and the rows that were not taken up with what is wrong in each.

Whatever somebody typed is written as text, never as a formula, a number or a link.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from dancu.lists.columns import FAULTS_HEADING, ROW_HEADING, Column, example_of
from dancu.lists.domain.refusals import MOST_ROWS
from dancu.lists.domain.texts import guarded
from dancu.lists.queries import Left, LeftRow
from dancu.platform.workbooks import HEADING, MEDIA_TYPE, workbook

_SEPARATOR = ";"
"""Spreadsheets set to Vietnamese part cells by it, for the comma is in their numbers; ours reads both."""
_LONGEST_NAME = 31
"""Letters that a sheet may be called by."""
_TEXT = {"num_format": "@", "valign": "top"}
_EXAMPLE = _TEXT | {"italic": True, "font_color": "#5b6472"}
_WRONG = _TEXT | {"bg_color": "#fde2e2"}
_TOLD = {"text_wrap": True, "valign": "top"}
_INSTRUCTIONS = (
    _("Enter one person a row on the first sheet, below the headings. Leave the headings as they are."),
    _("The row in italics is an example. It is passed over when you leave it in."),
    _("Days are written like 23/11/1990. Where day or month of birth are unknown, write 11/1990 or 1990."),
    _("Enter numbers of papers and telephones as text, so that no zero at the beginning is lost."),
)
_LIMITS = _("Up to 10,000 rows and 6 MB in one file.")


class Format(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        """Return what a browser is told it is."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.XLSX: MEDIA_TYPE,
    Format.CSV: "text/csv; charset=utf-8",
}


def template(title: object, columns: tuple[Column, ...], form: Format, *, limits: object = _LIMITS) -> bytes:
    """Return an empty list with its headings and an example; `limits` says how much one file may hold."""
    return _template_xlsx(title, columns, limits) if form is Format.XLSX else _template_csv(columns)


def left(rows: Left, form: Format) -> bytes:
    """Return the rows that were not taken up as they were sent, what is wrong in front of each."""
    return left_xlsx(rows) if form is Format.XLSX else left_csv(rows)


def left_xlsx(left: Left) -> bytes:
    """Return them as a workbook in which the cells that are wrong are marked."""
    out = io.BytesIO()
    with workbook(out) as book:
        sheet = book.add_worksheet(gettext("List"))
        heading, text, wrong, told = (book.add_format(each) for each in (HEADING, _TEXT, _WRONG, _TOLD))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, 1 + len(left.heads), 20, text)
        for at, head in enumerate(_heads(left)):
            sheet.write_string(0, at, head, heading)
        for below, row in enumerate(left.rows, 1):
            bad = {fault.column for fault in row.faults}
            for at, cell in enumerate(_cells(row, left)):
                key = left.keys[at - 2] if at > 1 else ""
                sheet.write_string(below, at, cell, told if at < 2 else wrong if key and key in bad else text)
    return out.getvalue()


def left_csv(left: Left) -> bytes:
    """Return them as text."""
    return _csv([_heads(left), *(_cells(row, left) for row in left.rows)])


def faults_of(row: LeftRow, left: Left) -> list[str]:
    """Return what is wrong in a row in the reader's language, each with the heading of its column as it was sent."""
    language = get_language() or "vi"
    heads = {key: head.rstrip(" *") for key, head in zip(left.keys, left.heads, strict=True) if key}
    # A column that the file does not have is called as the template calls it.
    known = {column.key: column.heading for column in left.view.kind.columns} | heads
    told = [(known.get(fault.column, ""), fault.said[language]) for fault in row.faults]
    return [f"{head}: {said}" if head else said for head, said in told]


def _template_xlsx(title: object, columns: tuple[Column, ...], limits: object) -> bytes:
    """Return the template as a workbook, with a second sheet that explains each column."""
    out = io.BytesIO()
    with workbook(out) as book:
        sheet = book.add_worksheet(gettext("List"))
        heading, text, example = (book.add_format(each) for each in (HEADING, _TEXT, _EXAMPLE))
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, max(14, min(40, len(column.heading) + 4)), text)
            sheet.write_string(0, at, _marked(column), heading)
            sheet.write_string(1, at, example_of(column), example)
            _offer(sheet, at, column)
        _explain(book, title, columns, limits)
        _list_choices(book, columns)
    return out.getvalue()


def _template_csv(columns: tuple[Column, ...]) -> bytes:
    return _csv([[_marked(column) for column in columns], [example_of(column) for column in columns]])


def _heads(left: Left) -> list[str]:
    return [str(ROW_HEADING), str(FAULTS_HEADING), *left.heads]


def _cells(row: LeftRow, left: Left) -> list[str]:
    return [str(row.number), "\n".join(faults_of(row, left)), *row.cells]


def _marked(column: Column) -> str:
    return f"{column.heading} *" if column.field.required else column.heading


def _offer(sheet: Any, at: int, column: Column) -> None:
    """Let a spreadsheet offer what can be chosen in a column: what fits into the rule of a cell, or else a sheet of its own."""
    if choices := list(column.choices.values()):
        source = f"='{_sheet_of(column)}'!$A$1:$A${len(choices)}" if column.is_long else choices
        sheet.data_validation(1, at, MOST_ROWS, at, {"validate": "list", "source": source, "ignore_blank": True})


def _sheet_of(column: Column) -> str:
    return column.heading[:_LONGEST_NAME]


def _list_choices(book: Any, columns: tuple[Column, ...]) -> None:
    for column in columns:
        if column.is_long:
            sheet = book.add_worksheet(_sheet_of(column))
            sheet.set_column(0, 0, 40)
            for at, choice in enumerate(column.choices.values()):
                sheet.write_string(at, 0, choice)


def _explain(book: Any, title: object, columns: tuple[Column, ...], limits: object) -> None:
    sheet = book.add_worksheet(gettext("How to fill it in"))
    heading, told = book.add_format(HEADING), book.add_format(_TOLD)
    sheet.set_column(0, 0, 34, told)
    sheet.set_column(1, 1, 14, told)
    sheet.set_column(2, 2, 70, told)
    sheet.set_column(3, 3, 30, told)
    sheet.write_string(0, 0, str(title), book.add_format({"bold": True, "font_size": 14}))
    for at, line in enumerate((*_INSTRUCTIONS, limits), 1):
        sheet.merge_range(at, 0, at, 3, str(line), told)
    top = len(_INSTRUCTIONS) + 3
    for at, head in enumerate((_("Column"), _("Required"), _("What to enter"), _("Example"))):
        sheet.write_string(top, at, str(head), heading)
    for below, column in enumerate(columns, top + 1):
        required = gettext("Yes") if column.field.required else gettext("No")
        for at, text in enumerate((column.heading, required, _told(column), example_of(column))):
            sheet.write_string(below, at, text, told)


def _told(column: Column) -> str:
    choices = ", ".join(column.choices.values())
    if column.is_long:
        choices = gettext("see the sheet %(sheet)s") % {"sheet": _sheet_of(column)}
    offered = gettext("One of these: %(choices)s") % {"choices": choices} if choices else ""
    return ". ".join(filter(None, (str(column.field.help_text).rstrip("."), offered)))


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as UTF-8 with the mark by which spreadsheets know it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=_SEPARATOR).writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
