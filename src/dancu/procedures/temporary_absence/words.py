"""A declaration in words: the review before it is filed, what officers and applicant read afterwards, and the slip."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dancu.casework.procedures import PaperFacts
from dancu.casework.showing import Section
from dancu.declarations import papers, register, words
from dancu.declarations.papers import written
from dancu.places.queries import country, directory, list_countries
from dancu.procedures.temporary_absence import rules
from dancu.procedures.temporary_absence.application import Application
from dancu.residence.domain.residence import Residence
from dancu.residence.papers import AbsenceSlip

TEXTS = words.texts_of(Path(__file__).parent)


def summary(application: Application) -> Sequence[Section]:
    return words.summary(TEXTS, application, application.case, _absence(application), moves=False, free=True)


def _absence(application: Application) -> Section:
    rows = [
        ("destination", TEXTS(f"steps.absence.destination.choices.{'abroad' if application.country else 'domestic'}")),
        ("country", list_countries().get(application.country, "")),
        ("address", application.line if application.country else destination(application, application.on)),
        ("since", written(application.since)),
        ("until", written(application.until)),
        ("reason", application.reason),
        ("duty", TEXTS(f"summary.absence.{'bound' if rules.must_be_declared(application) else 'voluntary'}")),
    ]
    return words.section("absence", rows)


def destination(application: Application, on: date) -> str:
    """Return where somebody goes, as papers have it: in the units of a day, or with the country's name."""
    return _destination(application.unit_id, application.country, application.line, on)


def request(absence: Mapping[str, Any], on: date, text: str) -> str:
    """Return what is asked for, by the answers of the step that asks for the absence."""
    return text.format(
        since=written(date.fromisoformat(absence["since"])),
        until=written(date.fromisoformat(absence["until"])),
        place=_destination(absence.get("commune"), absence["country"], absence["line"], on),
    )


def _destination(unit_id: int | None, abroad: str, line: str, on: date) -> str:
    return directory().address_today(unit_id, line, on) if unit_id else f"{line}, {country(abroad)}"


def slip(application: Application, facts: PaperFacts) -> AbsenceSlip:
    """CT03: what was declared, beside where the register says that he lives."""
    subject, on = application.subject, facts.issued_at.date()
    person = register.find(subject.number, facts.reading)
    permanent = _address(register.permanent_of(person.id, facts.reading) if person else None, on)
    temporary = _address(register.temporary_of(person.id, facts.reading) if person else None, on)
    return AbsenceSlip(
        **papers.head(application, facts),
        born=str(subject.born),
        sex=words.sex(subject.sex, "vi"),
        permanent=permanent,
        temporary=temporary,
        current=temporary or permanent,
        since=application.since,
        until=application.until,
        reason=application.reason,
        destination=destination(application, on),
        declarer=application.filer.name,
        officer=facts.officer_name,
        signatory=facts.officer_name,
    )


def _address(present: Residence | None, on: date) -> str:
    return directory().address_today(present.unit_id, present.address_line, on) if present else ""
