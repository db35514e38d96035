"""A deletion in words: what officers and the person read, and the notice of the result."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from django.utils import translation

from dancu.casework.procedures import PaperFacts, PaperForm
from dancu.casework.showing import Section
from dancu.casework.texts import Texts
from dancu.declarations.papers import between_agencies, head_of, paper_of, written
from dancu.declarations.words import named, number, section, sex
from dancu.places.queries import directory
from dancu.procedures.registration_deletion.application import Application
from dancu.residence import papers as forms
from dancu.residence.texts import END_GROUNDS, KINDS

TEXTS = Texts(Path(__file__).parent / "texts")
_OFFICIAL = "vi"


def summary(application: Application) -> Sequence[Section]:
    subject = application.subject
    return (
        section("person", [("name", subject.name), ("born", subject.born), ("pin", number(subject.pin))]),
        section(
            "registration",
            [
                ("kind", str(KINDS[application.kind])),
                ("address", address(application)),
                ("ground", str(END_GROUNDS[application.ground])),
                ("happened_on", written(application.happened_on)),
                ("members", "; ".join(map(named, application.members))),
                ("new_head", named(application.new_head)),
                ("minutes", f"{application.minutes} ({written(application.minutes_on)})"),
                ("finding", application.finding),
            ],
        ),
    )


def address(application: Application) -> str:
    return directory().address_today(application.unit_id, application.line, application.on)


def papers(on: date) -> Mapping[str, PaperForm[Application]]:
    """Return the notice of the result in its edition of a day."""
    return {"CT08": paper_of(_notice, forms.form("CT08", on=on)), **between_agencies(on)}


def _notice(application: Application, facts: PaperFacts) -> forms.ResultNotice:
    subject = application.subject
    with translation.override(_OFFICIAL):
        return forms.ResultNotice(
            **head_of(subject.name, subject.pin, facts),
            about=TEXTS(f"papers.about.{application.kind}"),
            addressee=application.contact.name,
            born=subject.born,
            sex=sex(subject.sex, _OFFICIAL),
            result=TEXTS(f"papers.deleted.{application.kind}").format(
                place=address(application),
                day=written(facts.issued_at.date()),
                minutes=application.minutes,
                minutes_on=written(application.minutes_on),
                members=", ".join(each.name for each in application.people),
            ),
            members=(),
            provision=facts.provision,
            signatory=facts.officer_name,
        )
