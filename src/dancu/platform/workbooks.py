"""Workbooks that people download: what is written as text stays text, whatever it looks like."""

from pathlib import Path
from typing import IO, Any

import xlsxwriter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADING = {"bold": True, "bg_color": "#12355b", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
"""How a heading looks, the same in all of them."""
_PLAIN = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def workbook(out: Path | IO[bytes], *, row_by_row: bool = False) -> Any:
    """Return a workbook to be written in a `with` block; `row_by_row` keeps one row in memory, and none is gone back to."""
    return xlsxwriter.Workbook(out, _PLAIN | {"constant_memory" if row_by_row else "in_memory": True})
