"""The documents of a dossier as its page shows them: found sufficient or not, with their files, and the file that is open."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dancu.casework import queries as casework
from dancu.casework.queries import AttachmentView, DossierAtCounter, ExaminedView, HandedInView
from dancu.documents.domain.kinds import MediaType
from dancu.kernel.actor import Actor
from dancu.offices.queries import OfficerView

_TURNS = (0, 90, 180, 270)
_ZOOMS = (1, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A file in the list."""

    file: AttachmentView
    size: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that the case asks for, with the files sent for it and the paper handed in at a counter."""

    key: str
    name: str
    required: bool
    copies: int
    files: tuple[Listed, ...]
    handed_in: HandedInView | None
    examined: ExaminedView | None
    """How an officer found it; None before."""

    @property
    def there(self) -> bool:
        """Whether anything was sent or handed in that could be found sufficient."""
        return bool(self.files or self.handed_in)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """The file that is open."""

    file: AttachmentView
    href: str
    picture: bool
    excerpt: bool
    """Whether the picture may show only the first pages of what was sent."""
    turn: int
    zoom: int
    next_turn: int
    bigger: int | None
    smaller: int | None


def documents(found: DossierAtCounter, open_id: int | None) -> tuple[Document, ...]:
    """Return the documents of the case in the order of the law, each with its files and its paper."""
    files: dict[str, list[AttachmentView]] = defaultdict(list)
    for file in found.attachments:
        files[file.document].append(file)
    papers = {paper.document: paper for paper in found.handed_in}
    asked = {
        document.key: (required, document.copies)
        for document, required in found.procedure.documents_for(found.application)
    }
    # A supplement may change the case; what was sent for the old one is still to be seen.
    sent = dict.fromkeys((*asked, *files, *papers), (False, 1)) | asked
    return tuple(
        Document(
            key=key,
            name=found.procedure.texts(f"documents.{key}.name"),
            required=required,
            copies=copies,
            files=tuple(_listed(file, open_id) for file in files[key]),
            handed_in=papers.get(key),
            examined=found.examined.get(key),
        )
        for key, (required, copies) in sent.items()
    )


def viewer(
    found: DossierAtCounter, asked: Mapping[str, str], *, officer: OfficerView, by: Actor, at: datetime
) -> Viewer | None:
    """Open the file that the address names, else the first that a page can show; None where there is none."""
    shown = [file for file in found.attachments if file.shown]
    wanted = asked.get("file", "")
    file = next((each for each in shown if str(each.id) == wanted), shown[0] if shown else None)
    if file is None:
        return None
    turn, zoom = _one_of(_TURNS, asked.get("turn")), _one_of(_ZOOMS, asked.get("zoom"))
    return Viewer(
        file=file,
        href=casework.attachment_link(file.id, by=by, officer=officer, at=at, drawn=True),
        picture=file.media_type != MediaType.PDF or bool(file.thumbnail),
        excerpt=file.media_type == MediaType.PDF and bool(file.thumbnail),
        turn=turn,
        zoom=zoom,
        next_turn=(turn + 90) % 360,
        bigger=zoom + 1 if zoom < _ZOOMS[-1] else None,
        smaller=zoom - 1 if zoom > _ZOOMS[0] else None,
    )


def _listed(file: AttachmentView, open_id: int | None) -> Listed:
    return Listed(file=file, size=_size(file.size), open=file.id == open_id)


def _size(size: int) -> str:
    if size < 1024 * 1024:
        return f"{max(size // 1024, 1)} kB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def _one_of(known: tuple[int, ...], text: str | None) -> int:
    return next((value for value in known if str(value) == text), known[0])
