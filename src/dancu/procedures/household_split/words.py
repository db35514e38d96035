"""An application in words: the review before it is filed, what officers and applicant read afterwards, and the result."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dancu.casework.showing import Section
from dancu.declarations import words
from dancu.procedures.household_split.application import Application

TEXTS = words.texts_of(Path(__file__).parent)


def summary(application: Application) -> Sequence[Section]:
    return words.summary(TEXTS, application, application.case, _place(application))


def result(application: Application, on: date) -> str:
    """Return what CT08 says was done on a day, in Vietnamese."""
    return TEXTS("papers.approved", "vi").format(
        former=application.former_head.name,
        place=words.address(application.place, on),
        head=application.householder.name,
        people=len(application.movers),
    )


def _place(application: Application) -> Section:
    rows = [
        ("address", words.address(application.place, application.on)),
        ("head", words.named(application.former_head)),
        ("owner", words.named(application.owner)),
        ("new_head", application.householder.name),
        ("obstacle", TEXTS(f"steps.place.obstacle.choices.{application.place.obstacle}")),
    ]
    return words.section("place", rows)
