"""A file is opened in a process of its own: what breaks or outlasts that is refused, and what it draws is harmless."""

import io
import json
import subprocess
import sys
from typing import Any

import pytest
from PIL import ExifTags, Image
from tests.builders.documents import EACH_KIND, a_docx, a_pdf
from tests.documents.test_signing import signed

from dancu.accounts import photos
from dancu.accounts.photos import NotAPhoto
from dancu.documents import checking, opening
from dancu.documents.apart import check_paper, open_file
from dancu.documents.domain.genuine import NotSigned, SignerNotOurs
from dancu.documents.domain.kinds import MediaType
from dancu.documents.domain.refusals import FileTooDemanding, UnknownKind
from dancu.platform import apart
from dancu.platform.apart import ProcessFailed
from dancu.trust import queries as trust

UPRIGHT_AGAIN = 6  # the camera was held a quarter to the left
DRAWN = ["image/jpeg", "image/png", "image/tiff", "application/pdf"]


@pytest.fixture(autouse=True)
def each_in_its_own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "run", apart.run.__wrapped__)  # type: ignore[attr-defined]


def a_photograph() -> bytes:
    """Return a photograph of 3000 × 1500, red on its left, that says where and how it was taken."""
    picture = Image.new("RGB", (3000, 1500), "white")
    picture.paste("red", (0, 0, 1500, 1500))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = UPRIGHT_AGAIN
    exif[ExifTags.Base.Model] = "CAMERA-OF-ANH"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"SECRET")
    return out.getvalue() + b"BEHIND-THE-END"


def drawn(content: bytes) -> list[Image.Image]:
    return [Image.open(io.BytesIO(each)) for each in open_file(content).pictures]


@pytest.mark.parametrize("kind", EACH_KIND)
def test_what_a_file_is_comes_back(kind: str) -> None:
    opened = open_file(EACH_KIND[kind]())
    assert opened.kind == MediaType(kind)
    assert len(opened.pictures) == (2 if kind in DRAWN else 0)


def test_a_refusal_comes_back() -> None:
    with pytest.raises(UnknownKind):
        open_file(b"MZ")


def test_a_photograph_is_drawn_large_and_small_and_upright() -> None:
    page, thumbnail = drawn(a_photograph())
    assert (page.size, thumbnail.size) == ((1000, 2000), (80, 160))
    for picture in (page, thumbnail):
        assert picture.format == "JPEG"
        top, bottom = picture.getpixel((40, 10)), picture.getpixel((40, picture.height - 10))
        assert top[1] < 60  # type: ignore[index]
        assert bottom[1] > 200  # type: ignore[index]


def test_nothing_but_its_pixels_is_left_of_a_photograph() -> None:
    sent = a_photograph()
    secrets = (b"CAMERA-OF-ANH", b"SECRET", b"BEHIND-THE-END", b"Exif")
    assert all(secret in sent for secret in secrets)
    for picture in open_file(sent).pictures:
        assert not any(secret in picture for secret in secrets)
        assert not Image.open(io.BytesIO(picture)).getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_picture_of_each_mode_can_be_drawn(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (300, 200)).save(out, "PNG")
    page, thumbnail = drawn(out.getvalue())
    assert (page.mode, page.size, thumbnail.size) == ("RGB", (300, 200), (160, 107))


def test_what_is_transparent_is_drawn_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert drawn(out.getvalue())[0].getpixel((5, 5)) == (255, 255, 255)


def test_dark_grey_of_sixteen_bits_stays_dark_grey() -> None:
    out = io.BytesIO()
    Image.new("I;16", (30, 20), 0x4000).save(out, "PNG")
    assert drawn(out.getvalue())[0].convert("L").getpixel((5, 5)) == pytest.approx(0x40, abs=2)


def test_of_a_tiff_of_several_pages_none_passes_for_all() -> None:
    out = io.BytesIO()
    Image.new("1", (10, 10)).save(out, "TIFF", save_all=True, append_images=[Image.new("1", (10, 10))])
    assert open_file(out.getvalue()).pictures == ()


def test_the_largest_picture_that_is_taken_can_be_drawn() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (10_000, 10_000)).save(out, "TIFF", compression="tiff_deflate")
    assert len(open_file(out.getvalue()).pictures) == 2


def pages_of(*colours: str, size: tuple[int, int] = (210, 297)) -> bytes:
    """Return a PDF with a page of each colour."""
    first, *others = [Image.new("RGB", size, colour) for colour in colours]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others)
    return out.getvalue()


