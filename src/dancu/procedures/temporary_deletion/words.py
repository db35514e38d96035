"""An application in words: the review before it is filed, what officers and applicant read afterwards, and the result."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dancu.casework.showing import Section
from dancu.declarations import deleting, words
from dancu.declarations.papers import written
from dancu.procedures.temporary_deletion.application import Application

TEXTS = words.texts_of(Path(__file__).parent)


def summary(application: Application) -> Sequence[Section]:
    return words.summary(TEXTS, application, application.ground, deleting.section(application), free=True)


def result(application: Application, on: date) -> str:
    """Return what CT08 says was done on a day, in Vietnamese."""
    place = words.address(application.place, on)
    return TEXTS("papers.approved", "vi").format(place=place, day=written(on))
