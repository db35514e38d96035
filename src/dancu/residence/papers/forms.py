"""The forms and their versions.

Numbers, titles and the fields of CT01, CT04, CT05 and CT06 are those of Circular 116/2026/TT-BCA; the inner layout of CT08 is
our own, since no source that we have shows it (unverified).
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

import segno
from django.utils import timezone

from dancu.documents import pdf
from dancu.residence.papers.facts import Declaration, Receipt, Refusal, ResultNotice, SupplementSlip

F = TypeVar("F", Declaration, Receipt, SupplementSlip, Refusal, ResultNotice)


class NoSuchForm(LookupError):
    """No version of this form held on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm(Generic[F]):
    """One version of a form."""

    number: str
    facts: type[F]
    template: Path
    since: date
    until: date | None = None

    def freeze(self, facts: F) -> dict[str, Any]:
        """Return the facts as JSON values, to be kept and drawn from for ever."""
        if not isinstance(facts, self.facts):
            raise TypeError(f"{self.number} takes {self.facts.__name__}, not {type(facts).__name__}")
        frozen: dict[str, Any] = _plain(dataclasses.asdict(facts))
        return frozen

    def draw(self, frozen: Mapping[str, Any]) -> bytes:
        """Return the PDF of frozen facts, dated when the paper was issued; the same facts give the same bytes."""
        code = _qr(frozen["code"]) if frozen["code"] else ""
        return pdf.render(self.template, {**frozen, "qr": code}, written_at=datetime.fromisoformat(frozen["issued_at"]))


_CIRCULAR_116 = Path(__file__).parent / "tt116_2026"
_SINCE_116 = date(2026, 7, 1)

CT01_116 = PaperForm(number="CT01", facts=Declaration, template=_CIRCULAR_116 / "ct01.typ", since=_SINCE_116)
CT04_116 = PaperForm(number="CT04", facts=Receipt, template=_CIRCULAR_116 / "ct04.typ", since=_SINCE_116)
CT05_116 = PaperForm(number="CT05", facts=SupplementSlip, template=_CIRCULAR_116 / "ct05.typ", since=_SINCE_116)
CT06_116 = PaperForm(number="CT06", facts=Refusal, template=_CIRCULAR_116 / "ct06.typ", since=_SINCE_116)
CT08_116 = PaperForm(number="CT08", facts=ResultNotice, template=_CIRCULAR_116 / "ct08.typ", since=_SINCE_116)

FORMS: tuple[PaperForm[Any], ...] = (CT01_116, CT04_116, CT05_116, CT06_116, CT08_116)


def form(number: str, *, on: date) -> PaperForm[Any]:
    """Return the version of a form that holds on a day; raise NoSuchForm."""
    for version in FORMS:
        if version.number == number and version.since <= on and (version.until is None or on < version.until):
            return version
    raise NoSuchForm


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return timezone.localtime(value).isoformat()
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case _:
            return value


def _qr(code: str) -> str:
    """Return the QR code of a dossier's code as SVG."""
    drawing: str = segno.make(code, error="m", micro=False).svg_inline(border=0, scale=4)
    return drawing
