"""What runs in the process apart (`apart.read_list`): a file on the standard input is read into rows of text.

It answers with one JSON value: the rows that say something, each with its number, or the code of the refusal. Nothing of Django
is loaded here.
"""

import json
import sys
from collections.abc import Iterator

from dancu.kernel.errors import Invalid
from dancu.kernel.names import normalise
from dancu.lists.domain import texts, workbooks
from dancu.lists.domain.refusals import MOST_ROWS, EmptyList, ListTooDemanding, TooManyRows
from dancu.platform import apart

ABOVE = 20
"""Rows that titles and headings may take."""
MOST_COLUMNS = 60
_MOST_LETTERS = 20_000_000
_MOST_BLANK = 2_000_000


def main(most_rows: int = MOST_ROWS, most_letters: int = _MOST_LETTERS) -> None:
    """Answer for the file on the standard input."""
    apart.confine()
    try:
        answer: object = {"rows": list(read(sys.stdin.buffer.read(), most_rows, most_letters))}
    except Invalid as refusal:
        answer = {"refused": refusal.code}
    except MemoryError:
        sys.exit(apart.TOO_DEMANDING)
    json.dump(answer, sys.stdout, ensure_ascii=True)


def read(
    content: bytes, most_rows: int = MOST_ROWS, most_letters: int = _MOST_LETTERS
) -> Iterator[tuple[int, list[str]]]:
    """Return each row that says something, with its number; raise what speaks against the file (`REFUSALS`)."""
    if not content.strip():
        raise EmptyList
    rows = workbooks.rows(content) if workbooks.is_workbook(content) else texts.rows(content)
    said = letters = 0
    for number, cells in enumerate(rows, 1):
        row = [normalise(cell) for cell in cells[:MOST_COLUMNS]]
        if any(row):
            said, letters = said + 1, letters + sum(map(len, row))
            yield number, row
        if said > most_rows + ABOVE:
            raise TooManyRows
        if letters > most_letters or number > _MOST_BLANK:
            raise ListTooDemanding


if __name__ == "__main__":
    main()
