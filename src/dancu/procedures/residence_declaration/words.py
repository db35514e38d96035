"""An application in words: the review before it is filed, what officers and applicant read afterwards, and the result."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from dancu.casework.showing import Section
from dancu.declarations import words
from dancu.kernel.pin import PROVINCES
from dancu.places.queries import directory
from dancu.population import texts as population
from dancu.procedures.residence_declaration.application import CASE, Application, Newcomer

TEXTS = words.texts_of(Path(__file__).parent)


def summary(application: Application) -> Sequence[Section]:
    place = [("address", _address(application)), ("reason", application.reason)]
    own = [words.section("place", place)]
    if newcomer := application.newcomer:
        own.insert(0, _newcomer(newcomer))
    return words.summary(TEXTS, application, CASE, *own, free=True)


def result(application: Application, on: date) -> str:
    """Return what CT08 says was done on a day, in Vietnamese."""
    return TEXTS("papers.approved", "vi").format(place=_address(application))


def _address(application: Application) -> str:
    return directory().address_today(application.unit_id, application.line, application.on)


def _newcomer(newcomer: Newcomer) -> Section:
    rows = [
        ("province", PROVINCES[newcomer.province]),
        ("ethnicity", population.ethnicity(newcomer.ethnicity)),
        ("home_town", newcomer.home_town),
        ("father", newcomer.father),
        ("mother", newcomer.mother),
    ]
    return replace(words.section("newcomer", rows), step="subject")
