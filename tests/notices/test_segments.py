"""A text message costs by its segments, and Vietnamese marks make them short."""

from unicodedata import normalize

import pytest
from django.utils import translation

from dancu.notices import rendering
from dancu.notices.domain import Way
from dancu.notices.domain.catalogue import CATALOGUE
from dancu.notices.domain.segments import Alphabet, composed, length


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "segments"),
    [
        ("", Alphabet.GSM, 0, 1),
        ("a" * 160, Alphabet.GSM, 160, 1),
        ("a" * 161, Alphabet.GSM, 161, 2),
        ("a" * 306, Alphabet.GSM, 306, 2),
        ("a" * 307, Alphabet.GSM, 307, 3),
        ("€" * 80, Alphabet.GSM, 160, 1),
        ("€" * 81, Alphabet.GSM, 162, 2),
        ("à è ì ò ù", Alphabet.GSM, 9, 1),
        ("ế" * 70, Alphabet.UCS2, 70, 1),
        ("a" * 70 + "ế", Alphabet.UCS2, 71, 2),
        ("ế" * 134, Alphabet.UCS2, 134, 2),
        ("ế" * 135, Alphabet.UCS2, 135, 3),
        ("😀" * 35, Alphabet.UCS2, 70, 1),
    ],
)
def test_a_text_is_measured(text: str, alphabet: Alphabet, units: int, segments: int) -> None:
    measured = length(text)
    assert (measured.alphabet, measured.units, measured.segments) == (alphabet, units, segments)


def test_letters_whose_marks_stand_apart_are_put_together_first() -> None:
    apart = normalize("NFD", "Hồ sơ của bạn")
    assert length(apart).units > 13
    assert length(composed(apart)).units == 13


@pytest.mark.parametrize("name", [name for name, notice in CATALOGUE.items() if Way.SMS in notice.ways])
def test_no_text_message_takes_more_than_two_segments(name: str) -> None:
    for language in ("vi", "en"):
        with translation.override(language):
            assert length(rendering.preview_of(name, "").sms).segments <= 2
