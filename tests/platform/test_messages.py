"""Translations are compiled without gettext's tools."""

import gettext
import os
from pathlib import Path

import pytest

from dancu.platform import messages

SOURCE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Submit"\nmsgstr "Nộp hồ sơ"\n'


def catalogue(root: Path) -> Path:
    path = root / "app" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(SOURCE)
    return path


def test_a_catalogue_is_compiled_to_what_gettext_reads(tmp_path):
    source = catalogue(tmp_path)
    messages.compile_all(tmp_path)
    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Submit") == "Nộp hồ sơ"


def test_only_what_is_newer_than_its_compilation_is_compiled_again(tmp_path):
    source = catalogue(tmp_path)
    target = source.with_suffix(".mo")
    assert messages.compile_all(tmp_path) == [target]
    assert messages.compile_all(tmp_path) == []
    later = target.stat().st_mtime + 1
    os.utime(source, (later, later))
    assert messages.compile_all(tmp_path) == [target]


@pytest.mark.parametrize("left", [0, 10, 30, 100, -1])
def test_a_compilation_that_is_there_in_part_is_made_again(tmp_path, left):
    catalogue(tmp_path)
    (target,) = messages.compile_all(tmp_path)
    content = target.read_bytes()
    target.write_bytes(content[:left])
    assert messages.compile_all(tmp_path) == [target]
    assert target.read_bytes() == content
