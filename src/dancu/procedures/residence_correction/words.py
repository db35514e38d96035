"""An application in words: the review before it is filed, what officers and applicant read afterwards, and the result."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.utils import translation

from dancu.casework.showing import Section
from dancu.declarations import words
from dancu.declarations.papers import written
from dancu.places.queries import directory
from dancu.population import texts as population
from dancu.population.domain.facts import Facts, KinOf
from dancu.population.domain.person import MaritalStatus, PlaceOf
from dancu.procedures.residence_correction.application import Application
from dancu.procedures.residence_correction.civil_status import CivilStatus

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
        *_civil(application.civil_status),
    ]
    if civil := application.civil_status:
        rows += [
            ("way", TEXTS(f"steps.change.way.choices.{civil.way}")),
            ("proof", TEXTS(f"steps.change.proof.choices.{civil.proof}")),
            ("ground", civil.ground),
            ("registered_on", written(civil.on)),
        ]
    return words.section("change", rows)


def _civil(civil: CivilStatus | None, language: str | None = None) -> list[tuple[str, str]]:
    return list(facts_in_words(civil.facts, language).items()) if civil else []


def facts_in_a_line(civil: CivilStatus | None, language: str | None = None) -> str:
    """Return what is corrected of civil status as a request or a result says it; empty where that is another case."""
    said = _civil(civil, language)
    return "; ".join(f"{TEXTS(f'summary.change.{label}', language)}: {value}" for label, value in said)


def facts_in_words(facts: Facts, language: str | None = None) -> dict[str, str]:
    """Return facts of civil status as people read them, by the field that asks for them; of those left as they are nothing."""
    religion = facts.religion
    said = {
        "new_name": facts.name and facts.name.full,
        "new_other_name": facts.other_name,
        "new_born": facts.born and str(facts.born),
        "new_sex": facts.sex and words.sex(facts.sex, language),
        "new_ethnicity": facts.ethnicity and population.ethnicity(facts.ethnicity),
        "new_religion": TEXTS("steps.change.new_religion.none", language) if religion == "" else religion,
        "new_home_town": facts.home_town and _place(facts.home_town),
        "new_birth_registration": facts.birth_registration_unit and _place(PlaceOf(facts.birth_registration_unit)),
        "new_birth_place": facts.birth_place and _place(facts.birth_place),
        "new_marital_status": facts.marital_status and marital_status(facts.marital_status, language),
        "spouse_name": facts.spouse and _kin(facts.spouse),
        "father_name": facts.father and _kin(facts.father),
        "mother_name": facts.mother and _kin(facts.mother),
    }
    if religion:
        said["new_religion"] = population.religion(religion)
    return {label: value for label, value in said.items() if value}


def marital_status(status: MaritalStatus, language: str | None = None) -> str:
    with translation.override(language or translation.get_language()):
        return str(population.MARITAL[status])


def _kin(kin: KinOf) -> str:
    return " – ".join(filter(None, (kin.name, kin.number)))


def _place(place: PlaceOf) -> str:
    """Return a place in the units of its time, as civil registration writes it."""
    return directory().address(place.unit_id, place.line) if place.unit_id else place.line
