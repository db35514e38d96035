"""A report as a workbook: numbers as numbers, so that they can be reckoned with."""

import io
from collections.abc import Sequence

from dancu.platform.workbooks import HEADING, workbook


def report_book(title: str, *, heads: Sequence[str], rows: Sequence[Sequence[str | int | None]]) -> bytes:
    """Return a sheet with a title, headings, and rows of which the last is their sum."""
    out = io.BytesIO()
    with workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        head = book.add_format(HEADING)
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, len(heads) - 1, 13)
        for at, text in enumerate(heads):
            sheet.write_string(2, at, text, head)
        sum_ = book.add_format({"bold": True, "top": 1})
        for below, row in enumerate(rows, 3):
            form = sum_ if row is rows[-1] else None
            for at, value in enumerate(row):
                write = sheet.write_number if isinstance(value, int) else sheet.write_string
                write(below, at, "–" if value is None else value, form)
        sheet.freeze_panes(3, 1)
        sheet.fit_to_pages(1, 0)
        sheet.set_landscape()
    return out.getvalue()
