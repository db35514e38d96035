"""A list as it was sent: its headings, and below them its rows with the numbers by which their sender finds them."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dancu.kernel.names import fold
from dancu.lists.domain.refusals import ColumnsMissing, ColumnTwice, NoHeadings, NoRows

_NOT_WORDS = re.compile(r"\(.*?\)|[^\w\s]")
_LOOKED_THROUGH = 20
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


def sheet_of(lines: Iterable[Line], headings: Headings) -> Sheet:
    """Return a list below its headings; raise NoHeadings, ColumnsMissing, ColumnTwice or NoRows."""
    rows = [line for line in lines if any(line.cells)]
    place = _place_of_headings(rows, headings)
    names = [heading_key(cell) for cell in rows[place].cells]
    kept = [at for at, name in enumerate(names) if name not in headings.ours]
    heads = [rows[place].cells[at] for at in kept]
    keys = [headings.known.get(names[at], "") for at in kept]
    _check(heads, keys, headings.required)
    found = [Line(row.number, _picked(row.cells, kept)) for row in rows[place + 1 :]]
    said = [line for line in found if any(line.cells) and not _is_example(keys, line.cells, headings.examples)]
    if not said:
        raise NoRows
    return Sheet(heads=heads, keys=keys, lines=said)


def _place_of_headings(rows: Sequence[Line], headings: Headings) -> int:
    counts = [sum(heading_key(cell) in headings.known for cell in row.cells) for row in rows[:_LOOKED_THROUGH]]
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


def _picked(cells: Sequence[str], places: Sequence[int]) -> tuple[str, ...]:
    return tuple(cells[at] if at < len(cells) else "" for at in places)


def _is_example(keys: Sequence[str], cells: Sequence[str], examples: Collection[Mapping[str, str]]) -> bool:
    said = {key: cell for key, cell in zip(keys, cells, strict=True) if key}
    return any(all(example.get(key) == cell for key, cell in said.items()) for example in examples)
