"""An application in words: the review before it is filed, what officers and applicant read afterwards, and the result."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.utils.formats import localize

from dancu.casework.showing import Section
from dancu.declarations import words
from dancu.declarations.papers import written
from dancu.procedures.permanent_registration.application import Application, Place

TEXTS = words.texts_of(Path(__file__).parent)


def summary(application: Application) -> Sequence[Section]:
    return words.summary(TEXTS, application, application.case, _place(application))


def result(application: Application, on: date) -> str:
    """Return what CT08 says was done on a day, in Vietnamese."""
    text = TEXTS("papers.approved_join" if application.head else "papers.approved_new", "vi")
    place = words.address(application.place, on)
    return text.format(place=place, head=application.householder.name, day=written(on))


def _place(application: Application) -> Section:
    place = application.place
    rows = [
        *words.household(TEXTS, application),
        ("kin_known", TEXTS("summary.place.kin_in_register") if place.kin_known else ""),
        ("ground", TEXTS(f"steps.place.ground.choices.{place.ground}")),
        ("owner", words.named(application.owner)),
        ("floor_area", _floor(place)),
        ("obstacle", TEXTS(f"steps.place.obstacle.choices.{place.obstacle}")),
        ("special", "; ".join(TEXTS(f"steps.place.special.choices.{fact}") for fact in sorted(place.special))),
    ]
    return words.section("place", rows)


def _floor(place: Place) -> str:
    if place.floor_area is None:
        return ""
    return TEXTS("summary.place.per_person").format(area=localize(place.floor_area), people=place.residents)
