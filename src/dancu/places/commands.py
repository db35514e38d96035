"""Take the official list of units over into the database."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from dancu.places.domain.units import Extent, Level
from dancu.places.models import AdministrativeUnit, UnitSuccessor
from dancu.places.queries import forget_directory
from dancu.platform import codelists

_BATCH = 2000
_FACTS = ("code", "level", "parent_id", "kind", "name", "since", "until")

Key = tuple[str, date | None]


@transaction.atomic
def load_units() -> int:
    """Bring units and successors to what the data folder says; return how many rows were new or changed.

    Safe to repeat and quick when nothing changed. Nothing is ever deleted: a unit that is gone has its last day in the data.
    """
    rows = codelists.rows("administrative_units")
    ids: dict[Key, int] = {}
    changed = sum(_load_level(level, rows, ids) for level in Level) + _load_successors(ids)
    if changed:
        forget_directory()  # for the rest of this transaction ...
        transaction.on_commit(
            forget_directory
        )  # ... and once more, as another thread may have read the old units meanwhile
    return changed


def _load_level(level: Level, rows: list[dict[str, str]], ids: dict[Key, int]) -> int:
    """Load the units of one level, whose parents are in `ids`, and add theirs to it."""
    stored = {(unit.code, unit.since): unit for unit in AdministrativeUnit.objects.filter(level=level)}
    new, changed = [], []
    for unit in (_unit(row, ids) for row in rows if row["level"] == str(level.value)):
        known = stored.setdefault((unit.code, unit.since), unit)
        if known is unit:
            new.append(unit)
        elif any(getattr(known, fact) != getattr(unit, fact) for fact in _FACTS):
            unit.pk = known.pk
            changed.append(unit)
    AdministrativeUnit.objects.bulk_create(new, batch_size=_BATCH)
    AdministrativeUnit.objects.bulk_update(changed, ["parent", "kind", "name", "until"], batch_size=_BATCH)
    ids.update({key: unit.pk for key, unit in stored.items()})
    return len(new) + len(changed)


def _unit(row: Mapping[str, str], ids: Mapping[Key, int]) -> AdministrativeUnit:
    since = _day(row["since"])
    return AdministrativeUnit(
        code=row["code"],
        level=int(row["level"]),
        # A unit and what it lies in are always of the same reform.
        parent_id=ids[row["parent_code"], since] if row["parent_code"] else None,
        kind=row["kind"],
        name=row["name"],
        since=since,
        until=_day(row["until"]),
    )


def _load_successors(ids: Mapping[Key, int]) -> int:
    """Load what became of the units that ended on the day their successors began."""
    ended = {
        (code, until): pk
        for code, until, pk in AdministrativeUnit.objects.filter(until__isnull=False).values_list("code", "until", "pk")
    }
    wanted = {
        (ended[row["old_code"], _day(row["since"])], ids[row["new_code"], _day(row["since"])]): Extent(row["extent"])
        for row in codelists.rows("unit_successors")
    }
    stored = {
        (old, new): extent for old, new, extent in UnitSuccessor.objects.values_list("old_id", "new_id", "extent")
    }
    differing = {pair: extent for pair, extent in wanted.items() if stored.get(pair) != extent}
    UnitSuccessor.objects.bulk_create(
        [UnitSuccessor(old_id=old, new_id=new, extent=extent) for (old, new), extent in differing.items()],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["old", "new"],
        update_fields=["extent"],
    )
    return len(differing)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