def test_the_first_pages_of_a_pdf_are_drawn_one_below_the_other() -> None:
    sheet, thumbnail = drawn(pages_of("red", "lime", "blue"))
    assert (sheet.format, sheet.size) == ("JPEG", (1300, 3 * 1841))
    shown = [sheet.getpixel((650, 900 + number * 1841)) for number in range(3)]
    assert [max(range(3), key=pixel.__getitem__) for pixel in shown] == [0, 1, 2]  # type: ignore[union-attr]
    assert thumbnail.getpixel((50, 50))[0] > 200  # type: ignore[index]


def test_of_a_long_pdf_five_pages_are_drawn() -> None:
    sheet, _ = drawn(pages_of(*["white"] * 12))
    assert sheet.height == 5 * 1841


@pytest.mark.parametrize("size", [(1, 14000), (14000, 1), (1, 1)])
def test_a_page_of_any_shape_fits_its_sheet(size: tuple[int, int]) -> None:
    sheet, _ = drawn(pages_of("red", size=size))
    assert sheet.width <= 1301
    assert sheet.height <= 1903


def test_what_cannot_be_drawn_is_taken_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening.pdfium, "PdfDocument", _broken)
    kind, pictures = opening.look_into(a_pdf())
    assert (kind, pictures) == (MediaType.PDF, [])


def _broken(content: bytes) -> None:
    raise opening.pdfium.PdfiumError("broken")


def run_by(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Have the process apart run another program."""
    real = subprocess.run
    monkeypatch.setattr(
        apart.subprocess, "run", lambda command, **more: real([command[0], "-I", "-c", program], **more)
    )


@pytest.mark.parametrize(
    "program",
    [
        "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        f"import sys; sys.exit({apart.TOO_DEMANDING})",
    ],
    ids=["out of time", "broken", "out of memory"],
)
def test_a_file_that_its_process_does_not_survive_is_refused(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    run_by(monkeypatch, program)
    with pytest.raises(FileTooDemanding):
        open_file(a_pdf())


def test_a_file_that_outlasts_our_patience_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PATIENCE", 0.2)
    run_by(monkeypatch, "import signal; signal.pause()")
    with pytest.raises(FileTooDemanding):
        open_file(a_pdf())


def test_a_fault_of_ours_is_no_fault_of_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    run_by(monkeypatch, "raise ImportError('Nguyễn Văn A')")
    with pytest.raises(ProcessFailed, match=r"^ImportError$"):
        open_file(a_pdf())


def test_the_process_knows_no_secrets_and_may_write_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANCU_SECRET_KEY", "known to the web server only")
    seen: dict[str, Any] = {}
    real = subprocess.run

    def look(command: list[str], **more: Any) -> Any:
        program = (
            "import sys, os, json, runpy, io\n"
            "sys.stdin = io.TextIOWrapper(io.BytesIO(sys.stdin.buffer.read()))\n"
            "runpy.run_module('dancu.documents.opening', run_name='__main__')\n"
            "import resource\n"
            "print(json.dumps([dict(os.environ), resource.getrlimit(resource.RLIMIT_FSIZE),"
            " resource.getrlimit(resource.RLIMIT_AS)[0]]))\n"
        )
        done = real([command[0], "-I", "-c", program], **more)
        seen["environment"], seen["writes"], seen["memory"] = json.loads(done.stdout.splitlines()[-1])
        return done

    monkeypatch.setattr(apart.subprocess, "run", look)
    open_file(a_docx())
    assert "DANCU_SECRET_KEY" not in seen["environment"]
    assert (seen["writes"], seen["memory"]) == ([0, 0], apart.MEMORY)


def test_a_paper_is_judged_apart_as_it_would_be_here(db: None) -> None:
    content, roots = signed(), trust.list_roots()
    assert check_paper(content, roots=roots, time_roots=[]) == checking.check(content, roots=roots)
    with pytest.raises(SignerNotOurs):
        check_paper(content, roots=[], time_roots=[])
    with pytest.raises(NotSigned):
        check_paper(b"%PDF-1.7\n%%EOF", roots=roots, time_roots=[])


def test_a_paper_that_nobody_survives_judging_is_no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    run_by(monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    with pytest.raises(NotSigned):
        check_paper(a_pdf(), roots=[], time_roots=[])


def test_a_photograph_that_outlasts_our_patience_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PATIENCE", 0.2)
    run_by(monkeypatch, "import signal; signal.pause()")
    with pytest.raises(NotAPhoto):
        photos.keep(io.BytesIO(a_photograph()), size=1000)


@pytest.mark.parametrize("module", ["dancu.documents.opening", "dancu.documents.judging", "dancu.accounts.redrawing"])
def test_what_runs_apart_loads_nothing_of_django(module: str) -> None:
    program = f"import sys, {module}; sys.exit(any(each.partition('.')[0] == 'django' for each in sys.modules))"
    assert subprocess.run([sys.executable, "-I", "-c", program], check=False).returncode == 0
