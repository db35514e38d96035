"""An application in words: the review before it is filed, what officers and applicant read afterwards, and the result."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dancu.casework.showing import Section
from dancu.declarations import words
from dancu.declarations.papers import written
from dancu.procedures.temporary_registration.application import Application

TEXTS = words.texts_of(Path(__file__).parent)


def summary(application: Application) -> Sequence[Section]:
    return words.summary(TEXTS, application, application.case, _place(application))


def result(application: Application, on: date) -> str:
    """Return what CT08 says was done on a day, in Vietnamese."""
    return TEXTS(f"papers.approved_{application.entry}", "vi").format(
        place=words.address(application.place, on),
        head=application.householder.name,
        since=written(application.since),
        until=written(application.until),
        people=len(application.movers),
    )


def _place(application: Application) -> Section:
    place = application.place
    rows = [
        ("since", written(application.since)),
        ("until", written(application.until)),
        *words.household(TEXTS, application),
        ("ground", TEXTS(f"steps.place.ground.choices.{place.ground}")),
        ("owner", words.named(application.owner)),
        ("obstacle", TEXTS(f"steps.place.obstacle.choices.{place.obstacle}")),
    ]
    return words.section("place", rows)
