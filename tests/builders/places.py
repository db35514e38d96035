"""Administrative units for tests: a few in the database, or every unit of the data folder in memory."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from django.db import connection

from dancu.places.commands import load_units
from dancu.places.domain.directory import Directory
from dancu.places.domain.units import Extent, Kind, Level, Unit
from dancu.places.models import AdministrativeUnit, UnitSuccessor
from dancu.places.queries import directory, forget_directory
from dancu.platform import codelists

REFORM = date(2025, 7, 1)
TODAY = date(2026, 11, 24)
BEFORE = date(2025, 6, 30)

_country: dict[str, bytes] = {}
"""The rows of each table of units, once they have been loaded."""


def a_province(name: str = "Hà Nội", *, code: str = "01", kind: Kind = Kind.CENTRAL_CITY, old: bool = False) -> Unit:
    """Return a province, by default one of today's; asked twice for the same, it is one."""
    return _a_unit(code, Level.PROVINCE, kind, name, None, old=old)


def a_district(name: str = "Quận Hoàn Kiếm", *, code: str = "002", province: Unit | None = None) -> Unit:
    return _a_unit(code, Level.DISTRICT, Kind.URBAN_DISTRICT, name, province or a_province(old=True), old=True)


def a_commune(
    name: str = "Phường Hoàn Kiếm", *, code: str = "00070", province: Unit | None = None, kind: Kind = Kind.WARD
) -> Unit:
    """Return one of today's communes."""
    return _a_unit(code, Level.COMMUNE, kind, name, province or a_province(), old=False)


def an_old_commune(name: str = "Phường Hàng Bạc", *, code: str = "00061", district: Unit | None = None) -> Unit:
    """Return a commune from before the reform of 2025."""
    return _a_unit(code, Level.COMMUNE, Kind.WARD, name, district or a_district(), old=True)


def the_whole_country() -> None:
    """Have every unit of the data folder in the database: loaded once in a process, from then on copied as it was."""
    with connection.cursor() as cursor:
        for table, rows in _country.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(rows)
        if not _country:
            load_units()
            for model in (AdministrativeUnit, UnitSuccessor):
                with cursor.copy(f"COPY {model._meta.db_table} TO STDOUT") as copy:
                    _country[model._meta.db_table] = b"".join(copy)
    forget_directory()


def went_to(old: Unit, *new: Unit, extent: Extent = Extent.WHOLE) -> None:
    """Say where an old unit went."""
    UnitSuccessor.objects.bulk_create(UnitSuccessor(old_id=old.id, new_id=each.id, extent=extent) for each in new)
    forget_directory()


def _a_unit(code: str, level: Level, kind: Kind, name: str, parent: Unit | None, *, old: bool) -> Unit:
    row, _ = AdministrativeUnit.objects.get_or_create(
        code=code,
        since=None if old else REFORM,
        defaults={
            "level": level,
            "kind": kind,
            "name": name,
            "parent_id": parent.id if parent else None,
            "until": REFORM if old else None,
        },
    )
    forget_directory()
    return directory().unit(row.pk)


@cache
def every_unit() -> Directory:
    """Return the directory of all units as the data folder has them, without a database; ids are made up."""
    rows = codelists.rows("administrative_units")
    ids = {(row["code"], row["since"]): number for number, row in enumerate(rows, 1)}
    successions = (
        (ids[row["old_code"], ""], ids[row["new_code"], row["since"]], Extent(row["extent"]))
        for row in codelists.rows("unit_successors")
    )
    return Directory((_unit(row, ids) for row in rows), successions)


def _unit(row: Mapping[str, str], ids: Mapping[tuple[str, str], int]) -> Unit:
    return Unit(
        id=ids[row["code"], row["since"]],
        code=row["code"],
        level=Level(int(row["level"])),
        parent_id=ids.get((row["parent_code"], row["since"])),
        kind=Kind(row["kind"]),
        name=row["name"],
        since=date.fromisoformat(row["since"]) if row["since"] else None,
        until=date.fromisoformat(row["until"]) if row["until"] else None,
    )
