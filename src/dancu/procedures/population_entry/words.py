"""An entry in words: what officers and the person read, and the notice of the result."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from django.utils import translation

from dancu.casework.procedures import PaperFacts, PaperForm
from dancu.casework.showing import Section
from dancu.declarations import words
from dancu.declarations.civil import civil_in_words, facts_in_a_line, proof_in_words
from dancu.declarations.papers import between_agencies, head_of, paper_of, written
from dancu.declarations.words import number, section, sex
from dancu.places.queries import list_countries
from dancu.procedures.population_entry.application import Application, Case
from dancu.residence import papers as forms

TEXTS = words.texts_of(Path(__file__).parent)
_OFFICIAL = "vi"


def summary(application: Application) -> Sequence[Section]:
    subject = application.subject
    return (
        section("person", [("name", subject.name), ("born", subject.born), ("pin", number(subject.pin))]),
        section("change", [("case", TEXTS(f"steps.change.case.choices.{application.case}")), *_rows(application)]),
    )


def _rows(application: Application) -> Sequence[tuple[str, str]]:
    if civil := application.civil_status:
        return (*civil_in_words(civil).items(), *proof_in_words(civil), ("finding", application.finding))
    lost_by = application.lost_by
    return (
        ("happened_on", written(application.happened_on) if application.happened_on else ""),
        ("lost_by", TEXTS(f"steps.change.lost_by.choices.{lost_by}") if lost_by else ""),
        ("nationality", list_countries().get(application.nationality, "")),
        ("ground", application.ground),
        ("registered_on", written(application.registered_on)),
        ("finding", application.finding),
    )


def papers(on: date) -> Mapping[str, PaperForm[Application]]:
    """Return the notice of the result in its edition of a day."""
    return {"CT08": paper_of(_notice, forms.form("CT08", on=on)), **between_agencies(on)}


def _notice(application: Application, facts: PaperFacts) -> forms.ResultNotice:
    subject, household = application.subject, TEXTS("papers.household", _OFFICIAL)
    with translation.override(_OFFICIAL):
        return forms.ResultNotice(
            **head_of(subject.name, subject.pin, facts),
            about=TEXTS(f"papers.about.{application.case}"),
            addressee=household.format(name=subject.name) if application.case is Case.DEATH else subject.name,
            born=subject.born,
            sex=sex(subject.sex, _OFFICIAL),
            result=_result(application),
            members=(),
            provision=facts.provision,
            signatory=facts.officer_name,
        )


def _result(application: Application) -> str:
    civil = application.civil_status
    how = "told" if application.elsewhere else "entered"
    told = TEXTS(f"papers.{how}.{application.case}").format(
        name=application.subject.name,
        day=written(application.happened_on or application.registered_on),
        ground=application.ground,
        ground_on=written(application.registered_on),
        facts=facts_in_a_line(civil, _OFFICIAL),
    )
    return told + TEXTS("papers.renumbered") if civil and civil.renumbers else told
