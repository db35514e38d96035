"""Adding a procedure is adding a folder: a copy under another code is found, linted, served, listed and documented as it is."""

import runpy
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, Household

import dancu.procedures
from dancu.casework import commands as casework
from dancu.casework import procedures as engine
from dancu.casework.procedures import catalogue
from dancu.config import law
from dancu.platform.hosts import Site, origin

ROOT = Path(__file__).resolve().parents[2]
ORIGINAL = Path(dancu.procedures.__path__[0]) / "temporary_registration"
CODE, SLUG, FOLDER, TITLE = "9.000001", "copied-procedure", "copied_procedure", "Thủ tục sao chép"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Copy a folder, give it another name, code and title, and nothing else; then start again with it."""
    copy = tmp_path / FOLDER
    shutil.copytree(ORIGINAL, copy, ignore=shutil.ignore_patterns("__pycache__"))
    renamed = {
        "temporary_registration": FOLDER,
        "temporary-registration": SLUG,
        "1.004194": CODE,
        "Đăng ký tạm trú": TITLE,
    }
    for path in [*copy.rglob("*.py"), *copy.rglob("*.toml")]:
        text = path.read_text()
        for old, new in renamed.items():
            text = text.replace(old, new)
        path.write_text(text)
    monkeypatch.setattr(dancu.procedures, "__path__", [*dancu.procedures.__path__, str(tmp_path)])
    before = engine.catalogue()
    engine.install(dancu.procedures.found())
    yield copy
    engine._installed = before
    for module in [name for name in sys.modules if name.startswith(f"dancu.procedures.{FOLDER}")]:
        del sys.modules[module]


def test_it_is_found_with_all_its_versions(folder: Path) -> None:
    original = catalogue().history("1.004194")
    assert [(each.version, each.since) for each in catalogue().history(CODE)] == [
        (o.version, o.since) for o in original
    ]
    assert catalogue().by_slug(SLUG, ON).folder == folder


def test_it_is_linted_as_every_folder_is(folder: Path) -> None:
    settings = [str(ROOT / "pyproject.toml"), "lint.isort.known-first-party = ['dancu']"]
    options = [part for setting in settings for part in ("--config", setting)]
    command = [sys.executable, "-m", "ruff", "check", *options, str(folder)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert any(each["type"] == "independence" and "dancu.procedures.*" in each["modules"] for each in contracts)
    assert any("dancu.procedures.*.rules" in each.get("source_modules", ()) for each in contracts)


@pytest.mark.django_db
def test_it_is_in_the_list_and_has_its_page(folder: Path, client: Client) -> None:
    host = {"host": origin(Site.PORTAL).split("//")[1].split(":")[0]}
    assert TITLE in client.get("/procedures", headers=host).content.decode()
    page = client.get(f"/procedures/{SLUG}", headers=host)
    assert page.status_code == 200
    assert TITLE in page.content.decode()


@pytest.mark.django_db
def test_a_draft_of_it_can_be_begun(folder: Path) -> None:
    home = Household(a_person())
    assert casework.begin_draft(procedure_code=CODE, by=home.actor, at=NOW)


def test_it_is_listed_as_data_and_documented(folder: Path) -> None:
    assert CODE in {row["code"] for row in law.listing()}
    reference = runpy.run_path(str(ROOT / "tools" / "reference.py"))
    assert f"## {TITLE} ({CODE})" in reference["procedures"]()
