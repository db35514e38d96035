"""The forms and their editions.

Numbers and titles are those of Circular 116/2026/TT-BCA. Items, their order and the roles of who signs are those of Circular
66/2023/TT-BCA, as copies of its text show them; all editions share them but for what `Edition` says. What no source that we
have settles stands in `doubts`, form by form. The circulars' notes on how to fill a form in are left out.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

import segno
from django.utils import timezone

from dancu.documents import pdf
from dancu.documents.domain.seals import Place, Seal
from dancu.kernel.dated import Dated, HeldNothing
from dancu.residence.papers.facts import (
    AbsenceSlip,
    CancellationDecision,
    Confirmation,
    Declaration,
    Member,
    Opinion,
    OverseasDeclaration,
    Receipt,
    ReceivedPaper,
    Refusal,
    ResultNotice,
    Span,
    SupplementSlip,
    TravelDocument,
    VerificationRequest,
)

_BLANKS_DRAWN_AT = datetime(2026, 7, 1, tzinfo=UTC)
"""A blank form is the same file on every day."""

F = TypeVar(
    "F",
    Declaration,
    OverseasDeclaration,
    AbsenceSlip,
    Receipt,
    SupplementSlip,
    Refusal,
    Confirmation,
    ResultNotice,
    CancellationDecision,
    VerificationRequest,
)


class NoSuchForm(LookupError):
    """No edition of this form held on that day."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A form as one circular sets it."""

    circular: str
    name_label: str = "Họ, chữ đệm và tên"
    """Item 1 of CT01."""
    asks_residences: bool = False
    """Whether CT01 asks where somebody lives permanently, temporarily and now, for occupation and workplace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm(Generic[F]):
    """One form in one of its editions."""

    number: str
    facts: type[F]
    template: Path
    edition: Edition

    def freeze(self, facts: F) -> dict[str, Any]:
        """Return the facts as JSON values, to be kept and drawn from for ever."""
        if not isinstance(facts, self.facts):
            raise TypeError(f"{self.number} takes {self.facts.__name__}, not {type(facts).__name__}")
        frozen: dict[str, Any] = _plain(facts)
        return frozen

    def draw(self, frozen: Mapping[str, Any]) -> bytes:
        """Return the unsigned PDF of frozen facts, dated when issued; the same facts give the same bytes."""
        code = _qr(frozen["code"]) if frozen["code"] else ""
        shown = {**frozen, "qr": code, "edition": dataclasses.asdict(self.edition)}
        return pdf.render(self.template, shown, written_at=datetime.fromisoformat(frozen["issued_at"]))

    def draw_blank(self) -> bytes:
        """Return the PDF of the form with nothing in it, and some empty lines in its tables."""
        nothing: dict[str, Any] = {field.name: _EMPTY.get(field.name, "") for field in dataclasses.fields(self.facts)}
        nothing |= {"qr": "", "edition": dataclasses.asdict(self.edition)}
        return pdf.render(self.template, nothing, written_at=_BLANKS_DRAWN_AT)

    def draw_to_sign(self, frozen: Mapping[str, Any], seal: Seal) -> tuple[bytes, Place]:
        """Return the PDF that is to be signed, with the words of its seal and its code, and where the signature belongs."""
        words = {"words": seal.words, "signer": seal.signer, "at": _plain(seal.at), "where": seal.where}
        return pdf.render_to_sign(
            self.template,
            {**frozen, "qr": _qr(seal.code), "seal": words, "edition": dataclasses.asdict(self.edition)},
            written_at=datetime.fromisoformat(frozen["issued_at"]),
            keywords=seal.code,
        )


_TEMPLATES = Path(__file__).parent / "templates"
_56 = Edition("56/2021/TT-BCA", asks_residences=True)
_66 = Edition("66/2023/TT-BCA")
_53 = Edition("53/2025/TT-BCA")
_116 = Edition("116/2026/TT-BCA", name_label="Họ, chữ đệm và tên khai sinh")

_OF_PEOPLE = Dated({date(2021, 7, 1): _56, date(2024, 1, 1): _66, date(2025, 7, 1): _53, date(2026, 7, 1): _116})
_OF_OFFICES = Dated({date(2021, 7, 1): _56, date(2024, 1, 1): _66, date(2026, 7, 1): _116})
EDITIONS = {
    "CT01": _OF_PEOPLE,
    "CT02": _OF_PEOPLE,
    "CT03": _OF_OFFICES,
    "CT04": _OF_OFFICES,
    "CT05": _OF_OFFICES,
    "CT06": _OF_OFFICES,
    "CT07": _OF_OFFICES,
    "CT08": _OF_OFFICES,
    "CT09": _OF_OFFICES,
    "CT10": _OF_OFFICES,
}
"""By which circular each form is drawn, since when."""

DAYS = _OF_PEOPLE.days
"""The days on which a form changed."""

FILLED_IN_BY_PEOPLE = ("CT01", "CT02")
"""The forms that are of use empty; the others an authority fills in."""

_FACTS: dict[str, type[Any]] = {
    "CT01": Declaration,
    "CT02": OverseasDeclaration,
    "CT03": AbsenceSlip,
    "CT04": Receipt,
    "CT05": SupplementSlip,
    "CT06": Refusal,
    "CT07": Confirmation,
    "CT08": ResultNotice,
    "CT09": CancellationDecision,
    "CT10": VerificationRequest,
}


def _silent(kind: type[Any]) -> dict[str, str]:
    return dict.fromkeys((field.name for field in dataclasses.fields(kind)), "")


_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("householder_opinion", "owner_opinion", "parent_opinion"), _silent(Opinion)),
    "members": [_silent(Member)] * 5,
    "document": _silent(TravelDocument),
    "life": [_silent(Span)] * 6,
    "family": [""] * 5,
    "papers": [_silent(ReceivedPaper)] * 5,
    "results": [],
    "missing": [""] * 5,
    "further": [""] * 3,
    "restored": [""] * 2,
}
"""What stands on a blank form where facts are more than a text."""


def form(number: str, *, on: date) -> PaperForm[Any]:
    """Return a form in the edition of a day; raise NoSuchForm."""
    try:
        edition = EDITIONS[number].on(on)
    except (KeyError, HeldNothing):
        raise NoSuchForm from None
    return PaperForm(
        number=number, facts=_FACTS[number], template=_TEMPLATES / f"{number.lower()}.typ", edition=edition
    )


def _plain(value: Any) -> Any:
    """Return facts as JSON values."""
    match value:
        case str():
            return value
        case datetime():
            return timezone.localtime(value).isoformat()
        case date():
            return value.isoformat()
        case list() | tuple():
            return [_plain(part) for part in value]
        case _ if dataclasses.is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        case _:
            return value


def _qr(code: str) -> str:
    """Return a QR code as SVG: of a dossier's code, or of a signed paper's."""
    drawing: str = segno.make(code, error="m", micro=False).svg_inline(border=0, scale=4)
    return drawing
