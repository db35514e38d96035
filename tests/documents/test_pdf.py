"""Writing PDF from a template and facts."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typst

from dancu.documents import pdf

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TEMPLATE = """
#let facts = json(bytes(sys.inputs.facts))
#set document(title: "Thử")
#set text(font: "Be Vietnam Pro", lang: "vi")
Xin chào #facts.name
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "letter.typ"
    path.write_text(TEMPLATE)
    return path


def test_the_same_facts_give_the_same_bytes(template: Path) -> None:
    first = pdf.render(template, {"name": "Hoà"}, written_at=NOW)
    assert first.startswith(b"%PDF-")
    assert pdf.render(template, {"name": "Hoà"}, written_at=NOW) == first


def test_other_facts_or_another_instant_give_other_bytes(template: Path) -> None:
    first = pdf.render(template, {"name": "Hoà"}, written_at=NOW)
    assert pdf.render(template, {"name": "Hòa"}, written_at=NOW) != first
    assert pdf.render(template, {"name": "Hoà"}, written_at=NOW + timedelta(seconds=1)) != first


def test_a_missing_fact_is_an_error_and_not_a_gap(template: Path) -> None:
    with pytest.raises(typst.TypstError):
        pdf.render(template, {}, written_at=NOW)


def test_threads_do_not_get_each_others_facts(template: Path) -> None:
    names = [f"Người {number}" for number in range(8)]
    expected = {name: pdf.render(template, {"name": name}, written_at=NOW) for name in names}
    got: dict[str, bytes] = {}

    def run(name: str) -> None:
        got[name] = pdf.render(template, {"name": name}, written_at=NOW)

    threads = [threading.Thread(target=run, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == expected
