"""Files that are what they claim to be, and files that are not."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence

from PIL import Image

MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEXT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def a_pdf(size: int | None = None, *, note: bytes = b"") -> bytes:
    """Return a PDF of one empty page, filled up to `size` bytes, with a note in a comment."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
    ]
    return a_pdf_of(parts, size=size, note=note)


def a_pdf_of(objects: Sequence[bytes], *, size: int | None = None, note: bytes = b"", trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects, numbered from 1, the first of which is the catalogue."""
    body, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    table += b"trailer\n<</Size %d/Root 1 0 R%b>>\n" % (len(objects) + 1, trailer)
    body += b"%" + note
    end = b"startxref\n%010d\n%%%%EOF\n"
    body += b"x" * ((size or 0) - len(body + b"\n" + table + end % 0)) + b"\n"
    return bytes(body + table + end % len(body))


def a_picture(kind: str) -> bytes:
    """Return a picture of a kind that Pillow names: JPEG, PNG, TIFF."""
    out = io.BytesIO()
    Image.new("RGB", (20, 30), "white").save(out, kind)
    return out.getvalue()


def a_photo() -> bytes:
    """Return a photograph in landscape."""
    out = io.BytesIO()
    Image.new("RGB", (800, 500), "#efe9dc").save(out, "JPEG")
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
            # Dated by nothing, so that the same parts make the same bytes.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
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
