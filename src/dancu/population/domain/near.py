"""Names that somebody may have meant who typed another: slips of the keyboard, against the words that the register knows."""

import re
from collections.abc import Collection, Iterator, Sequence

GUESSES = 40
_FAR = 2
_DOUBLED = re.compile(r"aa|ee|oo|dd")
_TONES = str.maketrans("", "", "sfrxjzw")
_FIRST_VOWEL = re.compile(r"[aeiouy]")


def guesses(words: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """Return folded names that differ from these words in one, the likeliest first; at most GUESSES.

    What an input method left over (nguyeenx, nguye6n4) is taken away from all words first. A word that nobody bears is varied
    by two letters; where all are known, each by one.
    """
    meant = [word if word in known else _typed_plainly(word, known) for word in words]
    strange = [place for place, word in enumerate(meant) if word not in known]
    first = [" ".join(meant)] if meant != list(words) else []
    if len(strange) > 1:
        return tuple(first)
    varied = (
        (distance, " ".join([*meant[:place], other, *meant[place + 1 :]]))
        for place in strange or range(len(meant))
        for distance, other in _near(meant[place], known, _FAR if strange else 1)
    )
    ranked = (name for _, name in sorted(varied))
    return tuple(dict.fromkeys([*first, *ranked]))[:GUESSES]


def _near(word: str, known: Collection[str], most: int) -> Iterator[tuple[int, str]]:
    for other in known:
        if abs(len(other) - len(word)) <= most and 0 < (distance := _distance(word, other)) <= most:
            yield distance, other


def _typed_plainly(word: str, known: Collection[str]) -> str:
    """Return a word without the signs by which Telex and VNI write its marks, where the register knows it so."""
    plain = _DOUBLED.sub(lambda pair: pair.group()[0], re.sub(r"\d", "", word))
    if vowel := _FIRST_VOWEL.search(plain):
        # No Vietnamese syllable has these letters behind its vowel.
        plain = plain[: vowel.end()] + plain[vowel.end() :].translate(_TONES)
    return plain if plain in known else word


def _distance(one: str, other: str) -> int:
    """Return how many letters must be put, taken, changed or swapped with their neighbour (optimal string alignment)."""
    before, last = [0] * (len(other) + 1), list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, its in enumerate(other, 1):
            least = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == its:
                least = min(least, before[column - 2] + 1)
            line.append(least)
        before, last = last, line
    return last[-1]
