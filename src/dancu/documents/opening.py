"""What runs in the process apart (`apart.open_file`): a file on the standard input is recognised, checked, and drawn anew.

It answers with one line of JSON and, behind it, the pictures that it drew. Nothing of Django is loaded here.
"""

import io
import json
import sys
import time

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from dancu.documents.domain.kinds import MediaType, recognise
from dancu.documents.domain.pictures import check_pixels
from dancu.documents.domain.portable import check_pdf
from dancu.documents.domain.refusals import DamagedFile
from dancu.kernel.errors import Invalid
from dancu.platform import apart, redrawing

PAGE_SIDE = 2000
THUMBNAIL_SIDE = 160
PAGES = 5
SHEET = 1300, 1900
"""Pixels across and down that a page of a PDF is drawn on: fine print on A4 can be read."""
_ENOUGH = 8
"""Seconds of the processor after which no further page is begun."""
_FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG", MediaType.TIFF: "TIFF"}


def main() -> None:
    """Answer for the file on the standard input."""
    apart.confine()
    try:
        kind, pictures = look_into(sys.stdin.buffer.read())
        answer: dict[str, object] = {"kind": kind, "sizes": [len(each) for each in pictures]}
    except Invalid as refusal:
        answer, pictures = {"refused": refusal.code}, []
    except MemoryError:
        sys.exit(apart.TOO_DEMANDING)
    out = sys.stdout.buffer
    out.write(json.dumps(answer).encode() + b"\n")
    out.writelines(pictures)
    out.flush()


def look_into(content: bytes) -> tuple[MediaType, list[bytes]]:
    """Return what a file is and the pictures drawn of it; raise what speaks against it."""
    kind = recognise(content)
    if kind is MediaType.PDF:
        check_pdf(content)
        return kind, draw_pages(content)
    return kind, draw(content, kind) if kind in _FORMATS else []


def draw_pages(content: bytes) -> list[bytes]:
    """Return the first pages of a PDF as one JPEG, one below the other, and the very first small.

    What PDFium cannot draw is no reason to refuse a file: then there is nothing. So is what has taken long already.
    """
    pages: list[Image.Image] = []
    began = time.process_time()
    try:
        with pdfium.PdfDocument(content) as pdf:
            pdf.init_forms()  # what was typed into a form is drawn too
            for number in range(min(len(pdf), PAGES)):
                if time.process_time() - began > _ENOUGH:
                    break
                pages.append(_drawn(pdf[number]))
    except (pdfium.PdfiumError, OSError, ValueError, ArithmeticError):
        pages.clear()
    if not pages:
        return []
    sheet = Image.new("RGB", (max(page.width for page in pages), sum(page.height for page in pages)), "white")
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height
    return [*redrawing.jpegs(sheet, [max(sheet.size)]), *redrawing.jpegs(pages[0], [THUMBNAIL_SIDE])]


def _drawn(page: pdfium.PdfPage) -> Image.Image:
    """Draw a page to fit a sheet, with a line below that parts it from the next."""
    width, height = page.get_size()
    scale = min(SHEET[0] / width, SHEET[1] / height)
    picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    return ImageOps.expand(picture, border=(0, 0, 0, 2), fill="#808080")


def draw(content: bytes, kind: MediaType) -> list[bytes]:
    """Return a picture drawn anew as JPEG, large and small: upright, without place, camera or anything behind its pixels.

    Of several pages in one file nothing is drawn: the first must not pass for all. Raises DamagedFile, PictureTooLarge.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as picture:
            if kind is MediaType.TIFF and getattr(picture, "n_frames", 1) > 1:
                return []
            check_pixels(*picture.size)
            picture.draft("RGB", (PAGE_SIDE, PAGE_SIDE))  # a JPEG unpacks to what is needed, no more
            page = redrawing.upright(picture, PAGE_SIDE)
    except (OSError, ValueError, SyntaxError, IndexError, KeyError, TypeError, EOFError, RuntimeError) as error:
        raise DamagedFile from error
    return redrawing.jpegs(page, [PAGE_SIDE, THUMBNAIL_SIDE])


if __name__ == "__main__":
    Image.MAX_IMAGE_PIXELS = None  # we count them ourselves, and by the same limit for all
    main()
