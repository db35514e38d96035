"""Write PDF from a typst template and facts.

The files are PDF/A-2a and PDF/UA-1: tagged for screen readers and fit for an archive. The same facts give the same bytes.
"""

import json
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from dancu.documents.domain.seals import Place

FONTS = Path(__file__).parent / "fonts"
"""Be Vietnam Pro as TTF, put here by the front-end build; typst would silently leave text out with WOFF2."""


class FontsMissing(RuntimeError):
    """The fonts for documents are missing: run `make frontend`."""


def render(template: Path, facts: Mapping[str, Any], *, written_at: datetime) -> bytes:
    """Return the PDF that a template makes of facts, which it finds as JSON in `sys.inputs.facts`.

    The document's date is `written_at`. Fields of the template that the facts do not fill raise typst.TypstError.
    """
    return _kept(template).draw(json.dumps(facts, ensure_ascii=False), written_at)


def render_to_sign(
    template: Path, facts: Mapping[str, Any], *, written_at: datetime, keywords: str
) -> tuple[bytes, Place]:
    """Return the PDF and where the block is that a signature belongs over: the template marks it as <signature>.

    `keywords` is kept among what the file says about itself.
    """
    template_ = _kept(template)
    written = json.dumps({**facts, "keywords": keywords}, ensure_ascii=False)
    with template_.lock:
        content = template_.draw(written, written_at)
        found = template_.compiler.query("<signature>", field="value", one=True)
    return content, Place(**json.loads(found))


class _Template:
    """One template with its compiler, kept because it is ten times quicker the second time; one thread at a time."""

    def __init__(self, path: Path) -> None:
        if not list(FONTS.glob("*.ttf")):
            raise FontsMissing(FontsMissing.__doc__)
        self.lock = threading.RLock()
        self.compiler = typst.Compiler(path, root=path.parent, font_paths=[FONTS], ignore_system_fonts=True)

    def draw(self, facts: str, written_at: datetime) -> bytes:
        with self.lock:
            content = self.compiler.compile(
                format="pdf",
                sys_inputs={"facts": facts},
                pdf_standards=["a-2a", "ua-1"],
                timestamp=int(written_at.timestamp()),
            )
        if not isinstance(content, bytes):
            raise TypeError("a document is one file")
        return content


@cache
def _kept(template: Path) -> _Template:
    return _Template(template)
