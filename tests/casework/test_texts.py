"""The words of a folder, above those that several folders share."""

from datetime import date
from pathlib import Path

import pytest

from dancu.casework.texts import Texts

SHARED = """
title = "Shared"
[steps]
one = "First step"
two = "Second step"
[before."2025-07-01".steps]
one = "First step, formerly"
two = "Second step, formerly"
"""
OWN = """
title = "Own"
[steps]
two = "Own second step"
"""
BEFORE = date(2024, 1, 1)


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    for folder, text in (("own", OWN), ("shared", SHARED)):
        (tmp_path / folder / "texts").mkdir(parents=True)
        for language in ("vi", "en"):
            (tmp_path / folder / "texts" / f"{language}.toml").write_text(text)
    return Texts(tmp_path / "own" / "texts", shared=tmp_path / "shared" / "texts")


def test_what_a_folder_does_not_word_is_worded_as_shared(texts: Texts) -> None:
    assert (texts("title"), texts("steps.one")) == ("Own", "First step")


def test_texts_of_both_keep_the_order_of_the_shared_ones(texts: Texts) -> None:
    assert list(texts.under("steps").values()) == ["First step", "Own second step"]


def test_a_folders_own_wording_holds_on_all_days(texts: Texts) -> None:
    former = texts.on(BEFORE)
    assert (former("steps.one"), former("steps.two")) == ("First step, formerly", "Own second step")


def test_a_key_that_only_one_language_has_names_its_folder(texts: Texts) -> None:
    (texts.folder / "en.toml").write_text('title = "Own"')
    with pytest.raises(ValueError, match=r"own that only one language has: \['steps.two'\]"):
        texts("title")


def test_a_folder_leaves_out_what_is_shared_by_an_empty_wording(texts: Texts) -> None:
    for language in ("vi", "en"):
        (texts.folder / f"{language}.toml").write_text('[steps]\ntwo = ""')
    for known in (texts, texts.on(BEFORE)):
        assert list(known.under("steps")) == ["one"]
    assert texts("title") == "Shared"
