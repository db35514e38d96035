"""What operators are told of the malware scanner, and the scan that they can ask for."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from tests.builders.clamd import TEST_STRING
from tests.builders.documents import a_pdf

from dancu.config import doctor, environment
from dancu.config.cli import main
from dancu.documents import blobs
from dancu.documents.domain.scans import Scan
from dancu.documents.models import StoredFile

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.now(UTC) - timedelta(hours=1)


@pytest.fixture(autouse=True)
def at_home(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep files in a folder of this test, and let the command find Django set up already."""
    settings.STORAGES = settings.STORAGES | {"files": settings.STORAGES["files"] | {"OPTIONS": {"location": tmp_path}}}
    monkeypatch.setattr(environment, "django", nullcontext)


def a_file(content: bytes) -> int:
    sha256 = blobs.hash_of(content)
    blobs.keep(sha256, content)
    facts = {"size": len(content), "media_type": "application/pdf", "created_at": LONG_AGO}
    return StoredFile.objects.create(sha256=sha256, **facts).pk


def said() -> tuple[bool, str]:
    finding = doctor._scanner()
    return finding.well, finding.sentence


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_without_a_scanner_only_a_demonstration_is_well(settings: Any, is_demonstration: bool) -> None:
    settings.DEMO = is_demonstration
    a_file(a_pdf())
    assert said() == (is_demonstration, "There is no malware scanner (DANCU_CLAMD), so 1 files are not scanned.")


def test_a_scanner_that_is_away_is_no_good(settings: Any) -> None:
    settings.CLAMD = "/nowhere/clamd.ctl"
    a_file(a_pdf())
    well, sentence = said()
    assert not well
    assert sentence.startswith("no scanner at /nowhere/clamd.ctl: FileNotFoundError: 1 files wait")


def test_a_scanner_with_a_file_that_waits_is_no_good_until_it_is_scanned(clamd: str) -> None:
    a_file(a_pdf())
    assert not said()[0]
    assert CliRunner().invoke(main, ["scan"]).output == "Files scanned: 1. With malware: 0.\n"
    well, sentence = said()
    assert well
    assert "ClamAV 1." in sentence


def test_a_scan_again_finds_what_new_signatures_know(clamd: str) -> None:
    file_id = a_file(a_pdf(note=TEST_STRING))
    StoredFile.objects.update(scan=Scan.CLEAN)
    assert "Files scanned: 0." in CliRunner().invoke(main, ["scan"]).output
    assert CliRunner().invoke(main, ["scan", "--again"]).stdout == "Files scanned: 1. With malware: 1.\n"
    assert StoredFile.objects.get(pk=file_id).scan == Scan.INFECTED


@pytest.mark.parametrize(
    ("address", "sentence"), [("", "name its socket in DANCU_CLAMD"), ("/nowhere", "Start clamd.")]
)
def test_a_scan_without_a_scanner_says_what_to_do(settings: Any, address: str, sentence: str) -> None:
    settings.CLAMD = address
    result = CliRunner().invoke(main, ["scan"])
    assert result.exit_code == 1
    assert sentence in result.output
