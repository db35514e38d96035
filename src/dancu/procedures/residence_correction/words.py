"""An application in words: the review before it is filed, what officers and applicant read afterwards, and the result."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dancu.casework.showing import Section
from dancu.declarations import words
from dancu.procedures.residence_correction.application import Application

TEXTS = words.texts_of(Path(__file__).parent)


def summary(application: Application) -> Sequence[Section]:
    return words.summary(TEXTS, application, application.case, _change(application), free=True)


def result(application: Application, on: date) -> str:
    """Return what CT08 says was done on a day, in Vietnamese."""
    subject = application.subject
    return TEXTS(f"papers.approved.{application.case}", "vi").format(
        name=subject.name, relation=words.relation(subject.relation, "vi"), new_line=application.new_line
    )


def _change(application: Application) -> Section:
    rows = [
        ("kind", TEXTS(f"steps.change.kind.choices.{application.kind}")),
        ("head", words.named(application.present_head)),
        ("reason", TEXTS(f"steps.change.reason.choices.{application.reason}") if application.reason else ""),
        ("relation", words.relation(application.subject.relation)),
        ("line", application.line),
        ("new_line", application.new_line),
        ("basis", application.basis),
    ]
    return words.section("change", rows)
