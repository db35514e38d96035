"""A list as it was sent: its headings, and below them its rows with the numbers by which their sender finds them."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dancu.kernel.names import fold
from dancu.lists.domain.refusals import ColumnsMissing, ColumnTwice, NoHeadings, NoRows

_NOT_WORDS = re.compile(r"\(.*?\)|[^\w\s]")
LOOKED_THROUGH = 20
"""Rows in which the headings may be: above them stand titles."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file; its number counts from 1, as spreadsheets do."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file with its headings found: what each column is to us, and nothing where it is nothing."""

    heads: Sequence[str]
    keys: Sequence[str]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """What a kind of list is recognised by; all words as `heading_key` writes them."""

    known: Mapping[str, str]
    """The key of the column that each heading names, in every language."""
    required: Mapping[str, str]
    """Heading to show for each column that may not be missing, by its key."""
    ours: Collection[str]
    """Headings of columns that we add ourselves, and pass over when they come back."""
    examples: Collection[Mapping[str, str]]
    """What the row of examples says in each column, in every language; it stands for nobody."""


def heading_key(text: str) -> str:
    """Return a heading without marks, stars and what stands in brackets."""
    return fold(_NOT_WORDS.sub(" ", text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the headings of a file stand, and which of its columns count."""

    row: int
    """The number of the row with the headings."""
    heads: Sequence[str]
    keys: Sequence[str]
    places: Sequence[int]

    def picked(self, line: Line) -> Line:
        """Return a row without the columns that we add ourselves, as wide as the headings are."""
        cells = line.cells
        return Line(line.number, tuple(cells[at] if at < len(cells) else "" for at in self.places))

    def says(self, line: Line, headings: Headings) -> bool:
        """Tell whether a row that was picked is about somebody: it is neither empty nor the example."""
        return any(line.cells) and not _is_example(self.keys, line.cells, headings.examples)


def layout_of(lines: Iterable[Line], headings: Headings) -> Layout:
    """Find the headings among the first rows of a file; raise NoHeadings, ColumnsMissing or ColumnTwice."""
    rows = [line for line in lines if any(line.cells)]
    place = _place_of_headings(rows, headings)
    names = [heading_key(cell) for cell in rows[place].cells]
    kept = [at for at, name in enumerate(names) if name not in headings.ours]
    heads = [rows[place].cells[at] for at in kept]
    keys = [headings.known.get(names[at], "") for at in kept]
    _check(heads, keys, headings.required)
    return Layout(row=rows[place].number, heads=heads, keys=keys, places=kept)


def sheet_of(lines: Iterable[Line], headings: Headings) -> Sheet:
    """Return a list below its headings; raise NoHeadings, ColumnsMissing, ColumnTwice or NoRows."""
    rows = list(lines)
    layout = layout_of(rows, headings)
    found = [layout.picked(line) for line in rows if line.number > layout.row]
    said = [line for line in found if layout.says(line, headings)]
    if not said:
        raise NoRows
    return Sheet(heads=layout.heads, keys=layout.keys, lines=said)


def _place_of_headings(rows: Sequence[Line], headings: Headings) -> int:
    counts = [sum(heading_key(cell) in headings.known for cell in row.cells) for row in rows[:LOOKED_THROUGH]]
    most = max(counts, default=0)
    if most < min(2, len(headings.required)):
        raise NoHeadings
    return counts.index(most)


def _check(heads: Sequence[str], keys: Sequence[str], required: Mapping[str, str]) -> None:
    for at, key in enumerate(keys):
        if key and key in keys[:at]:
            raise ColumnTwice(column=heads[at])
    if missing := [heading for key, heading in required.items() if key not in keys]:
        raise ColumnsMissing(columns=", ".join(missing))


def _is_example(keys: Sequence[str], cells: Sequence[str], examples: Collection[Mapping[str, str]]) -> bool:
    said = {key: cell for key, cell in zip(keys, cells, strict=True) if key}
    return any(all(example.get(key) == cell for key, cell in said.items()) for example in examples)
