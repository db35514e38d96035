"""The kinds of file that are taken: PDF, JPEG, PNG, TIFF, DOCX.

Neither the name of a file nor what a browser says about it counts. A file has to hold together from its first byte to its
last, so that half an upload, or another kind under a borrowed signature, is refused at the door and not found out by an officer.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum

from dancu.kernel.errors import Invalid

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


class EmptyFile(Invalid):
    """The file is empty. Choose another file."""

    code = "documents.empty_file"


class FileTooLarge(Invalid):
    """The file is larger than 6 MB. Choose a smaller file, or scan it again at a lower resolution."""

    code = "documents.file_too_large"


class UnknownKind(Invalid):
    """This kind of file is not taken. Choose a PDF, JPEG, PNG, TIFF or DOCX file."""

    code = "documents.unknown_kind"


class DamagedFile(Invalid):
    """The file is damaged or incomplete. Open it to check it, save it again and choose it once more."""

    code = "documents.damaged_file"


class FileWithMacros(Invalid):
    """The document contains macros, which are not taken. Save it as PDF and choose that file."""

    code = "documents.file_with_macros"


class PictureTooLarge(Invalid):
    """The picture has too many pixels to be opened safely. Scan or photograph the paper again at a lower resolution."""

    code = "documents.picture_too_large"


class FileReachesOut(Invalid):
    """The document loads something from elsewhere when it is opened, which is not taken. Save it as PDF and choose that file."""

    code = "documents.file_reaches_out"


def recognise(content: bytes) -> MediaType:
    """Return the kind of a whole file; raise EmptyFile, UnknownKind, DamagedFile, FileWithMacros,
    FileReachesOut or PictureTooLarge.
    """
    if not content:
        raise EmptyFile
    kind = _by_signature(content)
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


def _check_jpeg(content: bytes) -> None:
    at, framed = 2, False
    while True:
        if content[at] != 0xFF:
            raise DamagedFile
        marker = content[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            _check_pixels(width, height)
            framed = True
        at += 2 + length
        if marker == _JPEG_SCAN:
            break
    # Telephones append their own data after the end of the picture, so the end is looked for, not expected as the last bytes.
    if not framed or content.find(b"\xff\xd9", at) < 0:
        raise DamagedFile


def _check_png(content: bytes) -> None:
    names = []
    for name, data in _png_chunks(content):
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", data)
            _check_pixels(width, height)
        names.append(name)
    if names[0] != b"IHDR" or b"IDAT" not in names or names[-1] != b"IEND":
        raise DamagedFile


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while True:
        length, name = struct.unpack_from(">I4s", content, at)
        data = content[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(name + data) != checksum:
            raise DamagedFile
        yield name, data
        if name == b"IEND":
            return
        at += 12 + length


def _check_tiff(content: bytes) -> None:
    order = "<" if content.startswith(b"II") else ">"
    entries = _tiff_entries(content, order)
    if not entries.keys() >= _TIFF_SIZE_TAGS:
        raise DamagedFile
    _check_pixels(*(entries[tag][0] for tag in sorted(_TIFF_SIZE_TAGS)))
    for starts, lengths in _TIFF_PIXELS:
        if starts in entries and lengths in entries:
            ends = [start + length for start, length in zip(entries[starts], entries[lengths], strict=True)]
            if ends and max(ends) <= len(content):
                return
    raise DamagedFile


def _tiff_entries(content: bytes, order: str) -> dict[int, tuple[int, ...]]:
    """Return what the first page's directory says of the picture's size and place, by tag; each tag is read once."""
    (first,) = struct.unpack_from(f"{order}I", content, 4)
    (amount,) = struct.unpack_from(f"{order}H", content, first)
    entries: dict[int, tuple[int, ...]] = {}
    for at in range(first + 2, first + 2 + 12 * amount, 12):
        tag, kind, count = struct.unpack_from(f"{order}HHI", content, at)
        if tag not in _TIFF_WANTED or tag in entries or kind not in _TIFF_NUMBERS:
            continue
        form = f"{order}{count}{_TIFF_NUMBERS[kind]}"
        (elsewhere,) = struct.unpack_from(f"{order}I", content, at + 8)
        entries[tag] = struct.unpack_from(form, content, at + 8 if struct.calcsize(form) <= 4 else elsewhere)
    return entries


def _check_pixels(width: int, height: int) -> None:
    # A few kilobytes of one colour can unpack to gigabytes on the desk of whoever opens them.
    if not width or not height:
        raise DamagedFile
    if max(width, height) > _LONGEST_SIDE or width * height > _PIXELS:
        raise PictureTooLarge


def _check_docx(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        if not {"[Content_Types].xml", "word/document.xml"} <= names:
            raise UnknownKind  # another kind of ZIP: a spreadsheet, an archive
        # A few bytes can unpack to gigabytes on the desk of whoever opens them.
        if len(entries) > _DOCX_ENTRIES or sum(entry.file_size for entry in entries) > _DOCX_UNPACKED:
            raise DamagedFile
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise FileWithMacros
        if archive.testzip() is not None:
            raise DamagedFile
        kinds = archive.read("[Content_Types].xml").lower()
        links = b"".join(archive.read(name) for name in names if name.lower().endswith(".rels"))
    # Templates, pictures and objects from elsewhere are fetched when it is opened; a hyperlink waits to be clicked.
    if any(b"/hyperlink" not in each for each in _EXTERNAL.findall(links)):
        raise FileReachesOut
    if b"macroenabled" in kinds:
        raise FileWithMacros
    if b"wordprocessingml.document.main+xml" not in kinds:
        raise UnknownKind


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
    MediaType.JPEG: _check_jpeg,
    MediaType.PNG: _check_png,
    MediaType.TIFF: _check_tiff,
    MediaType.DOCX: _check_docx,
}
_JPEG_SCAN = 0xDA
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the three are tables, not frames
_TIFF_SIZE_TAGS = {256, 257}
_TIFF_PIXELS = [(273, 279), (324, 325)]  # where strips, or tiles, begin and how long each is
_TIFF_WANTED = _TIFF_SIZE_TAGS.union(*_TIFF_PIXELS)
_TIFF_NUMBERS = {3: "H", 4: "I"}
_EXTERNAL = re.compile(rb"<[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
_LONGEST_SIDE = 20_000
_PIXELS = 100_000_000
"""An A3 page at 600 dots an inch has 70 million."""
_DOCX_ENTRIES = 5_000
_DOCX_UNPACKED = 100 * 1024 * 1024
