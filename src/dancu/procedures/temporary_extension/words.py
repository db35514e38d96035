"""An application in words: the review before it is filed, what officers and applicant read afterwards, and the result."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dancu.casework.showing import Section
from dancu.declarations import words
from dancu.declarations.papers import written
from dancu.procedures.temporary_extension.application import Application

TEXTS = words.texts_of(Path(__file__).parent)


def summary(application: Application) -> Sequence[Section]:
    return words.summary(TEXTS, application, application.case, _place(application))


def result(application: Application, on: date) -> str:
    """Return what CT08 says was done on a day, in Vietnamese."""
    place, until = words.address(application.place, on), written(application.until)
    return TEXTS("papers.approved", "vi").format(place=place, until=until)


def _place(application: Application) -> Section:
    head = application.householder
    rows = [
        ("address", words.address(application.place, application.on)),
        ("expires", written(application.expires)),
        ("until", written(application.until)),
        ("head", head.name),
        ("head_pin", words.number_of(head)),
        ("relation", words.relation(application.subject.relation)),
        ("ground", TEXTS(f"steps.place.ground.choices.{application.ground}")),
        ("owner", words.named(application.owner)),
    ]
    return words.section("place", rows)
