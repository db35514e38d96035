"""Read stored files: for whoever has decided that they may be read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dancu.documents import blobs, links
from dancu.documents.domain.kinds import MediaType
from dancu.documents.domain.names import safe_name
from dancu.documents.domain.scans import FileInfected, Scan
from dancu.documents.models import GivenName, StoredFile
from dancu.kernel.errors import Missing

SCAN_PATIENCE = timedelta(minutes=5)
"""A file that waits longer for the scanner is late: the scanner is away, or cannot look at it."""


class FileMissing(Missing):
    """This file is not here any more. Go back to the dossier and open it again."""

    code = "documents.file_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFileView:
    """A stored file and the name to show for it."""

    id: int
    sha256: str
    size: int
    media_type: MediaType
    name: str


def content_of(file_id: int) -> bytes:
    """Return a stored file's bytes; raise FileMissing. Whoever asks has decided that they may be read."""
    row = StoredFile.objects.filter(pk=file_id).first()
    try:
        return blobs.read(row.sha256 if row else "")
    except FileNotFoundError:
        raise FileMissing from None


def open_link(token: str, *, at: datetime) -> tuple[StoredFileView, bytes]:
    """Return the file that a signed link lends, and its bytes; raise LinkExpired, LinkBroken, FileMissing or FileInfected.

    Whoever signed the link has written down for whom.
    """
    given = GivenName.objects.select_related("file").filter(id=links.read(token, at=at)).first()
    if given is None:
        raise FileMissing
    if given.file.scan == Scan.INFECTED:
        raise FileInfected
    kind = MediaType(given.file.media_type)
    view = StoredFileView(
        id=given.file.id,
        sha256=given.file.sha256,
        size=given.file.size,
        media_type=kind,
        name=safe_name(given.name, kind),
    )
    try:
        return view, blobs.read(view.sha256)
    except FileNotFoundError:
        raise FileMissing from None


def open_picture(token: str, *, at: datetime) -> bytes:
    """Return the JPEG that a signed link to a picture lends; raise LinkExpired, LinkBroken, FileMissing or FileInfected."""
    file_id, form = links.read_picture(token, at=at)
    row = StoredFile.objects.filter(pk=file_id).first()
    if row is not None and row.scan == Scan.INFECTED:
        raise FileInfected
    try:
        return blobs.read(row.sha256 if row else "", form=form)
    except FileNotFoundError:
        raise FileMissing from None


def count_missing() -> int:
    """Count the files whose content the storage has lost, as after a restore; takes a look at each."""
    hashes = StoredFile.objects.values_list("sha256", flat=True).iterator()
    return sum(1 for sha256 in hashes if not blobs.is_there(sha256))


def count_unscanned(*, at: datetime) -> int:
    """Count the files that should have been scanned long ago."""
    return StoredFile.objects.filter(scan=Scan.NOT_SCANNED, created_at__lt=at - SCAN_PATIENCE).count()
