"""What the screen says in English where it says this in Vietnamese, from the translations and the procedures' texts."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

import dancu
from dancu.platform.messages import catalogues

_PLACE = re.compile(r"%\(\w+\)s|\{\w*\}")


def on_screen(text: str, language: str) -> str:
    """Return a pattern for a text that is given in Vietnamese; names and what people typed are the same in any language."""
    if language == "vi":
        return re.escape(text)
    known = _english()
    found = known.get(text) or {said for each, many in known.items() if text in each for said in many} | {text}
    return "(?:" + "|".join(".+".join(map(re.escape, _PLACE.split(said))) for said in sorted(found)) + ")"


@cache
def _english() -> dict[str, set[str]]:
    found = defaultdict(set)
    for vietnamese, english in [*_translated(), *_written()]:
        found[" ".join(vietnamese.split())].add(" ".join(english.split()))
    return dict(found)


def _translated() -> Iterator[tuple[str, str]]:
    for path in catalogues():
        with path.open("rb") as file:
            for message in read_po(file):
                if isinstance(message.id, str) and isinstance(message.string, str):
                    yield message.string, message.id


def _written() -> Iterator[tuple[str, str]]:
    for path in Path(dancu.__file__).parent.rglob("texts/vi.toml"):
        yield from _pairs(tomllib.loads(path.read_text()), tomllib.loads(path.with_name("en.toml").read_text()))


def _pairs(vietnamese: Any, english: Any) -> Iterator[tuple[str, str]]:
    if isinstance(vietnamese, str):
        yield vietnamese, english
    elif isinstance(vietnamese, dict):
        for key, value in vietnamese.items():
            yield from _pairs(value, english[key])
