"""Load very many rows: take the checks and indexes of empty tables away, and build them once everything is in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

# What other tables' keys rest on stays, as do the checks of single rows: they cost little in a load.
_CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
FROM pg_constraint AS it
WHERE conrelid = ANY (%(tables)s::text[]::regclass[]) AND contype IN ('f', 'u', 'p')
  AND NOT EXISTS (SELECT FROM pg_constraint AS key WHERE key.contype = 'f' AND key.confrelid = it.conrelid AND it.contype <> 'f'
                  AND key.conindid = it.conindid AND NOT key.conrelid = ANY (%(tables)s::text[]::regclass[]))
ORDER BY contype <> 'f'
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index
WHERE indrelid = ANY (%(tables)s::text[]::regclass[])
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('u', 'p'))
"""


_TRIGGERS = """
SELECT tgrelid::regclass::text, quote_ident(tgname), pg_get_triggerdef(oid)
FROM pg_trigger
WHERE tgrelid = ANY (%(tables)s::text[]::regclass[]) AND NOT tgisinternal
"""


@contextmanager
def bare(tables: Sequence[str]) -> Iterator[None]:
    """Within the present transaction, load `tables` without their keys, indexes and triggers, and have all of them at the end.

    Nobody else reads or writes the tables meanwhile. What triggers would fill in, whoever loads does. What turns out to break a
    key is refused at the end, with everything.
    Deferred checks are made at once, here and for the rest of the transaction. Rows may be copied in frozen.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("tables are only laid bare within a transaction")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        dressing = _undress(cursor, tables)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute("SET LOCAL max_parallel_maintenance_workers = 2")
        # Rows came in by their keys, or nearly: merging them with those they name reads on, hashing them jumps about.
        cursor.execute("SET LOCAL enable_hashjoin = off")
        for statement in (*dressing, *(f"ANALYZE {table}" for table in tables)):
            cursor.execute(statement)


def _undress(cursor: CursorWrapper, tables: Sequence[str]) -> list[str]:
    """Take away what rests on tables, and return the statements that bring it back."""
    found = []
    for asked in (_CONSTRAINTS, _INDEXES, _TRIGGERS):
        cursor.execute(asked, {"tables": list(tables)})
        found.append(cursor.fetchall())
    constraints, indexes, triggers = found
    for statement in (
        *(f"CLUSTER {table} USING {table}_pkey" for table in tables),
        *(f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _ in constraints),
        *(f"DROP INDEX {name}" for name, _ in indexes),
        *(f"DROP TRIGGER {name} ON {table}" for table, name, _ in triggers),
    ):
        cursor.execute(statement)
    return [
        *(definition for _, definition in indexes),
        *(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"
            for table, name, definition in reversed(constraints)
        ),
        *(definition for _, _, definition in triggers),
    ]


def copy(table: str, columns: str, lines: bytes, *, frozen: bool) -> None:
    """Take in lines of PostgreSQL's text format.

    In a table that was laid bare in this transaction they may stand frozen: nothing needs to look up or mark later whose
    they are, and indexes answer for them alone.
    """
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN (FREEZE {frozen})") as into:
        into.write(lines)
