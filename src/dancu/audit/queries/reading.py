"""Read rows as the text that is hashed, and batches and heads as values.

The canonical text of a row is a JSON array as PostgreSQL writes `jsonb` (keys by length, then by bytes; `", "` and `": "`
between), the instant in UTC: the same on every server and under every setting.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import connections

from dancu.audit.domain.chain import FORM, Batch, Gap, Head, canonical
from dancu.audit.domain.checking import Row
from dancu.audit.models import AuditBatch, AuditHead

_TEXTS = {
    FORM: "jsonb_build_array(at at time zone 'UTC', actor_kind, account_id, officer_id, agency_id, on_behalf_of, source,"
    " site, act, purpose, subject_kind, subject_id, to_jsonb(listed), facts)::text",
}


class StoredRows:
    """The rows of a database (`domain.checking.Rows`)."""

    def __init__(self, using: str) -> None:
        self.connection = connections[using]

    def between(self, after: int, until: int, form: int) -> Iterator[Row]:
        return self._read(form, "id > %s and id <= %s", [after, until])

    def some(self, ids: Sequence[int], form: int) -> Iterator[Row]:
        return self._read(form, "id = any(%s)", [list(ids)])

    def within(self, gaps: Iterable[Gap], form: int) -> Iterator[Row]:
        """Return the rows that have come into gaps."""
        ranges = ", ".join(f"[{gap.first},{gap.last}]" for gap in gaps)
        return self._read(
            form,
            "id in (select a.id from unnest(%s::int8multirange) as gap, lateral"
            " (select id from audit_auditrow where id between lower(gap) and upper(gap) - 1) as a)",
            [f"{{{ranges}}}"],
        )

    def first(self, after: int, limit: int, form: int) -> list[Row]:
        """Return the next rows after an id."""
        return list(self._read(form, "id > %s", [after], limit))

    def oldest_after(self, after: int) -> tuple[int, datetime] | None:
        with self.connection.cursor() as cursor:
            cursor.execute("select id, at from audit_auditrow where id > %s order by id limit 1", [after])
            found: tuple[int, datetime] | None = cursor.fetchone()
        return found

    def _read(
        self, form: int, where: str, values: Sequence[int | str | list[int]], limit: int | None = None
    ) -> Iterator[Row]:
        # Every part of the statement is a constant of this module.
        statement = f"select id, {_TEXTS[form]} from audit_auditrow where {where} order by id limit %s"  # noqa: S608
        with self.connection.cursor() as cursor:
            cursor.execute(statement, [*values, limit])
            yield from cursor


def list_batches(using: str) -> Iterator[Batch]:
    """Return all batches by number."""
    for row in AuditBatch.objects.using(using).order_by("number").iterator(chunk_size=64):
        yield batch(row)


def last_batch(using: str) -> Batch | None:
    row = AuditBatch.objects.using(using).order_by("-number").first()
    return batch(row) if row else None


def list_heads(using: str) -> Iterator[Head]:
    """Return all heads by day."""
    return (head(row) for row in AuditHead.objects.using(using).order_by("day").iterator())


def batch(row: AuditBatch) -> Batch:
    """Return a stored batch; where its lists are no lists any more, one that does not add up."""
    try:
        missing = tuple((int(first), int(last)) for first, last in row.missing)
        late = tuple(int(each) for each in row.late)
        gaps = tuple(
            Gap(int(first), int(last), int(horizon), datetime.fromisoformat(seen_at))
            for first, last, horizon, seen_at in row.gaps
        )
        if canonical([missing, late, [gap.record() for gap in gaps]]) != canonical([row.missing, row.late, row.gaps]):
            raise ValueError("the same numbers, written otherwise")
    except (TypeError, ValueError, AttributeError):
        missing, late, gaps = ((0, 0),), (), ()
    return Batch(
        number=row.number,
        after=row.after,
        until=row.until,
        missing=missing,
        late=late,
        gaps=gaps,
        rows=row.rows,
        leaves=bytes(row.leaves),
        sealed_at=row.sealed_at,
        previous=bytes(row.previous),
        form=row.form,
        digest=bytes(row.digest),
    )


def head(row: AuditHead) -> Head:
    return Head(
        day=row.day,
        batch=row.batch,
        digest=bytes(row.digest),
        previous=bytes(row.previous),
        signed_at=row.signed_at,
        key=row.key,
        signature=bytes(row.signature),
    )
