"""A cancellation in words: what officers and the person read, and the papers."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import translation

from dancu.casework.procedures import PaperFacts, PaperForm
from dancu.casework.showing import Section
from dancu.casework.texts import Texts
from dancu.declarations import own_motion, register
from dancu.declarations.papers import between_agencies, head_of, paper_of
from dancu.declarations.words import number, section, sex
from dancu.places.queries import directory
from dancu.procedures.registration_cancellation.application import Application
from dancu.residence import papers as forms
from dancu.residence.domain.cancellation import Done
from dancu.residence.domain.residence import Kind
from dancu.residence.texts import CANCEL_GROUNDS, DONE, KINDS

TEXTS = Texts(Path(__file__).parent / "texts")
_OFFICIAL = "vi"


def named(done: Done, kind: Kind | None, unit: int | None, line: str, acted_on: date, dossier: str, *, on: date) -> str:
    """Return an act in a line: what it was, where, on which day, by which dossier."""
    return f"{kind_of(done, kind)}, {where_and_when(unit, line, acted_on, dossier, on=on)}"


def kind_of(done: Done, kind: Kind | None) -> str:
    return f"{DONE[done]}: {KINDS[kind]}" if kind else str(DONE[done])


def where_and_when(unit: int | None, line: str, acted_on: date, dossier: str, *, on: date) -> str:
    place = directory().address_today(unit, line, on) if unit else ""
    return ", ".join(filter(None, (place, f"{acted_on:%d/%m/%Y}", dossier)))


def summary(application: Application) -> Sequence[Section]:
    subject = application.subject
    return (
        section("person", [("name", subject.name), ("born", subject.born), ("pin", number(subject.pin))]),
        section(
            "act",
            [
                ("act", cancelled(application)),
                ("ground", str(CANCEL_GROUNDS[application.ground])),
                ("finding", application.finding),
            ],
        ),
    )


def cancelled(application: Application) -> str:
    """Return what is cancelled."""
    return named(
        application.done,
        application.kind,
        application.unit_id,
        application.line,
        application.acted_on,
        application.dossier_code,
        on=application.on,
    )


def papers(on: date) -> Mapping[str, PaperForm[Application]]:
    """Return the forms that a cancellation issues, in their editions of a day."""
    filled = {"CT08": _notice, "CT09": _decision}
    drawn = {form: paper_of(fill, forms.form(form, on=on)) for form, fill in filled.items()}
    return drawn | between_agencies(on)


def _notice(application: Application, facts: PaperFacts) -> forms.ResultNotice:
    with translation.override(_OFFICIAL):
        return forms.ResultNotice(
            **_about(application, facts),
            about=TEXTS("papers.about"),
            addressee=application.subject.name,
            result=TEXTS("papers.cancelled").format(act=cancelled(application)),
            members=(),
        )


def _decision(application: Application, facts: PaperFacts) -> forms.CancellationDecision:
    person = register.find(application.subject.pin, facts.reading)
    with translation.override(_OFFICIAL):
        homes = own_motion.present(person.id, facts.reading) if person else ()
        return forms.CancellationDecision(
            **_about(application, facts),
            cancelled=cancelled(application),
            ground=str(CANCEL_GROUNDS[application.ground]),
            finding=application.finding,
            restored=tuple(own_motion.described(home, application.on) for home in homes),
        )


def _about(application: Application, facts: PaperFacts) -> dict[str, Any]:
    subject = application.subject
    return {
        **head_of(subject.name, subject.pin, facts),
        "born": subject.born,
        "sex": sex(subject.sex, _OFFICIAL),
        "provision": facts.provision,
        "signatory": facts.officer_name,
    }
