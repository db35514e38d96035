"""Files that are what they claim to be, and files that are not."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEXT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def a_pdf(size: int | None = None) -> bytes:
    """Return a small PDF, or one filled up to `size` bytes."""
    head = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n"
    tail = b"\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    filling = (size or 0) - len(head) - len(tail)
    return head + b"%" + b"x" * max(filling - 1, 0) + tail


def a_picture(kind: str) -> bytes:
    """Return a picture of a kind that Pillow names: JPEG, PNG, TIFF."""
    out = io.BytesIO()
    Image.new("RGB", (20, 30), "white").save(out, kind)
    return out.getvalue()


def a_docx(*, content_type: str = TEXT_TYPE, more: dict[str, bytes] | None = None) -> bytes:
    """Return a text document, with further parts by name."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>'
    return a_zip({"[Content_Types].xml": types.encode(), "word/document.xml": b"<document/>"} | (more or {}))


def a_zip(parts: dict[str, bytes]) -> bytes:
    """Return an archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def a_png_without_pixels() -> bytes:
    """Return a PNG that says it is nothing wide."""
    header = struct.pack(">IIBBBBB", 0, 10, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    )


EACH_KIND: dict[str, Callable[[], bytes]] = {
    "application/pdf": a_pdf,
    "image/jpeg": lambda: a_picture("JPEG"),
    "image/png": lambda: a_picture("PNG"),
    "image/tiff": lambda: a_picture("TIFF"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": a_docx,
}
