"""Read the units, and the countries beyond them."""

from functools import cache

from django.utils.translation import get_language

from dancu.places.domain.directory import Directory, alphabetical
from dancu.places.domain.units import Extent, Kind, Level, Unit
from dancu.places.models import AdministrativeUnit, UnitSuccessor
from dancu.platform import codelists

VIET_NAM = "VNM"


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


def list_countries() -> dict[str, str]:
    """Return the names of all countries but Viet Nam by ISO 3166-1 alpha-3 code, in the reader's language and its order."""
    column = "name" if (get_language() or "vi").startswith("vi") else "name_en"
    named = {code: row[column] for code, row in _countries().items() if code != VIET_NAM}
    return dict(sorted(named.items(), key=lambda each: alphabetical(each[1])))


def country(code: str) -> str:
    """Return the Vietnamese name of a country."""
    return _countries()[code]["name"]


@cache
def _countries() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in codelists.rows("countries")}
