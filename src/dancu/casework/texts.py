"""The words of one procedure, in its own folder: `texts/vi.toml` and `texts/en.toml` with the same keys.

What was worded otherwise before some day stands below `[before."2025-07-01"]`, by the same key. What several folders word alike
may stand once in a folder that they share: where a folder words a key itself, its own wordings of all days hold; by an empty
wording it leaves out what the shared folder says.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Self

from django.utils.functional import lazystr
from django.utils.translation import get_language

LANGUAGES = ("vi", "en")
_BEFORE = "before"


class Texts:
    """Texts by dotted key in the reader's language: `texts("steps.subject.title")`; today's wording, or that of a day."""

    do_not_call_in_templates = True  # Django calls what it can; here it would ask for the text of no key

    def __init__(self, folder: Path, day: date = date.max, *, shared: Path | None = None) -> None:
        self.folder, self.day, self.shared = folder, day, shared

    def on(self, day: date) -> Self:
        """Return the texts as they were worded on a day."""
        return type(self)(self.folder, day, shared=self.shared)

    @cached_property
    def by_language(self) -> Mapping[str, Mapping[str, str]]:
        """Every text, by language and dotted key; raises ValueError where the two languages differ in their keys."""
        folders = [folder for folder in (self.shared, self.folder) if folder]
        written = [_in_both(folder) for folder in folders]
        worded = {
            language: {key: text for texts in written for key, text in _worded(texts[language], self.day).items()}
            for language in LANGUAGES
        }
        return {language: {key: text for key, text in texts.items() if text} for language, texts in worded.items()}

    def __call__(self, key: str, language: str | None = None) -> str:
        """Return a text; a missing key is a fault of the folder and raises KeyError."""
        return self.by_language[language or _active()][key]

    def find(self, key: str, default: str = "") -> str:
        """Return a text that a folder may leave out."""
        return self.by_language[_active()].get(key, default)

    def lazy(self, key: str) -> Any:
        """Return a text that takes the reader's language when it is printed; raises KeyError at once when it is missing."""
        self(key, "vi")
        return lazystr(_Late(self, key))

    def under(self, prefix: str) -> Mapping[str, str]:
        """Return the texts below a dotted key, by the rest of their key, in the order of the file."""
        start = prefix + "."
        return {
            key.removeprefix(start): text for key, text in self.by_language[_active()].items() if key.startswith(start)
        }


class _Late:
    def __init__(self, texts: Texts, key: str) -> None:
        self.texts, self.key = texts, key

    def __str__(self) -> str:
        return self.texts(self.key)


def _active() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def _in_both(folder: Path) -> Mapping[str, Mapping[tuple[str, str], str]]:
    found = {language: _written(folder / f"{language}.toml") for language in LANGUAGES}
    if lone := set(found["vi"]) ^ set(found["en"]):
        raise ValueError(f"texts of {folder.parent.name} that only one language has: {sorted(key for _, key in lone)}")
    return found


@cache
def _written(path: Path) -> Mapping[tuple[str, str], str]:
    """Return every text of a file, by the day before which it held (empty for today's) and its dotted key."""
    tree = tomllib.loads(path.read_text(encoding="utf-8"))
    former = tree.pop(_BEFORE, {})
    return {(day, key): text for day, texts in {"": tree, **former}.items() for key, text in _flat(texts)}


def _worded(texts: Mapping[tuple[str, str], str], on: date) -> Mapping[str, str]:
    """Return the wording of a day: today's, and over it, the latest first, what was worded otherwise before days to come."""
    found = {key: text for (day, key), text in texts.items() if not day}
    for until in sorted({day for day, _ in texts if day and on < date.fromisoformat(day)}, reverse=True):
        found |= {key: text for (day, key), text in texts.items() if day == until}
    return found


def _flat(tree: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in tree.items():
        rows += _flat(value, f"{prefix}{key}.") if isinstance(value, Mapping) else [(prefix + key, str(value).strip())]
    return rows


def fee_description(texts: Texts) -> str:
    """Return what a receipt says was paid for, in the language of the papers."""
    return f"Thu lệ phí {texts('title', 'vi')}"
