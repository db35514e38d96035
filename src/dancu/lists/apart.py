"""Read strangers' lists in a process apart (`platform.apart`), which is refused what it does not survive."""

import json
from typing import Protocol

from dancu.lists.columns import Column, headings_of
from dancu.lists.domain.refusals import (
    MAX_SIZE,
    MOST_ROWS,
    REFUSALS,
    EmptyList,
    ListTooDemanding,
    ListTooLarge,
    TooManyRows,
)
from dancu.lists.domain.sheet import Line, Sheet, sheet_of
from dancu.platform import apart


class Stream(Protocol):
    """An uploaded file, an open file."""

    def read(self, size: int, /) -> bytes: ...


def sheet_in(stream: Stream, columns: tuple[Column, ...]) -> Sheet:
    """Return the list in a file of at most 6 MB; raise what speaks against it (`domain.refusals`)."""
    content = stream.read(MAX_SIZE + 1)
    if len(content) > MAX_SIZE:
        raise ListTooLarge
    if not content:
        raise EmptyList
    sheet = sheet_of(read_list(content), headings_of(columns))
    if len(sheet.lines) > MOST_ROWS:
        raise TooManyRows
    return sheet


def read_list(content: bytes, *, opening: str = "dancu.lists.opening") -> list[Line]:
    """Return the rows of a file that say something; raise what speaks against it (`REFUSALS`).

    `opening` is the module that reads it, for who takes more than a list may hold.
    """
    try:
        answer = json.loads(apart.run(opening, content))
    except apart.TooDemanding:
        raise ListTooDemanding from None
    if "refused" in answer:
        raise REFUSALS[answer["refused"]]
    return [Line(number, cells) for number, cells in answer["rows"]]
