"""The words of one procedure, in its own folder: `texts/vi.toml` and `texts/en.toml` with the same keys."""

import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import get_language

LANGUAGES = ("vi", "en")


class Texts:
    """Texts by dotted key in the reader's language: `texts("steps.subject.title")`."""

    do_not_call_in_templates = True  # Django calls what it can; here it would ask for the text of no key

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def by_language(self) -> Mapping[str, Mapping[str, str]]:
        """Every text, by language and dotted key; raises ValueError where the two languages differ in their keys."""
        found = {language: dict(_flat(self._read(language))) for language in LANGUAGES}
        if lone := set(found["vi"]) ^ set(found["en"]):
            raise ValueError(f"texts of {self.folder.parent.name} that only one language has: {sorted(lone)}")
        return found

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

    def _read(self, language: str) -> Mapping[str, Any]:
        return tomllib.loads((self.folder / f"{language}.toml").read_text(encoding="utf-8"))


class _Late:
    def __init__(self, texts: Texts, key: str) -> None:
        self.texts, self.key = texts, key

    def __str__(self) -> str:
        return self.texts(self.key)


def _active() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def _flat(tree: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in tree.items():
        rows += _flat(value, f"{prefix}{key}.") if isinstance(value, Mapping) else [(prefix + key, str(value).strip())]
    return rows
