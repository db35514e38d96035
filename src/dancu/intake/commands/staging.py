"""Bring the rows of a file into the table of lines, some thousands a transaction."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import F

from dancu.intake.columns import columns_of
from dancu.intake.commands.holding import hold, move
from dancu.intake.domain.states import BatchState, Form
from dancu.intake.models import Batch, Line
from dancu.lists.columns import headings_of
from dancu.lists.domain.refusals import EmptyList, NoRows
from dancu.lists.domain.sheet import LOOKED_THROUGH, Headings, Layout, layout_of
from dancu.lists.domain.sheet import Line as Row
from dancu.platform import statement

LOT = 2_000
_BLOCK = 1024 * 1024


def digest_of(path: Path) -> str:
    """Return by what a file is known again."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def stage(batch_id: UUID, rows: Iterable[Row]) -> Iterator[int]:
    """Keep the rows of a file as lines, and yield how far it is after each lot.

    Rows that are kept already are passed over, so that whoever was broken off begins with the file once more. Raises what speaks
    against its headings (`lists.domain.refusals`), or that it has no rows.
    """
    batch = Batch.objects.get(pk=batch_id)
    headings = headings_of(columns_of(Form(batch.form)))
    rest = iter(rows)
    first = list(islice(rest, LOOKED_THROUGH))
    if not first:
        raise EmptyList
    layout = layout_of(first, headings)
    below = _below(layout, headings, first, rest)
    through: int | None = 0
    while through is not None:
        through = _keep(batch_id, layout, below)
        if through:
            yield through


def _below(layout: Layout, headings: Headings, first: list[Row], rest: Iterator[Row]) -> Iterator[Row]:
    for row in first:
        if row.number > layout.row and layout.says(picked := layout.picked(row), headings):
            yield picked
    for row in rest:
        if layout.says(picked := layout.picked(row), headings):
            yield picked


@transaction.atomic
def _keep(batch_id: UUID, layout: Layout, rows: Iterator[Row]) -> int | None:
    """Keep the next rows; return the last of them, or None once all are kept."""
    batch = hold(batch_id, BatchState.STAGING)
    if batch is None:
        return None
    lot = list(islice((row for row in rows if row.number > batch.through), LOT))
    if not lot:
        if not batch.lines:
            raise NoRows
        move(batch, BatchState.CHECKING)
        return None
    lines = [Line(batch=batch, number=row.number, cells=list(row.cells), faults=[]) for row in lot]
    statement.write([statement.insert("lines", lines)])
    Batch.objects.filter(pk=batch_id).update(
        heads=list(layout.heads), keys=list(layout.keys), through=lot[-1].number, lines=F("lines") + len(lot)
    )
    return lot[-1].number
