"""Lists as workbooks (XLSX): a ZIP of XML, of which only the cells of the first sheet that shows are read."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from dancu.lists.domain.refusals import DamagedList, ListTooDemanding, NotAList, OldOrLocked

_MOST_PARTS = 2_000
_UNPACKED = 100 * 1024 * 1024
_ZIP, _COMPOUND = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")


def is_workbook(content: bytes) -> bool:
    """Tell whether bytes claim to be one; raise OldOrLocked for the compound file of an old or a locked one."""
    if content.startswith(_COMPOUND):
        raise OldOrLocked
    return content.startswith(_ZIP)


def rows(content: bytes) -> Iterator[list[str]]:
    """Return the cells of each row as text, blank rows too; raise NotAList, OldOrLocked, DamagedList or ListTooDemanding.

    Of a formula counts what it came to when the file was saved: that is what its sender saw.
    """
    _check_parts(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            shown = [
                each.name
                for each in book.sheets_metadata
                if each.typ is SheetTypeEnum.WorkSheet and each.visible is SheetVisibleEnum.Visible
            ]
            if not shown:
                raise NotAList
            sheet = book.get_sheet_by_name(shown[0])
            yield from ([] for _ in range(sheet.start[0] if sheet.start else 0))
            for row in sheet.iter_rows():
                yield [cell_text(cell) for cell in row]
    except PasswordError as error:
        raise OldOrLocked from error
    except CalamineError as error:
        raise DamagedList from error


def cell_text(cell: Any) -> str:
    """Return what a cell says as its sender would type it: days as 23/11/2026, whole numbers without a point."""
    match cell:
        case datetime():
            return f"{cell:%d/%m/%Y %H:%M}" if cell.time() != time() else f"{cell:%d/%m/%Y}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case time():
            return f"{cell:%H:%M}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)


def _check_parts(content: bytes) -> None:
    # A few bytes can unpack to gigabytes.
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError) as error:
        raise DamagedList from error
    if "xl/workbook.xml" not in {entry.filename.lower() for entry in entries}:
        raise NotAList  # another kind of ZIP: a document, an archive
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _UNPACKED:
        raise ListTooDemanding
