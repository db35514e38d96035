"""An application in words: the review before it is filed, what officers and applicant read afterwards, and the result."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dancu.casework.showing import Section
from dancu.declarations import words
from dancu.places.queries import directory
from dancu.procedures.residence_declaration.application import CASE, Application

TEXTS = words.texts_of(Path(__file__).parent)


def summary(application: Application) -> Sequence[Section]:
    place = [("address", _address(application)), ("reason", application.reason)]
    return words.summary(TEXTS, application, CASE, words.section("place", place), free=True)


def result(application: Application, on: date) -> str:
    """Return what CT08 says was done on a day, in Vietnamese."""
    return TEXTS("papers.approved", "vi").format(place=_address(application))


def _address(application: Application) -> str:
    return directory().address_today(application.unit_id, application.line, application.on)
