"""Take files in, and sweep what nobody holds."""

from datetime import datetime, timedelta
from typing import Protocol

from django.db import connection, transaction

from dancu.audit.commands import record
from dancu.documents import blobs
from dancu.documents.domain.kinds import MAX_SIZE, FileTooLarge, MediaType, recognise
from dancu.documents.domain.names import safe_name
from dancu.documents.models import StoredFile
from dancu.documents.queries import StoredFileView
from dancu.kernel.actor import Actor, Purpose

_SWEEP_AFTER = timedelta(days=1)


class Stream(Protocol):
    """An uploaded file, an open file, a network stream."""

    def read(self, size: int, /) -> bytes: ...


@transaction.atomic
def store_upload(stream: Stream, *, name: str, by: Actor, at: datetime) -> StoredFileView:
    """Take a file of at most 6 MB in; raise EmptyFile, FileTooLarge, UnknownKind, DamagedFile or FileWithMacros.

    Never reads more than one byte beyond the limit. The same bytes are kept once.
    """
    content = _read_up_to_limit(stream)
    kind = recognise(content)
    row = _keep(content, kind=kind, at=at)
    record("documents.file_taken_in", by=by, purpose=Purpose.FILING, at=at, subject=("file", row.id))
    return StoredFileView(id=row.id, sha256=row.sha256, size=row.size, media_type=kind, name=safe_name(name, kind))


@transaction.atomic
def store_paper(content: bytes, *, name: str, by: Actor, at: datetime) -> StoredFileView:
    """Keep a signed paper of our own, of any size."""
    row = _keep(content, kind=MediaType.PDF, at=at)
    record("documents.paper_kept", by=by, purpose=Purpose.DOSSIER, at=at, subject=("file", row.id))
    return StoredFileView(id=row.id, sha256=row.sha256, size=row.size, media_type=MediaType.PDF, name=name)


def sweep(*, at: datetime) -> int:
    """Delete contents older than a day that no row holds: left by a crash or a refused act. Return how many."""
    swept = 0
    for sha256 in blobs.list_written_before(at - _SWEEP_AFTER):
        with transaction.atomic():
            _lock(sha256)
            if not StoredFile.objects.filter(sha256=sha256).exists():
                blobs.remove(sha256)
                swept += 1
    return swept


def _read_up_to_limit(stream: Stream) -> bytes:
    content = b""
    while part := stream.read(MAX_SIZE + 1 - len(content)):
        content += part
        if len(content) > MAX_SIZE:
            raise FileTooLarge
    return content


def _keep(content: bytes, *, kind: MediaType, at: datetime) -> StoredFile:
    """Return the row of a content, made where there is none.

    Bytes come first: a row never points at nothing, and bytes that a rolled-back transaction leaves are swept.
    """
    sha256 = blobs.hash_of(content)
    _lock(sha256)
    blobs.keep(sha256, content)
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": len(content), "media_type": kind, "created_at": at}
    )
    return row


def _lock(sha256: str) -> None:
    """Let takers and the sweeper of one content wait for each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"documents:{sha256}"])
