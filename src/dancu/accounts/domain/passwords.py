"""What a password must be (guide I.1: eight characters with upper and lower case, digit and special), and what is too obvious."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from enum import StrEnum

SHORTEST, LONGEST = 8, 128

_LOOKALIKES = str.maketrans({"@": "a", "4": "a", "0": "o", "1": "i", "!": "i", "3": "e", "$": "s", "5": "s", "7": "t"})
# What people here put before "@123"; these and the frequent passwords of the world, which the caller brings, are tried first.
_OBVIOUS_TEXT = """
matkhau matkhaucuatoi password pass admin administrator qwerty qwertyuiop asdfgh asdfghjkl abc abcd abcde vietnam hanoi saigon
anhyeuem emyeuanh iloveyou khongbiet congan dancu dichvucong vneid welcome xinchao tuananh test user
"""
_OBVIOUS = frozenset(_OBVIOUS_TEXT.split())


class Fault(StrEnum):
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NO_UPPER = "no_upper"
    NO_LOWER = "no_lower"
    NO_DIGIT = "no_digit"
    NO_SPECIAL = "no_special"
    OBVIOUS = "obvious"
    ABOUT_YOU = "about_you"


def faults(password: str, *, about: Iterable[str] = (), frequent: Collection[str] = ()) -> list[Fault]:
    """List what is wrong with a password; `about` is what its owner is known by, `frequent` known ones in lower case."""
    found = [fault for fault, wrong in _shape(password).items() if wrong]
    if is_obvious(password, frequent):
        found.append(Fault.OBVIOUS)
    if _speaks_of(password, about):
        found.append(Fault.ABOUT_YOU)
    return found


def _shape(password: str) -> dict[Fault, bool]:
    return {
        Fault.TOO_SHORT: len(password) < SHORTEST,
        Fault.TOO_LONG: len(password) > LONGEST,
        Fault.NO_UPPER: not any(c.isupper() for c in password),
        Fault.NO_LOWER: not any(c.islower() for c in password),
        Fault.NO_DIGIT: not any(c.isdigit() for c in password),
        Fault.NO_SPECIAL: all(c.isalnum() for c in password),
    }


def is_obvious(password: str, frequent: Collection[str] = ()) -> bool:
    """Tell whether a password is a frequent one, or one with digits and signs put around it and look-alikes within."""
    lower = _fold(password)
    cores = {re.sub(r"^[\W\d_]+|[\W\d_]+$", "", lower)}
    cores |= {core.translate(_LOOKALIKES) for core in cores}
    if lower in frequent or cores & _OBVIOUS:
        return True
    # "Dragon123!" is the frequent "dragon"; a core of five letters or fewer is left, for it says little by itself.
    return any(len(core) > 5 and core in frequent for core in cores) or any(len(core) < 2 for core in cores)


def _speaks_of(password: str, about: Iterable[str]) -> bool:
    lower = _fold(password)
    words = {
        word for text in about for word in (_fold(text), _fold(text).replace(" ", ""), _fold(text).partition("@")[0])
    }
    return any(len(word) >= 4 and word in lower for word in words)


def _fold(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))
