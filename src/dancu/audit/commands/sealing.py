"""Seal what is committed into batches, and sign each day's head. Jobs do this; no request ever waits for it."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import connections, transaction

from dancu.audit import ports
from dancu.audit.domain.chain import FORM, GENESIS, VIET_NAM, Batch, Gap, Head, leaf, runs, without
from dancu.audit.models import AuditBatch, AuditHead
from dancu.audit.queries import reading

BATCH = 10_000
"""Rows a batch holds at most: 320 kB of leaves."""
LOCK = "select pg_try_advisory_xact_lock(hashtextextended('audit.seal', 0))"


def seal(*, at: datetime, using: str = "default", limit: int = BATCH) -> int:
    """Seal every row that is committed and in no batch yet; return how many. A second sealer at work is left to it."""
    return sum(iter(lambda: _seal_batch(at, using, limit), 0))


def _seal_batch(at: datetime, using: str, limit: int) -> int:
    with transaction.atomic(using=using):
        if not _ask(using, LOCK):
            return 0
        last, rows = reading.last_batch(using), reading.StoredRows(using)
        # Asked before the rows are read, so that whatever had ended then is among them …
        oldest = _ask(using, "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        late = list(rows.within(last.gaps, FORM)) if last and last.gaps else []
        after = last.until if last else 0
        new = rows.first(after, limit, FORM)
        if not late and not new:
            return 0
        # … and after, so that whatever was not to be seen has a number below this one, or none yet.
        horizon = _ask(using, "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        until = new[-1][0] if new else after
        missing = runs((identifier for identifier, _ in new), after=after, until=until)
        gaps = without(last.gaps if last else (), (identifier for identifier, _ in late))
        sealed = Batch(
            number=last.number + 1 if last else 1,
            after=after,
            until=until,
            missing=missing,
            late=tuple(identifier for identifier, _ in late),
            gaps=(
                *(gap for gap in gaps if gap.may_be_filled(oldest_running=oldest, next_number=horizon, at=at)),
                *(Gap(first, final, horizon, at) for first, final in missing),
            ),
            rows=len(late) + len(new),
            leaves=b"".join(leaf(text) for _, text in (*late, *new)),
            sealed_at=at,
            previous=last.digest if last else GENESIS,
        )
        _store(sealed, at, using)
    return sealed.rows


def sign_heads(*, at: datetime, using: str = "default") -> int:
    """Sign the head of every day that is over and has batches but no head; return how many."""
    today = at.astimezone(VIET_NAM).date()
    signed = 0
    for day, number, digest in list(_unsigned_days(today, using)):
        _sign(day, number, digest, at, using)
        signed += 1
    return signed


def _unsigned_days(today: date, using: str) -> Iterator[tuple[date, int, bytes]]:
    """Return the days before today without a head, each with its last batch."""
    last = reading.last_head(using)
    batches = AuditBatch.objects.using(using).filter(
        number__gt=last.batch if last else 0, sealed_at__range=reading.TELLABLE
    )
    found: dict[date, tuple[int, bytes]] = {}
    for number, sealed_at, digest in batches.order_by("number").values_list("number", "sealed_at", "digest"):
        found[sealed_at.astimezone(VIET_NAM).date()] = (number, bytes(digest))
    return ((day, *head) for day, head in sorted(found.items()) if day < today)


def _sign(day: date, number: int, digest: bytes, at: datetime, using: str) -> None:
    before = reading.last_head(using)
    head = Head(
        day=day,
        batch=number,
        digest=digest,
        previous=before.name() if before else GENESIS,
        signed_at=at,
    )
    key, signature = ports.signer().sign(head.body(), at=at)
    AuditHead.objects.using(using).create(
        day=day, batch=number, digest=digest, previous=head.previous, signed_at=at, key=key, signature=signature
    )


def _store(batch: Batch, sealed_at: datetime, using: str) -> None:
    AuditBatch.objects.using(using).create(
        number=batch.number,
        after=batch.after,
        until=batch.until,
        missing=batch.missing,
        late=batch.late,
        gaps=[gap.record() for gap in batch.gaps],
        rows=batch.rows,
        leaves=batch.leaves,
        sealed_at=sealed_at,
        previous=batch.previous,
        form=batch.form,
        digest=batch.computed(),
    )


def _ask(using: str, question: str) -> int:
    with connections[using].cursor() as cursor:
        cursor.execute(question)
        (answer,) = cursor.fetchone()
    return int(answer)
