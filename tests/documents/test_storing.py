"""Taking files in and keeping them."""

import io
import os
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, close_old_connections, connections, transaction
from tests.builders.documents import a_docx, a_pdf, a_picture

from dancu.audit.models import AuditRow
from dancu.documents import blobs
from dancu.documents import commands as documents
from dancu.documents.domain.kinds import MAX_SIZE, MediaType
from dancu.documents.domain.refusals import DamagedFile, EmptyFile, FileTooLarge
from dancu.documents.models import StoredFile
from dancu.kernel.actor import Actor, ActorKind

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
CITIZEN = Actor(kind=ActorKind.CITIZEN, account_id=7)
DAY = timedelta(days=1)


def store(content: bytes, name: str = "giấy.pdf") -> documents.StoredFileView:
    return documents.store_upload(io.BytesIO(content), name=name, by=CITIZEN, at=NOW)


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_file_of_exactly_six_megabytes_is_taken() -> None:
    assert MAX_SIZE == 6_291_456
    assert store(a_pdf(6_291_456)).size == 6_291_456


@pytest.mark.django_db
def test_one_byte_more_is_refused_and_nothing_is_kept(folder: Path) -> None:
    with pytest.raises(FileTooLarge):
        store(a_pdf(6_291_457))
    assert not StoredFile.objects.exists()
    assert not kept(folder)


class Endless:
    """A stream that never ends and counts what was taken from it."""

    taken = 0

    def read(self, size: int, /) -> bytes:
        given = min(size, 65536)
        self.taken += given
        return b"x" * given


@pytest.mark.django_db
def test_a_stream_without_end_is_left_one_byte_after_the_limit() -> None:
    stream = Endless()
    with pytest.raises(FileTooLarge):
        documents.store_upload(stream, name="x", by=CITIZEN, at=NOW)
    assert stream.taken == MAX_SIZE + 1


@pytest.mark.django_db
def test_the_name_and_its_ending_say_nothing_about_the_kind() -> None:
    stored = store(a_picture("PNG"), name="hợp đồng.docx")
    assert (stored.media_type, stored.name) == (MediaType.PNG, "hợp đồng.png")


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "refusal"), [(b"", EmptyFile), (b"%PDF-1.7 cut", DamagedFile)])
def test_what_is_refused_is_not_kept(content: bytes, refusal: type[Exception], folder: Path) -> None:
    with pytest.raises(refusal):
        store(content)
    assert not kept(folder)


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once_under_any_name(folder: Path) -> None:
    first, second = store(a_docx(), "một.docx"), store(a_docx(), "hai.docx")
    assert first.id == second.id
    assert (first.name, second.name) == ("một.docx", "hai.docx")
    assert len(kept(folder)) == 1


@pytest.mark.django_db
def test_a_file_lies_under_its_hash_and_cannot_be_written_over(folder: Path) -> None:
    stored = store(a_docx())
    (path,) = kept(folder)
    assert path.relative_to(folder) == Path(stored.sha256[:2], stored.sha256[2:4], stored.sha256)
    assert path.stat().st_mode & 0o777 == 0o400
    storages["files"].save(blobs.path(stored.sha256), ContentFile(b"something else"))
    assert blobs.read(stored.sha256) == a_docx()


@pytest.mark.django_db
def test_a_file_taken_in_is_audited_by_its_number_only() -> None:
    stored = store(a_pdf(), "Nguyễn Văn A.pdf")
    row = AuditRow.objects.get(act="documents.file_taken_in")
    assert (row.account_id, row.subject_kind, row.subject_id, row.facts) == (7, "file", str(stored.id), {})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"sha256": "short"}, {"size": 0}, {"media_type": "text/html"}],
    ids=["no hash", "empty", "another kind"],
)
def test_the_database_refuses_a_row_that_is_not_right(wrong: dict[str, object]) -> None:
    right: dict[str, object] = {"sha256": "0" * 64, "size": 1, "media_type": "application/pdf", "created_at": NOW}
    with pytest.raises(IntegrityError):
        StoredFile.objects.create(**right | wrong)


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_act_leaves_bytes_that_are_swept_after_a_day(folder: Path) -> None:
    with transaction.atomic():
        store(a_pdf())
        transaction.set_rollback(True)
    assert not StoredFile.objects.exists()
    assert documents.sweep(at=datetime.now(UTC) + DAY - timedelta(minutes=1)) == 0
    assert documents.sweep(at=datetime.now(UTC) + DAY + timedelta(minutes=1)) == 1
    assert not kept(folder)


@pytest.mark.django_db
def test_what_a_row_holds_is_never_swept(folder: Path) -> None:
    store(a_docx())
    assert documents.sweep(at=datetime.now(UTC) + 400 * DAY) == 0
    assert len(kept(folder)) == 1


@pytest.mark.django_db(transaction=True)
def test_bytes_that_are_sent_again_while_they_are_swept_stay(folder: Path) -> None:
    blobs.keep(blobs.hash_of(a_pdf()), a_pdf())
    (path,) = kept(folder)
    os.utime(path, (time.time() - 3 * 86400,) * 2)
    start = threading.Barrier(2)

    def in_thread(act: object) -> threading.Thread:
        def run() -> None:
            close_old_connections()
            start.wait()
            act()  # type: ignore[operator]
            connections.close_all()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    threads = [in_thread(lambda: store(a_pdf())), in_thread(lambda: documents.sweep(at=datetime.now(UTC)))]
    for thread in threads:
        thread.join()
    stored = StoredFile.objects.get()
    assert blobs.read(stored.sha256) == a_pdf()


@pytest.mark.django_db(transaction=True)
def test_the_same_file_sent_at_once_by_many_is_kept_once() -> None:
    ids: list[int] = []

    def run() -> None:
        ids.append(store(a_pdf()).id)
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 6
    assert len(set(ids)) == 1
