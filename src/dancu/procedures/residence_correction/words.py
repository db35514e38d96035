"""An application in words: the review before it is filed, what officers and applicant read afterwards, and the result."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dancu.casework.showing import Section
from dancu.declarations import words
from dancu.declarations.civil import civil_in_words, facts_in_a_line, proof_in_words
from dancu.procedures.residence_correction.application import Application

TEXTS = words.texts_of(Path(__file__).parent)


def summary(application: Application) -> Sequence[Section]:
    return words.summary(TEXTS, application, application.case, _change(application), free=True)


def result(application: Application, on: date) -> str:
    """Return what CT08 says was done on a day, in Vietnamese."""
    subject, civil = application.subject, application.civil_status
    told = TEXTS(f"papers.approved.{application.case}", "vi").format(
        name=subject.name,
        relation=words.relation(subject.relation, "vi"),
        new_line=application.new_line,
        facts=facts_in_a_line(civil, "vi"),
    )
    return told + TEXTS("papers.renumbered", "vi") if civil and civil.renumbers else told


def _change(application: Application) -> Section:
    rows = [
        ("kind", TEXTS(f"steps.change.kind.choices.{application.kind}")),
        ("head", words.named(application.present_head)),
        ("reason", TEXTS(f"steps.change.reason.choices.{application.reason}") if application.reason else ""),
        ("relation", words.relation(application.subject.relation)),
        ("line", application.line),
        ("new_line", application.new_line),
        ("basis", application.basis),
        *civil_in_words(application.civil_status).items(),
        *proof_in_words(application.civil_status),
    ]
    return words.section("change", rows)
