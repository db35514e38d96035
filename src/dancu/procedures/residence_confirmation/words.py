"""A request in words: the review before it is filed, and what officers and applicant read afterwards."""

from collections.abc import Sequence
from pathlib import Path

from dancu.casework.showing import Section
from dancu.declarations import words
from dancu.procedures.residence_confirmation.application import CASE, Application, Content

TEXTS = words.texts_of(Path(__file__).parent)


def summary(application: Application) -> Sequence[Section]:
    chosen = (each for each in Content if each in application.contents)
    contents = "; ".join(TEXTS(f"steps.content.contents.choices.{each}") for each in chosen)
    return words.summary(
        TEXTS, application, CASE, words.section("content", [("contents", contents)]), moves=False, free=True
    )
