"""Pictures: JPEG, PNG and TIFF hold together from their first byte to their last, and have no more pixels than can be opened."""

import struct
import zlib
from collections.abc import Iterator

from dancu.documents.domain.refusals import DamagedFile, PictureTooLarge


def check_jpeg(content: bytes) -> None:
    """Walk the segments up to the pixels."""
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
            check_pixels(width, height)
            framed = True
        at += 2 + length
        if marker == _JPEG_SCAN:
            break
    # Telephones append their own data after the end of the picture, so the end is looked for, not expected as the last bytes.
    if not framed or content.find(b"\xff\xd9", at) < 0:
        raise DamagedFile


def check_png(content: bytes) -> None:
    """Walk the chunks, each with its checksum."""
    names = []
    for name, data in _png_chunks(content):
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", data)
            check_pixels(width, height)
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


def check_tiff(content: bytes) -> None:
    """Look at every page; a scanner sends several in one file."""
    order = "<" if content.startswith(b"II") else ">"
    (at,) = struct.unpack_from(f"{order}I", content, 4)
    pages: set[int] = set()
    while at:
        if at in pages or len(pages) == _TIFF_PAGES:
            raise DamagedFile
        pages.add(at)
        _check_tiff_page(_tiff_entries(content, order, at), len(content))
        (amount,) = struct.unpack_from(f"{order}H", content, at)
        (at,) = struct.unpack_from(f"{order}I", content, at + 2 + 12 * amount)
    if not pages:
        raise DamagedFile


def _check_tiff_page(entries: dict[int, tuple[int, ...]], length: int) -> None:
    if not entries.keys() >= _TIFF_SIZE_TAGS:
        raise DamagedFile
    check_pixels(*(entries[tag][0] for tag in sorted(_TIFF_SIZE_TAGS)))
    for starts, lengths in _TIFF_PIXELS:
        if starts in entries and lengths in entries:
            ends = [start + size for start, size in zip(entries[starts], entries[lengths], strict=True)]
            if ends and max(ends) <= length:
                return
    raise DamagedFile


def _tiff_entries(content: bytes, order: str, first: int) -> dict[int, tuple[int, ...]]:
    """Return what a page's directory says of the picture's size and place, by tag; each tag is read once."""
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


def check_pixels(width: int, height: int) -> None:
    """Raise PictureTooLarge, or DamagedFile where there is nothing to see."""
    # A few kilobytes of one colour can unpack to gigabytes on the desk of whoever opens them.
    if not width or not height:
        raise DamagedFile
    if max(width, height) > _LONGEST_SIDE or width * height > _PIXELS:
        raise PictureTooLarge


_JPEG_SCAN = 0xDA
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the three are tables, not frames
_TIFF_SIZE_TAGS = {256, 257}
_TIFF_PIXELS = [(273, 279), (324, 325)]  # where strips, or tiles, begin and how long each is
_TIFF_WANTED = _TIFF_SIZE_TAGS.union(*_TIFF_PIXELS)
_TIFF_NUMBERS = {3: "H", 4: "I"}
_TIFF_PAGES = 200
_LONGEST_SIDE = 20_000
_PIXELS = 100_000_000
"""An A3 page at 600 dots an inch has 70 million."""
