"""Read large files row by row: text and Parquet never whole, a workbook as large as a workbook may safely be."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from dancu.kernel.errors import Invalid
from dancu.kernel.names import normalise
from dancu.lists.domain import texts, workbooks
from dancu.lists.domain.refusals import NotAList, UnknownLetters
from dancu.lists.domain.sheet import Line

_SAMPLE = 65_536
_PARQUET = b"PAR1"
_AT_ONCE = 10_000


class NoParquet(Invalid):
    """To read Parquet files this installation needs the package duckdb. Install it, or send the file as CSV."""

    code = "intake.no_parquet"


def lines(path: Path) -> Iterator[Line]:
    """Return the rows of a file that say something; raise what speaks against it (`lists.domain.refusals`) or NoParquet."""
    with path.open("rb") as file:
        first = file.read(_SAMPLE)
    if first.startswith(_PARQUET):
        rows = _parquet(path)
    elif workbooks.is_workbook(first):
        rows = workbooks.rows(path.read_bytes())
    else:
        rows = _text(path, first)
    for number, cells in enumerate(rows, 1):
        row = [normalise(cell) for cell in cells]
        if any(row):
            yield Line(number, row)


def _text(path: Path, first: bytes) -> Iterator[Sequence[str]]:
    encoding = texts.encoding_of(first)
    separator = texts.separator_of(first.decode(encoding, errors="ignore"))
    try:
        with path.open(encoding=encoding, newline="") as file:
            for cells in csv.reader(file, delimiter=separator):
                yield [texts.plain(cell) for cell in cells]
    except UnicodeDecodeError as error:
        raise UnknownLetters from error
    except csv.Error as error:
        raise NotAList from error


def _parquet(path: Path) -> Iterator[Sequence[str]]:
    try:
        import duckdb
    except ImportError:
        raise NoParquet from None
    try:
        with duckdb.connect() as reader:
            found = reader.execute("select * from read_parquet(?)", [str(path)])
            yield [name for name, *_ in found.description or ()]
            while rows := found.fetchmany(_AT_ONCE):
                for row in rows:
                    yield [workbooks.cell_text("" if cell is None else cell) for cell in row]
    except duckdb.Error as error:
        raise NotAList from error
