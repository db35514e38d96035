"""The kinds of file that are taken: PDF, JPEG, PNG, TIFF, DOCX.

Neither the name of a file nor what a browser says about it counts. A file has to hold together from its first byte to its
last, so that half an upload, or another kind under a borrowed signature, is refused at the door and not found out by an officer.
"""

import re
import struct
import zipfile
import zlib
from enum import StrEnum

from dancu.documents.domain.pictures import check_jpeg, check_png, check_tiff
from dancu.documents.domain.refusals import DamagedFile, EmptyFile, TwoKinds, UnknownKind
from dancu.documents.domain.word import check_docx

MAX_SIZE = 6 * 1024 * 1024
"""The guide's "không quá 6MB", to the byte."""


class MediaType(StrEnum):
    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    @property
    def extension(self) -> str:
        """Return the ending that a file of this kind is given."""
        return _EXTENSIONS[self]

    @property
    def shown_in_page(self) -> bool:
        """Tell whether browsers draw it; the others are downloaded."""
        return self in {MediaType.PDF, MediaType.JPEG, MediaType.PNG}


_EXTENSIONS = {
    MediaType.PDF: ".pdf",
    MediaType.JPEG: ".jpg",
    MediaType.PNG: ".png",
    MediaType.TIFF: ".tif",
    MediaType.DOCX: ".docx",
}


def recognise(content: bytes) -> MediaType:
    """Return the kind of a whole file; raise EmptyFile, UnknownKind, TwoKinds, DamagedFile, or what its kind's check refuses."""
    if not content:
        raise EmptyFile
    kind = _by_signature(content)
    _check_that_it_is_nothing_else(content, kind)
    try:
        _CHECKS[kind](content)
    except (
        struct.error,
        IndexError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        raise DamagedFile from error
    return kind


def _by_signature(content: bytes) -> MediaType:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    raise UnknownKind


def _check_pdf(content: bytes) -> None:
    end = content[-2048:]
    if b"%%EOF" not in end or b"startxref" not in end:
        raise DamagedFile


def _check_that_it_is_nothing_else(content: bytes, kind: MediaType) -> None:
    """Raise TwoKinds for what another program would read as a page, a PDF or an archive, whatever its first bytes are."""
    # A PDF may have pages of a book about HTML in it; browsers and viewers look at its ends.
    ends = content[:1024] + content[content.rfind(b"%%EOF") :] if kind is MediaType.PDF else content
    if kind is not MediaType.DOCX and (_MARKUP.search(ends) or _ends_as_zip(content)):
        raise TwoKinds
    if any(signature in content for signature in _ARCHIVES):
        raise TwoKinds
    if kind is not MediaType.PDF and b"%PDF-" in content[:1024]:
        raise TwoKinds


def _ends_as_zip(content: bytes) -> bool:
    """Tell whether a ZIP's directory stands where readers look for it: they read from the end and pass over what is in front."""
    end = content.rfind(b"PK\x05\x06", -_ZIP_END)
    if end < 0 or len(content) < end + 22:
        return False
    (size,) = struct.unpack_from("<I", content, end + 12)
    return size <= end and content.startswith(b"PK\x01\x02", end - size)


_SIGNATURES = [
    (b"%PDF-", MediaType.PDF),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"PK\x03\x04", MediaType.DOCX),
]
_CHECKS = {
    MediaType.PDF: _check_pdf,
    MediaType.JPEG: check_jpeg,
    MediaType.PNG: check_png,
    MediaType.TIFF: check_tiff,
    MediaType.DOCX: check_docx,
}
_MARKUP = re.compile(
    rb"<(?:html|head|body|script|iframe|object|embed|svg|hta:application|\?php)[\s>/]|<!doctype\s+html", re.IGNORECASE
)
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_ZIP_END = 22 + 0xFFFF
"""As far from the end as the longest comment lets it be."""
