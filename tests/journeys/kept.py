"""The small world for whoever wants it: built by the first in each process, and laid out again for those who come after."""

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta

from dancu.documents import blobs
from dancu.documents.models import StoredFile
from dancu.offices.queries import forget_agencies
from dancu.places.queries import forget_directory
from dancu.platform.clock import now
from tests.builders import tables
from tests.builders.tables import Rows
from tests.journeys import world as worlds
from tests.journeys.world import World

FRESH = timedelta(minutes=5)
"""How long a world is kept: the links in its letters are good for ten minutes, and its sessions lock after fifteen."""


@dataclass(frozen=True)
class _Kept:
    world: World
    rows: Rows
    files: dict[tuple[str, blobs.Form | None], bytes]
    made_at: datetime


_kept: _Kept | None = None


def build() -> World:
    """Make the small world; where something stands already, or the tables are guarded, it is always built anew."""
    if not tables.may_lay_out():
        return worlds.build()
    if _kept is None or now() - _kept.made_at > FRESH:
        return _build()
    forget_directory()
    forget_agencies()
    tables.lay_out(_kept.rows)
    for (name, form), content in _kept.files.items():
        blobs.keep(name, content, form=form)
    return deepcopy(_kept.world)


def _build() -> World:
    global _kept
    made_at = now()
    world = worlds.build()
    _kept = _Kept(deepcopy(world), tables.take_down(), dict(_files()), made_at)
    return world


def _files() -> Iterator[tuple[tuple[str, blobs.Form | None], bytes]]:
    """Yield the content of each stored file and what is drawn of it; of some there is but the row."""
    for name in StoredFile.objects.values_list("sha256", flat=True):
        for form in (None, *blobs.Form):
            with suppress(FileNotFoundError):
                yield (name, form), blobs.read(name, form=form)
