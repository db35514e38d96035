"""PDF: pages to look at, and nothing that runs, opens, fetches or hides something when a viewer shows them.

qpdf (pikepdf) reads the objects, as a viewer does: also those packed in streams, and those of a file whose table is broken.
"""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from dancu.documents.domain.refusals import DamagedFile, FileActs, FileHoldsFiles, FileLocked, FileReachesOut


def check_pdf(content: bytes) -> None:
    """Raise FileLocked, FileActs, FileHoldsFiles or FileReachesOut for what speaks against it, DamagedFile without pages."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not len(pdf.pages):
                raise DamagedFile
            # Most objects hold none of the names below; qpdf writes an object out ten times faster than we walk through it.
            for each in _dictionaries(each for each in pdf.objects if _TELLING.search(_written(each))):
                _check(each)
    except pikepdf.PasswordError as error:
        raise FileLocked from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, NotImplementedError) as error:
        raise DamagedFile from error


def _written(found: Any) -> bytes:
    """Return an object in the syntax of PDF, every name in its plain spelling."""
    text: bytes = (found.stream_dict if isinstance(found, pikepdf.Stream) else found).unparse(resolved=True)
    return text


def _dictionaries(objects: Iterable[Any]) -> Iterator[Any]:
    """Return every dictionary of these objects, also those inside others; what is only referred to is an object of its own."""
    for each in objects:
        ahead = [each]
        while ahead:
            here = ahead.pop()
            if isinstance(here, (pikepdf.Dictionary, pikepdf.Stream)):
                yield here
                inner: Iterable[Any] = (value for _, value in here.items())
            elif isinstance(here, pikepdf.Array):
                inner = here
            else:
                continue
            ahead += [value for value in inner if isinstance(value, pikepdf.Object) and not value.is_indirect]


def _check(found: Any) -> None:
    keys = set(found.keys())
    does = _name(found.get("/S"))
    if keys & _SCRIPTS or does in _ACTING or _name(found.get("/Subtype")) in _PLAYING:
        raise FileActs
    if keys & _HOLDING or _name(found.get("/Type")) == "/EmbeddedFile":
        raise FileHoldsFiles
    if does in _LEADING or (isinstance(found, pikepdf.Stream) and keys & _ELSEWHERE):
        raise FileReachesOut
    started = [found.get("/OpenAction"), *_values(found.get("/AA"))]
    if any(_goes_out(each) for each in started):
        raise FileReachesOut


def _goes_out(action: Any) -> bool:
    """Tell whether what a viewer does by itself leads to an address; a place in the file, given as an array, does not."""
    for _ in range(_LONGEST_CHAIN):
        if not isinstance(action, pikepdf.Dictionary):
            return False
        if _name(action.get("/S")) == "/URI":
            return True
        action = action.get("/Next")
        if isinstance(action, pikepdf.Array):
            return any(_name(each.get("/S")) == "/URI" for each in action if isinstance(each, pikepdf.Dictionary))
    return True


def _values(found: Any) -> list[Any]:
    return [value for _, value in found.items()] if isinstance(found, pikepdf.Dictionary) else []


def _name(found: Any) -> str:
    return str(found) if isinstance(found, pikepdf.Name) else ""


_SCRIPTS = {"/JS", "/XFA"}
_ACTING = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/RichMediaExecute",
    "/Movie",
    "/Sound",
}
_PLAYING = {"/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"}
_HOLDING = {"/EF", "/EmbeddedFiles"}
_LEADING = {"/GoToR", "/GoToE"}
_ELSEWHERE = {"/F", "/Ref"}
"""Where the data of a stream, or the page that a form shows, is another file's."""
_STARTED = {"/OpenAction", "/AA"}
_NAMES = _SCRIPTS | _ACTING | _PLAYING | _HOLDING | _LEADING | _ELSEWHERE | _STARTED | {"/EmbeddedFile"}
_TELLING = re.compile("|".join(rf"{re.escape(name)}\b" for name in sorted(_NAMES)).encode())
_LONGEST_CHAIN = 20
