"""Verify the chain: every row against its batch, every batch against the one before, every day's head and its signature."""

import contextlib
from collections.abc import Iterator
from datetime import datetime

from django.db import connections, transaction

from dancu.audit import ports
from dancu.audit.domain.chain import Head
from dancu.audit.domain.checking import Check
from dancu.audit.queries import reading


@contextlib.contextmanager
def verify(*, at: datetime, kept: Head | None = None, using: str = "default") -> Iterator[Check]:
    """Give a check over everything stored, as of one moment: the sealer goes on meanwhile. Its `run` does the work.

    A head that was `kept` elsewhere shows also what a chain made wholly anew would hide.
    """
    connection = connections[using]
    outermost = not connection.in_atomic_block
    with transaction.atomic(using=using):
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        yield Check(
            rows=reading.StoredRows(using),
            batches=reading.list_batches(using),
            heads=reading.list_heads(using),
            genuine=_genuine,
            at=at,
            kept=kept,
        )


def newest_head(*, using: str = "default") -> Head | None:
    """Return the last signed head, for keeping elsewhere."""
    return reading.last_head(using)


def _genuine(head: Head) -> bool:
    return ports.signer().is_genuine(head.body(), key=head.key, signature=head.signature)


def is_behind(before: datetime, *, using: str = "default") -> bool:
    """Tell whether rows that were written before an instant are in no batch yet."""
    last = reading.last_batch(using)
    return reading.StoredRows(using).waiting_since(last.until if last else 0, before) is not None
