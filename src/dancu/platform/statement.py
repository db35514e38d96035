"""Plain statements for the acts that happen hundreds of times a second: one for the rows of several rooms, few for what is read.

Row by row, the ORM costs a round trip and half a millisecond of Python a table; PostgreSQL takes all of them in one `WITH`
whose text stays the same, so that it is planned once. A room makes *parts* of its own tables and hands them out unseen; the
act that needs them puts them together. Nobody writes into a table of another room.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models.base import ModelState
from django.db.models.expressions import DatabaseDefault


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One member of the `WITH`: what it is called, what it does, and the values it names."""

    name: str
    sql: str
    values: dict[str, Any] = field(default_factory=dict)


def insert(name: str, rows: Sequence[models.Model], *, returning: str = "") -> Part:
    """Return the part that adds rows of one model, given as instances nobody has saved; ids are given where they are missing."""
    model, with_id = type(rows[0]), rows[0].pk is not None
    columns = _columns(model, with_id)
    taken = [text({column: _json(getattr(row, at), is_json) for at, column, is_json in columns}) for row in rows]
    return _insert(name, model, with_id, taken, returning)


def insert_texts(name: str, model: type[models.Model], rows: Iterable[str]) -> Part:
    """Return the part that adds rows of a model without ids, each given as the `text` of all its other columns.

    It is for what an act writes a dozen of: an instance that nobody keeps costs more than its row.
    """
    return _insert(name, model, False, rows)


text = json.JSONEncoder(ensure_ascii=False).encode
"""Write a value as JSON."""


def write(parts: Iterable[Part]) -> None:
    """Carry the parts out, in the present transaction; each sees the tables as they were before all of them."""
    members = list(parts)
    if not members:
        return
    values: dict[str, Any] = {}
    for part in members:
        values |= part.values
    joined = ", ".join(f"{part.name} as ({part.sql})" for part in members)
    with connection.cursor() as cursor:
        cursor.execute(f"with {joined} select", values)


def rows(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    """Return what a statement reads; for the reads of the acts above, where building a query costs more than asking it."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def execute(sql: str, **values: Any) -> None:
    """Carry out a statement that returns nothing."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def columns_of(model: type[models.Model], alias: str) -> str:
    """Return the columns of a model as `read` expects them."""
    return ", ".join(f'{alias}."{each.column}"' for each in model._meta.concrete_fields)


def read(sql: str, *kinds: type[models.Model], **values: Any) -> list[tuple[Any, ...]]:
    """Return what a statement reads as one instance of each model a row, None where an outer join found none.

    It selects `columns_of` each of them in turn.
    """
    return [_instances(row, kinds) for row in rows(sql, **values)]


def _instances(row: tuple[Any, ...], kinds: tuple[type[models.Model], ...]) -> tuple[models.Model | None, ...]:
    found: list[models.Model | None] = []
    place = 0
    for kind in kinds:
        names, key, convert = _reading(kind)
        taken = list(row[place : place + len(names)])
        for at, converter in convert:
            taken[at] = converter(taken[at], None, connection)
        found.append(None if taken[key] is None else _instance(kind, names, taken))
        place += len(names)
    return tuple(found)


def _instance(kind: type[models.Model], names: list[str], taken: list[Any]) -> models.Model:
    # What `from_db` makes, for a tenth of its price: no signals, which nobody here listens to, and no descriptors.
    row = kind.__new__(kind)
    row._state = ModelState()
    row._state.adding, row._state.db = False, connection.alias
    row.__dict__.update(zip(names, taken, strict=True))
    return row


@cache
def _reading(model: type[models.Model]) -> tuple[list[str], int, list[tuple[int, Any]]]:
    """Return the attributes of a row, the place of its key, and what its columns have to be converted by."""
    fields = model._meta.concrete_fields
    names = [each.attname for each in fields]
    convert = [(at, each.from_db_value) for at, each in enumerate(fields) if hasattr(each, "from_db_value")]
    return names, next(at for at, each in enumerate(fields) if each.primary_key), convert


_Column = tuple[str, str, bool]


@cache
def _columns(model: type[models.Model], with_id: bool) -> tuple[_Column, ...]:
    """Return attribute and column of each field that is stored, and whether it holds JSON."""
    return tuple(
        (each.attname, str(each.column), isinstance(each, models.JSONField))
        for each in model._meta.concrete_fields
        if not each.generated and (with_id or not each.primary_key)
    )


def _insert(name: str, model: type[models.Model], with_id: bool, rows: Iterable[str], returning: str = "") -> Part:
    return Part(
        name=name,
        sql=_insertion(model, with_id, name) + (f" returning {returning}" if returning else ""),
        values={name: f"[{','.join(rows)}]"},
    )


@cache
def _insertion(model: type[models.Model], with_id: bool, name: str) -> str:
    # One value whatever the number of rows: the text stays the same, and PostgreSQL knows the types of the columns.
    table, names = model._meta.db_table, ", ".join(f'"{column}"' for _, column, _ in _columns(model, with_id))
    source = f"jsonb_populate_recordset(null::{table}, %({name})s::jsonb)"
    return f"insert into {table} ({names}) select {names} from {source}"  # noqa: S608


def _json(value: Any, is_json: bool) -> Any:
    if isinstance(value, DatabaseDefault):
        # Not given: the column's own default, which a recordset would not fall back to.
        value = value.expression.value  # type: ignore[attr-defined]  # the stubs do not know it
    if is_json or value is None or isinstance(value, (str, bool, int, list)):
        return value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a statement")
