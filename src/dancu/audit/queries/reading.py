"""Read rows as the text that is hashed, and batches and heads as values.

The canonical text of a row is a JSON array as PostgreSQL writes `jsonb` (keys by length, then by bytes; `", "` and `": "`
between), the instant in UTC: the same on every server and under every setting.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connections
from django.db.models import Case, Q, QuerySet, TextField, When
from django.db.models.functions import Cast

from dancu.audit.domain.chain import FORM, Batch, Gap, Head, canonical
from dancu.audit.domain.checking import Row
from dancu.audit.models import AuditBatch, AuditHead

TELLABLE = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)
"""PostgreSQL keeps instants that Python cannot tell (`infinity`, years before Christ); nobody but a forger writes them here."""
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

    def waiting_since(self, after: int, before: datetime) -> int | None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "select id from audit_auditrow where id > %s and at < %s order by id limit 1", [after, before]
            )
            found: tuple[int] | None = cursor.fetchone()
        return found[0] if found else None

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
    return map(_batch, _batches(using).order_by("number").iterator(chunk_size=64))


def last_batch(using: str) -> Batch | None:
    row = _batches(using).order_by("-number").first()
    return _batch(row) if row else None


def list_heads(using: str) -> Iterator[Head]:
    """Return all heads by day."""
    return map(_head, _heads(using).order_by("day").iterator())


def last_head(using: str) -> Head | None:
    row = _heads(using).order_by("-day").first()
    return _head(row) if row else None


def _batches(using: str) -> QuerySet[AuditBatch, dict[str, Any]]:
    plain = ("number", "after", "until", "rows", "leaves", "previous", "form", "digest")
    lists = {f"{name}_text": Cast(name, TextField()) for name in ("missing", "late", "gaps")}
    found: QuerySet[AuditBatch, dict[str, Any]] = AuditBatch.objects.using(using).values(*plain)
    return found.annotate(told_at=_told("sealed_at"), **lists)


def _heads(using: str) -> QuerySet[AuditHead, dict[str, Any]]:
    plain = ("batch", "digest", "previous", "key", "signature")
    found: QuerySet[AuditHead, dict[str, Any]] = AuditHead.objects.using(using).values(*plain)
    return found.annotate(told_day=_told("day"), told_at=_told("signed_at"))


def _told(column: str) -> Case:
    """Return a day or an instant, or null for one that no sealer can have written."""
    return Case(When(Q(**{f"{column}__range": TELLABLE}), then=column))


def _batch(row: dict[str, Any]) -> Batch:
    """Return a stored batch; where its lists are no lists any more, one that does not add up."""
    try:
        written = [json.loads(row[f"{name}_text"]) for name in ("missing", "late", "gaps")]
        missing = tuple((int(first), int(last)) for first, last in written[0])
        late = tuple(int(each) for each in written[1])
        gaps = tuple(
            Gap(int(first), int(last), int(horizon), datetime.fromisoformat(seen_at))
            for first, last, horizon, seen_at in written[2]
        )
        if canonical([missing, late, [gap.record() for gap in gaps]]) != canonical(written):
            raise ValueError("the same numbers, written otherwise")
    except (TypeError, ValueError, AttributeError, ArithmeticError, RecursionError):
        missing, late, gaps = ((0, 0),), (), ()
    return Batch(
        number=row["number"],
        after=row["after"],
        until=row["until"],
        missing=missing,
        late=late,
        gaps=gaps,
        rows=row["rows"],
        leaves=bytes(row["leaves"]),
        sealed_at=row["told_at"],
        previous=bytes(row["previous"]),
        form=row["form"],
        digest=bytes(row["digest"]),
    )


def _head(row: dict[str, Any]) -> Head:
    return Head(
        day=row["told_day"],
        batch=row["batch"],
        digest=bytes(row["digest"]),
        previous=bytes(row["previous"]),
        signed_at=row["told_at"],
        key=row["key"],
        signature=bytes(row["signature"]),
    )
