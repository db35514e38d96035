"""Lists as text: which letters the bytes are, and where a line falls into cells."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

from dancu.lists.domain.refusals import NotAList, UnknownLetters

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_OTHER_FILES = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")
_SEPARATORS = ";,\t|"
_NAMED = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
"""The line by which Excel is told what parts the cells."""
_SAMPLE = 20
_QUOTED = re.compile(r'"[^"]*"')
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|table|\?xml)\b", re.IGNORECASE)
csv.field_size_limit(131_072)


def rows(content: bytes) -> Iterator[list[str]]:
    """Return the cells of each line, blank lines too; raise NotAList or UnknownLetters."""
    text = letters(content)
    named = _NAMED.fullmatch(text.partition("\n")[0])
    separator = named[1] if named else separator_of(text)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            yield [] if named and not number else [plain(cell) for cell in cells]
    except csv.Error as error:
        raise NotAList from error


def letters(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or the Vietnamese code page of old Windows; raise NotAList, UnknownLetters."""
    if content.startswith(_OTHER_FILES):
        raise NotAList
    encoding = encoding_of(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        binary = encoding == "cp1258" and _CONTROL.search(content.decode("latin-1"))
        raise NotAList if binary else UnknownLetters from error
    if _CONTROL.search(text) or _MARKUP.match(text):
        raise NotAList
    # The code page writes tones as signs of their own.
    return unicodedata.normalize("NFC", text)


def separator_of(text: str) -> str:
    """Return what parts the cells: that by which the widest of the first lines has most of them."""
    lines = _QUOTED.sub("", text[:65_536]).splitlines()[:_SAMPLE]
    return max(_SEPARATORS, key=lambda each: max((line.count(each) for line in lines), default=0))


def encoding_of(content: bytes) -> str:
    """Return what letters the bytes at the beginning of a file are."""
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            return name
    # Without a mark, UTF-16 shows by the empty half of its spaces, digits and separators.
    first = content[:400]
    for half, name in ((first[1::2], "utf-16-le"), (first[::2], "utf-16-be")):
        if half.count(0) * 3 > len(half):
            return name
    try:
        content.decode()
    except UnicodeDecodeError:
        return "cp1258"
    return "utf-8"


def plain(cell: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from reading a cell as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How cells begin that spreadsheets take for formulas."""


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet reads as a formula; `rows` takes the guard away."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
