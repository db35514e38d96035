"""Vietnamese names: how they are split, compared, searched and sorted.

A *syllable* is written with letters and at most one tone. Where the tone stands in it (hoà, hòa), whether its one vowel is
spelled i or y (Mĩ, Mỹ), letter case, spaces and the way Unicode composes marks do not make a different name.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Self

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
# The order of Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {_GRAVE: 2, _HOOK: 3, _TILDE: 4, _ACUTE: 5, _DOT: 6}
_LEVEL = 1
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SORTED = dict(zip(_LETTERS, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg", strict=True))
_WITHOUT_MARKS = str.maketrans("ăâđêôơư", "aadeoou")
# Eth and the letter with a stroke look alike as capitals and are often typed for each other.
_LOOKALIKES = str.maketrans("Ðð’‘ʼ`", "Đđ''''")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# The vowel is alone in its syllable, or alone after the glide of qu; in ay, uy, oi and the like i and y are two sounds.
_LONE_Y = re.compile(r"^(qu|[bcdđfghjklmnpqrstvwxz]*)y$", re.IGNORECASE)
_Y_TO_I = str.maketrans("yY", "iI")
_MARKS_BEFORE_TONE = re.compile(f"([{''.join(_TONES)}])([\u0302\u0306])")


@dataclass(frozen=True, slots=True)
class PersonName:
    """Họ, chữ đệm, tên. Someone with one name has it as `given`."""

    surname: str
    middle: str
    given: str

    @classmethod
    def parse(cls, full: str) -> Self:
        """Split a full name as most are: the first word is the surname, the last the given name."""
        words = normalise(full).split(" ")
        if len(words) == 1:
            return cls("", "", words[0])
        return cls(words[0], " ".join(words[1:-1]), words[-1])

    @property
    def full(self) -> str:
        return " ".join(part for part in (self.surname, self.middle, self.given) if part)

    def __str__(self) -> str:
        return self.full


class Likeness(StrEnum):
    EXACT = "exact"
    EQUIVALENT = "equivalent"
    DIFFERENT = "different"


class Difference(StrEnum):
    """What two writings of a name do not share; only the last two make another name."""

    COMPOSITION = "composition"
    SPACING = "spacing"
    CASE = "case"
    TONE_PLACEMENT = "tone_placement"
    I_OR_Y = "i_or_y"
    MARKS = "marks"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Comparison:
    likeness: Likeness
    reasons: tuple[Difference, ...] = ()

    @property
    def same(self) -> bool:
        """Whether it is one name, however written."""
        return self.likeness is not Likeness.DIFFERENT


def normalise(text: str) -> str:
    """Return the text as it is stored: composed (NFC), single spaces, nothing invisible."""
    return " ".join(_composed(text).split())


def fold(text: str) -> str:
    """Return the key of a search without accents: lower case, no marks, đ as d, tone placement and i/y alike."""
    return " ".join(_folded(word) for word in _words(text))


def sort_key(name: PersonName) -> str:
    """Return a key whose byte order is the order of Vietnamese lists: given name, then surname, then middle name.

    Store it in a column of collation "C".
    """
    return " ".join(
        "".join(_ordered(word) for word in _words(part)) for part in (name.given, name.surname, name.middle)
    )


def compare(one: str | PersonName, other: str | PersonName) -> Comparison:
    """Tell whether two names are one name, and in what their writings differ."""
    a, b = str(one), str(other)
    if a == b:
        return Comparison(Likeness.EXACT)
    reasons = [reason for reason in _FORMS if _canonical(a, but=reason) != _canonical(b, but=reason)]
    if _canonical(a) != _canonical(b):
        return Comparison(Likeness.DIFFERENT, (Difference.MARKS if fold(a) == fold(b) else Difference.WORDS,))
    if not reasons or (_composed(a) == a) != (_composed(b) == b):
        reasons.insert(0, Difference.COMPOSITION)
    return Comparison(Likeness.EQUIVALENT, tuple(reasons))


def _composed(text: str) -> str:
    """Compose letters and marks, also where a tone was typed before the mark of its vowel."""
    apart = _INVISIBLE.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", _MARKS_BEFORE_TONE.sub(r"\2\1", apart))


@lru_cache(maxsize=1 << 14)
def _syllable(word: str) -> tuple[str, int]:
    """Return the composed letters of a word without its tone, and the tone's rank."""
    letters, tone = [], _LEVEL
    for sign in unicodedata.normalize("NFD", word):
        if sign in _TONES:
            tone = _TONES[sign]
        else:
            letters.append(sign)
    return unicodedata.normalize("NFC", "".join(letters)), tone


def _with_i(letters: str) -> str:
    return letters.translate(_Y_TO_I) if _LONE_Y.match(letters) else letters


def _words(text: str) -> list[str]:
    return normalise(text).translate(_LOOKALIKES).lower().replace("-", " ").replace("'", "").split()


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    letters, _ = _syllable(word)
    # A letter loses its marks before i and y are one: ÿ is a y.
    return _with_i(_plain(letters))


def _plain(letters: str) -> str:
    """Take away all marks, also those of other languages' letters (é, ü, ç)."""
    apart = unicodedata.normalize("NFD", letters.translate(_WITHOUT_MARKS))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@lru_cache(maxsize=1 << 14)
def _ordered(word: str) -> str:
    # Letters decide before the tone; the digit stands below all letters, so that a shorter word comes first.
    letters, tone = _syllable(word)
    known = "".join(_SORTED.get(letter) or _SORTED.get(_plain(letter), "") for letter in letters)
    return f"{known}{tone}"


_FORMS = (Difference.SPACING, Difference.CASE, Difference.TONE_PLACEMENT, Difference.I_OR_Y)


def _canonical(text: str, *, but: Difference | None = None) -> object:
    """Return what stands for a name when every difference but one is taken away."""
    text = _composed(text).translate(_LOOKALIKES)
    if but is not Difference.CASE:
        text = text.lower()
    if but is Difference.SPACING:
        return "".join(str(_sound(word)) if word.strip() else word for word in re.split(r"(\s+)", text))
    if but is Difference.TONE_PLACEMENT:
        return [_with_i_and_tone(word) for word in text.split()]
    return [_sound(word, keep_y=but is Difference.I_OR_Y) for word in text.split()]


def _sound(word: str, *, keep_y: bool = False) -> tuple[str, int]:
    letters, tone = _syllable(word)
    return (letters if keep_y else _with_i(letters)), tone


def _with_i_and_tone(word: str) -> str:
    """Spell the one vowel of a word with i and leave its tone where it stands."""
    letters, _ = _syllable(word)
    if not _LONE_Y.match(letters):
        return word
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_Y_TO_I))
