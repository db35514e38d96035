"""Take files in, have them scanned for malware, and sweep what nobody holds."""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.models import F, ProtectedError, Q
from procrastinate.contrib.django import app

from dancu.audit.commands import record
from dancu.documents import apart, blobs, scanner
from dancu.documents.apart import Opened
from dancu.documents.blobs import Form
from dancu.documents.domain.kinds import MAX_SIZE, MediaType
from dancu.documents.domain.names import safe_name
from dancu.documents.domain.refusals import FileTooLarge
from dancu.documents.domain.scans import MalwareSent, Scan
from dancu.documents.events import MalwareFound
from dancu.documents.models import StoredFile
from dancu.documents.queries import StoredFileView
from dancu.documents.scanner import NotScannable, ScannerAway
from dancu.kernel.actor import SYSTEM, Actor, Purpose
from dancu.platform import events

log = logging.getLogger("dancu.documents")

_SWEEP_AFTER = timedelta(days=1)
_ASK_AGAIN_AFTER = timedelta(minutes=1)
_ASKED_AT_ONCE = 100


class Stream(Protocol):
    """An uploaded file, an open file, a network stream."""

    def read(self, size: int, /) -> bytes: ...


def store_upload(stream: Stream, *, name: str, by: Actor, at: datetime) -> StoredFileView:
    """Take a file of at most 6 MB in; raise what speaks against it (`REFUSALS`), and MalwareSent for what is known.

    Never reads more than one byte beyond the limit. The same bytes are kept once. It is opened and written outside a
    transaction; what the scanner has not seen yet it gets to see once the one that keeps the file commits.
    """
    content = _read_up_to_limit(stream)
    opened = apart.open_file(content)
    # Over a network this takes a while; inside the transaction it is only looked whether the sweeper has been quicker.
    _write(blobs.hash_of(content), content, opened.pictures)
    return _take_in(content, opened, name=name, by=by, at=at)


@transaction.atomic
def _take_in(content: bytes, opened: Opened, *, name: str, by: Actor, at: datetime) -> StoredFileView:
    row = _keep(content, kind=opened.kind, scan=Scan.NOT_SCANNED, at=at, pictures=opened.pictures)
    if row.scan == Scan.INFECTED:
        raise MalwareSent
    if row.scan == Scan.NOT_SCANNED and scanner.is_set():
        app.configure_task("documents.scan").defer(file_id=row.pk)
    record("documents.file_taken_in", by=by, purpose=Purpose.FILING, at=at, subject=("file", row.id))
    kind = opened.kind
    return StoredFileView(id=row.id, sha256=row.sha256, size=row.size, media_type=kind, name=safe_name(name, kind))


@transaction.atomic
def store_paper(content: bytes, *, name: str, by: Actor, at: datetime) -> StoredFileView:
    """Keep a signed paper of our own, of any size."""
    row = _keep(content, kind=MediaType.PDF, scan=Scan.OURS, at=at)
    record("documents.paper_kept", by=by, purpose=Purpose.DOSSIER, at=at, subject=("file", row.id))
    return StoredFileView(id=row.id, sha256=row.sha256, size=row.size, media_type=MediaType.PDF, name=name)


def scan_file(*, file_id: int, at: datetime) -> Scan:
    """Let the scanner look at a stored file, and keep what it says; safe to repeat.

    Raises ScannerAway, NotScannable, and FileNotFoundError where the storage has lost the file. The scanner is asked outside
    a transaction. That it is asked is noted before: a file which it dies of goes behind all others.
    """
    StoredFile.objects.filter(pk=file_id).update(scan_tried_at=at)
    threat = scanner.threat_in(blobs.read(StoredFile.objects.get(pk=file_id).sha256))
    return _keep_verdict(file_id, threat, at)


def scan_waiting(*, at: datetime) -> int:
    """Scan what was not scanned when it came in, what was asked about longest ago last; stop when the scanner is away.

    Return how many were scanned.
    """
    if not scanner.is_set():
        return 0
    before = at - _ASK_AGAIN_AFTER
    waiting = (
        StoredFile.objects.filter(scan=Scan.NOT_SCANNED)
        .filter(Q(scan_tried_at=None, created_at__lt=before) | Q(scan_tried_at__lt=before))
        .order_by(F("scan_tried_at").asc(nulls_first=True), "pk")
    )
    return _scan_each(waiting.values_list("pk", flat=True)[:_ASKED_AT_ONCE], at=at).total()


