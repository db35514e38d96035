"""Text as people paste it: wide digits, and signs that nobody sees."""

import re

# Soft hyphen, zero-width signs, marks and overrides of direction: they come along from chats, PDF files and spreadsheets.
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def seen(text: str) -> str:
    """Return the text without signs that take no room on a screen."""
    return _UNSEEN.sub("", text)


def plain_digits(text: str) -> str:
    """Return what is seen of a text, with the wide digits of East Asian keyboards written 0 to 9."""
    return seen(text).translate(_WIDE)
