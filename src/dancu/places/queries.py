"""Read the units."""

from functools import cache

from dancu.places.domain.directory import Directory
from dancu.places.domain.units import Extent, Kind, Level, Unit
from dancu.places.models import AdministrativeUnit, UnitSuccessor


@cache
def directory() -> Directory:
    """Return the directory of all units, read once in each process.

    Units change a few times in a decade: `commands.load_units` forgets the copy of its own process, others start anew.
    """
    units = AdministrativeUnit.objects.values_list("id", "code", "level", "parent_id", "kind", "name", "since", "until")
    return Directory(
        (
            Unit(
                id=id_,
                code=code,
                level=Level(level),
                parent_id=parent_id,
                kind=Kind(kind),
                name=name,
                since=since,
                until=until,
            )
            for id_, code, level, parent_id, kind, name, since, until in units
        ),
        (
            (old, new, Extent(extent))
            for old, new, extent in UnitSuccessor.objects.values_list("old_id", "new_id", "extent")
        ),
    )


def forget_directory() -> None:
    """Read the units again at the next question."""
    directory.cache_clear()
