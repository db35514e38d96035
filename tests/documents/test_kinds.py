"""What a file is, by its content alone."""

import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.documents import EACH_KIND, a_docx, a_pdf, a_picture, a_png_without_pixels, a_zip

from dancu.documents.domain.kinds import MediaType, recognise
from dancu.documents.domain.names import safe_name
from dancu.documents.domain.refusals import DamagedFile, EmptyFile, PictureTooLarge, UnknownKind
from dancu.kernel.errors import Invalid


@pytest.mark.parametrize("kind", EACH_KIND)
def test_a_whole_file_is_recognised(kind: str) -> None:
    assert recognise(EACH_KIND[kind]()) == MediaType(kind)


@pytest.mark.parametrize("kind", EACH_KIND)
def test_the_first_half_of_a_file_is_refused(kind: str) -> None:
    whole = EACH_KIND[kind]()
    with pytest.raises(DamagedFile):
        recognise(whole[: len(whole) // 2])


def test_a_motorola_tiff_is_recognised() -> None:
    entries = [(256, 3, 1, 1 << 16), (257, 3, 1, 1 << 16), (273, 4, 1, 62), (279, 4, 1, 1)]
    directory = struct.pack(">H", 4) + b"".join(struct.pack(">HHII", *entry) for entry in entries)
    tiff = b"MM\x00*" + struct.pack(">I", 8) + directory + bytes(5)
    assert recognise(tiff) is MediaType.TIFF


def test_a_picture_with_a_telephones_data_behind_it_is_taken() -> None:
    assert recognise(a_picture("JPEG") + b"MotionPhoto_Data" * 100) is MediaType.JPEG


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + b"\x00" * 500,
        b"<!doctype html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + b"\x00" * 500,
        b"\n%PDF-1.7 %%EOF startxref",
        a_zip({"holiday.txt": b"sea"}),
        a_zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
        a_docx(content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
    ],
    ids=["program", "page", "svg", "gif", "late PDF", "archive", "spreadsheet", "not a text"],
)
def test_another_kind_is_refused(content: bytes) -> None:
    with pytest.raises(UnknownKind):
        recognise(content)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(EmptyFile):
        recognise(b"")


def test_a_picture_with_a_wrong_checksum_is_refused() -> None:
    whole = bytearray(a_picture("PNG"))
    whole[20] ^= 1
    with pytest.raises(DamagedFile):
        recognise(bytes(whole))


@pytest.mark.parametrize(("width", "height"), [(30_000, 10), (10, 30_000), (15_000, 15_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_opened(width: int, height: int) -> None:
    content = bytearray(a_picture("PNG"))
    content[16:24] = struct.pack(">II", width, height)
    content[29:33] = struct.pack(">I", zlib.crc32(bytes(content[12:29])))
    with pytest.raises(PictureTooLarge):
        recognise(bytes(content))


def test_a_picture_nothing_wide_is_refused() -> None:
    with pytest.raises(DamagedFile):
        recognise(a_png_without_pixels())


@given(
    st.sampled_from([b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"PK\x03\x04", b""]),
    st.binary(max_size=400),
)
def test_whatever_is_sent_is_recognised_or_refused_and_nothing_else(signature: bytes, rest: bytes) -> None:
    with suppress(Invalid):
        recognise(signature + rest)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Sổ hồng.PDF", "Sổ hồng.pdf"),
        ("C:\\Users\\Hoà\\giấy.jpeg", "giấy.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("hop-dong\u202efdp.exe", "hop-dong fdp.pdf"),
        ("a\x00b\r\nc.pdf", "a b c.pdf"),
        (".pdf", "file.pdf"),
        ("", "file.pdf"),
        ("ho\u0300a.pdf", "hòa.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("quyết định 12.2026 ngày 3.pdf", "quyết định 12.2026 ngày 3.pdf"),
    ],
)
def test_a_name_is_made_safe(sent: str, kept: str) -> None:
    assert safe_name(sent, MediaType.PDF) == kept


@given(st.text(max_size=300))
def test_no_name_leads_out_of_its_folder(sent: str) -> None:
    name = safe_name(sent, MediaType.PNG)
    assert name.endswith(".png")
    assert not set(name) & set('/\\\x00"\r\n')
    assert 4 < len(name) <= 124


def test_a_pdf_of_any_size_is_a_pdf() -> None:
    assert len(a_pdf(5000)) == 5000
    assert recognise(a_pdf(5000)) is MediaType.PDF
