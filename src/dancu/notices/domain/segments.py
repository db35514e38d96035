"""How a text message travels: in which alphabet, and in how many segments, each of which is paid for (3GPP TS 23.038, 23.040)."""

from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
"""These take the place of two."""


class Alphabet(StrEnum):
    GSM = "GSM 7-bit"
    UCS2 = "UCS-2"
    """For every other script, Vietnamese marks among them: one `ệ` makes the whole message cost more than double."""


# Units in a message that stands alone, and in each of several that belong together.
_ROOM = {Alphabet.GSM: (160, 153), Alphabet.UCS2: (70, 67)}


@dataclass(frozen=True, slots=True)
class Length:
    alphabet: Alphabet
    units: int
    segments: int


def composed(text: str) -> str:
    """Return the text with each letter and its marks as one character: decomposed it would be nearly twice as long."""
    return normalize("NFC", text)


def length(text: str) -> Length:
    """Measure a composed text."""
    if all(letter in _BASIC or letter in _EXTENDED for letter in text):
        alphabet, units = Alphabet.GSM, len(text) + sum(letter in _EXTENDED for letter in text)
    else:
        alphabet, units = Alphabet.UCS2, len(text.encode("utf-16-be")) // 2
    alone, each = _ROOM[alphabet]
    return Length(alphabet, units, 1 if units <= alone else -(-units // each))