def scan_all(*, again: bool, at: datetime) -> Counter[Scan]:
    """Scan every file that was sent to us and not scanned yet, or `again` every one; return how many are what.

    Raises ScannerAway when the scanner does not answer before the first.
    """
    scanner.version()
    files = StoredFile.objects.exclude(scan=Scan.OURS) if again else StoredFile.objects.filter(scan=Scan.NOT_SCANNED)
    return _scan_each(files.order_by("pk").values_list("pk", flat=True).iterator(), at=at)


def sweep(*, at: datetime) -> int:
    """Delete contents older than a day that no row holds: left by a crash or a refused act. Return how many."""
    swept = 0
    for kept in blobs.list_kept():
        held = set(StoredFile.objects.filter(sha256__in=kept).values_list("sha256", flat=True))
        for sha256 in set(kept) - held:
            if blobs.written_at(sha256) < at - _SWEEP_AFTER:
                swept += _remove_unless_held(sha256)
    return swept


@transaction.atomic
def forget(*, file_ids: Iterable[int]) -> int:
    """Forget files that nobody holds any more, once this transaction commits; return how many. What somebody holds stays.

    A content that a crash leaves behind is swept.
    """
    forgotten = 0
    for row in StoredFile.objects.filter(pk__in=list(file_ids)).order_by("sha256"):
        _lock(row.sha256)
        try:
            row.delete()
        except ProtectedError:
            continue
        forgotten += 1
        transaction.on_commit(partial(_remove_unless_held, row.sha256))
    return forgotten


def forget_soon(*, file_ids: Iterable[int]) -> None:
    """Have files forgotten once whoever threw them away has had an hour to send them again."""
    those: list[Any] = sorted(set(file_ids))
    if those:
        app.configure_task("documents.forget", schedule_in={"hours": 1}).defer(file_ids=those)


@transaction.atomic
def _remove_unless_held(sha256: str) -> bool:
    _lock(sha256)
    if StoredFile.objects.filter(sha256=sha256).exists():
        return False
    blobs.remove(sha256)
    return True


def _scan_each(file_ids: Iterable[int], *, at: datetime) -> Counter[Scan]:
    found: Counter[Scan] = Counter()
    for file_id in file_ids:
        try:
            found[scan_file(file_id=file_id, at=at)] += 1
        except ScannerAway as away:
            log.warning("the malware scanner is away", extra={"facts": {"because": str(away)}})
            break
        except (NotScannable, FileNotFoundError) as error:
            log.error("a file cannot be scanned", extra={"facts": {"file": file_id, "because": type(error).__name__}})
    return found


@transaction.atomic
def _keep_verdict(file_id: int, threat: str, at: datetime) -> Scan:
    row = StoredFile.objects.select_for_update().get(pk=file_id)
    before, row.scan = row.scan, Scan.INFECTED if threat else Scan.CLEAN
    row.threat, row.scan_tried_at = threat[:200], at
    row.save(update_fields=["scan", "threat", "scan_tried_at"])
    if threat and before != Scan.INFECTED:
        facts = {"threat": row.threat}
        record(
            "documents.malware_found",
            by=SYSTEM,
            purpose=Purpose.OPERATIONS,
            at=at,
            subject=("file", row.pk),
            facts=facts,
        )
        events.publish(MalwareFound(file_id=row.pk))
        log.warning("malware found in a file", extra={"facts": {"file": row.pk, **facts}})
    return row.scan


def _read_up_to_limit(stream: Stream) -> bytes:
    content = b""
    while part := stream.read(MAX_SIZE + 1 - len(content)):
        content += part
        if len(content) > MAX_SIZE:
            raise FileTooLarge
    return content


def _keep(content: bytes, *, kind: MediaType, scan: Scan, at: datetime, pictures: Sequence[bytes] = ()) -> StoredFile:
    """Return the row of a content, made where there is none.

    Bytes come first: a row never points at nothing, and bytes that a rolled-back transaction leaves are swept.
    """
    sha256 = blobs.hash_of(content)
    _lock(sha256)
    _write(sha256, content, pictures)
    facts = {"size": len(content), "media_type": kind, "scan": scan, "drawn": bool(pictures), "created_at": at}
    row, _ = StoredFile.objects.get_or_create(sha256=sha256, defaults=facts)
    if pictures and not row.drawn:
        # It came in before pictures were drawn.
        row.drawn = True
        row.save(update_fields=["drawn"])
    return row


def _write(sha256: str, content: bytes, pictures: Sequence[bytes]) -> None:
    blobs.keep(sha256, content)
    for form, picture in zip(Form, pictures, strict=False):
        blobs.keep(sha256, picture, form=form)


def _lock(sha256: str) -> None:
    """Let takers and the sweeper of one content wait for each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"documents:{sha256}"])
