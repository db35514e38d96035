"""The house as a newcomer meets it: rooms that say what they are, modules of a sitting, a glossary that names what is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "dancu"
MOST_LINES = 350
ALL_SOURCE = {path: path.read_text() for path in SOURCE.rglob("*.py") if "migrations" not in path.parts}


@pytest.mark.parametrize("folder", ["src", "tests", "tools"])
def test_every_module_can_be_read_in_a_sitting(folder: str) -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in (ROOT / folder).rglob("*.py")}
    assert not {str(path): count for path, count in lengths.items() if count > MOST_LINES}


def test_every_package_says_what_it_is() -> None:
    silent = [
        str(path.parent.relative_to(SOURCE))
        for path, text in ALL_SOURCE.items()
        if path.name == "__init__.py" and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []


def test_the_page_about_the_house_names_every_room() -> None:
    page = (ROOT / "docs" / "explanation" / "house.md").read_text().split("```")[1]
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert {room for room in rooms if not re.search(rf"\b{room}\b", page)} == set()


def test_links_between_the_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text())]
    assert [link for page, link in links if not (page.parent / link).exists()] == []


def glossary() -> list[str]:
    """Return every name in code that the glossary gives."""
    rows = [
        line.split("|") for line in (ROOT / "docs" / "glossary.md").read_text().splitlines() if line.startswith("|")
    ]
    return [name for row in rows[2:] for name in re.findall(r"`([A-Za-z_.]+)`", row[2])]


@pytest.mark.parametrize("name", sorted(set(glossary())))
def test_a_name_in_the_glossary_is_in_the_code(name: str) -> None:
    owner, _, member = name.rpartition(".")
    where = [text for text in ALL_SOURCE.values() if not owner or re.search(rf"^class {owner}\b", text, re.MULTILINE)]
    assert any(re.search(rf"\b{member}\b", text) for text in where)
