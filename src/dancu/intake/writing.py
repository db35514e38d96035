"""The lines that somebody has to look at, as a workbook: each as it was typed, with what stands against it in front."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from django.utils.translation import get_language, gettext

from dancu.intake.queries import BatchView, LineView
from dancu.lists.columns import FAULTS_HEADING, ROW_HEADING
from dancu.platform.workbooks import HEADING, workbook

_WRONG = {"num_format": "@", "valign": "top", "bg_color": "#fde2e2"}
_TEXT = {"num_format": "@", "valign": "top"}
_TOLD = {"text_wrap": True, "valign": "top"}


def write_left(path: Path, batch: BatchView, lines: Iterable[LineView]) -> None:
    """Write them row by row, the cells that are wrong marked; mended, the file can be sent again."""
    with workbook(path, row_by_row=True) as book:
        sheet = book.add_worksheet(gettext("List"))
        heading, text, wrong, told = (book.add_format(each) for each in (HEADING, _TEXT, _WRONG, _TOLD))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, 1 + len(batch.heads), 20)
        for at, head in enumerate((str(ROW_HEADING), str(FAULTS_HEADING), *batch.heads)):
            sheet.write_string(0, at, head, heading)
        for below, line in enumerate(lines, 1):
            bad = {fault.column for fault in line.faults}
            sheet.write_string(below, 0, str(line.number), told)
            sheet.write_string(below, 1, "\n".join(faults_of(line, batch)), told)
            for at, (key, cell) in enumerate(zip(batch.keys, line.cells, strict=True), 2):
                sheet.write_string(below, at, cell, wrong if key and key in bad else text)


def faults_of(line: LineView, batch: BatchView) -> Sequence[str]:
    """Return what stands against a line in the reader's language, each with the heading of its column as it was sent."""
    language = get_language() or "vi"
    heads = {key: head for key, head in zip(batch.keys, batch.heads, strict=True) if key}
    return [
        f"{head}: {fault.said[language]}" if (head := heads.get(fault.column, "")) else fault.said[language]
        for fault in line.faults
    ]
