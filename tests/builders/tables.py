"""What stands in all tables, taken down and laid out again: cheaper than doing once more what led there."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import CursorWrapper

LAID_OUT = {"django_content_type", "auth_permission"}
"""What Django fills when it lays out the tables, and nothing of ours ever changes."""
_APART = LAID_OUT | {"django_migrations"}


@dataclass(frozen=True)
class Rows:
    """The rows of all tables that hold any, as PostgreSQL copies them, and how far each sequence had come."""

    tables: dict[str, bytes]
    sequences: dict[str, int]


def may_lay_out() -> bool:
    """Tell whether rows can be laid out in any order here, and nothing stands in their way."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        return cursor.fetchone() == (True,) and not any(_filled(cursor))


def take_down() -> Rows:
    """Return what stands in the tables, which stays there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        sequences = dict(cursor.fetchall())
        tables = {}
        for table in list(_filled(cursor)):
            with cursor.cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                tables[table] = b"".join(rows)
    return Rows(tables, sequences)


def lay_out(rows: Rows) -> None:
    """Fill empty tables with what was taken down; no sequence goes back."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table, content in rows.tables.items():
            with cursor.cursor.copy(f'COPY "{table}" FROM STDIN') as into:
                into.write(content)
        cursor.execute("RESET session_replication_role")
        cursor.execute(
            "SELECT setval(name::regclass, greatest(reached, coalesce(last_value, 1)))"
            " FROM unnest(%s::text[], %s::bigint[]) AS kept (name, reached) JOIN pg_sequences ON sequencename = name",
            [list(rows.sequences), list(rows.sequences.values())],
        )


def _filled(cursor: CursorWrapper) -> Iterator[str]:
    """Yield the tables that hold rows."""
    tables = [name for name in connection.introspection.table_names(cursor) if name not in _APART]
    cursor.execute("SELECT " + ", ".join(f'EXISTS (SELECT FROM "{table}")' for table in tables))
    yield from (table for table, filled in zip(tables, cursor.fetchone() or (), strict=True) if filled)
