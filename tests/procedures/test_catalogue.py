"""What every folder of the catalogue must hold."""

from datetime import date
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dancu.casework.procedures import Listed, Procedure, catalogue
from dancu.declarations.domain import law as shared_law
from dancu.declarations.domain.declaration import Exemption, Standing
from dancu.declarations.domain.registration import Obstacle
from dancu.kernel.dated import Dated
from dancu.offices.domain.rights import Subsystem
from dancu.procedures import found
from dancu.procedures.permanent_registration import rules
from dancu.procedures.permanent_registration.application import Ground, Special
from dancu.procedures.permanent_registration.effects import GROUNDS
from dancu.procedures.permanent_registration.procedure import PROCEDURES as VERSIONS
from dancu.residence.papers import EDITIONS

PROCEDURES = found()
PROCEDURE = VERSIONS[-1]
LANGUAGES = ("vi", "en")
FILLED_BY_THE_FORM = {
    "act",
    "case",
    "commune",
    "country",
    "ethnicity",
    "ground",
    "householder",
    "kind",
    "nationality",
    "members",
    "new_ethnicity",
    "new_head",
    "new_marital_status",
    "new_religion",
    "new_sex",
    "province",
    "relation",
}
SHARED_TABLES = (shared_law.CHANNELS, shared_law.TAKES_CT01, shared_law.COMPONENT_CODES)
each_folder = pytest.mark.parametrize("folder", sorted({each.folder.name for each in PROCEDURES}))
FILED = [each for each in PROCEDURES if not each.own_motion]
each_filed_version = pytest.mark.parametrize("procedure", FILED, ids=lambda each: f"{each.slug} {each.version}")
each_version = pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: f"{each.slug} {each.version}")
OF_DOSSIERS = [each for each in PROCEDURES if isinstance(each, Procedure)]
each_version_of_dossiers = pytest.mark.parametrize(
    "procedure", OF_DOSSIERS, ids=lambda each: f"{each.slug} {each.version}"
)


def keys(procedure: Listed) -> set[str]:
    return set(procedure.texts.by_language["vi"])


@each_version
def test_a_folder_has_its_words_in_both_languages(procedure: Listed) -> None:
    assert set(procedure.texts.by_language["vi"]) == set(procedure.texts.by_language["en"])
    assert not [key for texts in procedure.texts.by_language.values() for key, text in texts.items() if not text]


@each_version
def test_a_folder_names_its_cases_documents_steps_and_provisions(procedure: Listed) -> None:
    wanted = {"title", "field", "keywords"}
    wanted |= {f"cases.{case}" for case in procedure.cases}
    wanted |= {f"documents.{each.key}.{part}" for each in procedure.documents for part in ("name", "short", "when")}
    wanted |= {f"steps.{step.key}.title" for step in procedure.steps}
    wanted |= {f"provisions.{each.key}" for each in procedure.provisions}
    wanted |= {f"guidance.channels.{key}" for key in procedure.channels}
    wanted |= {f"guidance.fees.{key}" for key in procedure.fees}
    wanted |= {f"unverified.{key}" for key in procedure.unverified}
    assert wanted <= keys(procedure)


@each_version
def test_every_field_of_every_step_has_a_label(procedure: Listed) -> None:
    wanted = {
        f"steps.{step.key}.{name}.label"
        for step in procedure.steps
        for form in (step.form, getattr(step.form, "row_form", None))
        if form
        for name in form.base_fields
    }
    assert wanted <= keys(procedure)


def test_permanent_registration_is_found_under_todays_law() -> None:
    assert catalogue().current("1.004222", date(2026, 11, 24)) is catalogue().by_slug(
        "permanent-registration", date(2026, 11, 24)
    )
    assert PROCEDURE.since == date(2026, 7, 1)


def test_every_folder_is_installed_without_being_named() -> None:
    folder = Path(PROCEDURE.folder).parent
    folders = [each for each in folder.iterdir() if (each / "procedure.py").exists()]
    assert len(folders) == len({each.code for each in PROCEDURES})


def test_every_code_of_permanent_registration_has_its_words() -> None:
    wanted = {f"steps.place.ground.choices.{each}" for each in Ground}
    wanted |= {f"steps.place.obstacle.choices.{each}" for each in Obstacle}
    wanted |= {f"steps.place.special.choices.{each}" for each in Special}
    wanted |= {f"steps.subject.standing.choices.{each}" for each in Standing if each is not Standing.LIST}
    wanted |= {f"exemptions.{each}" for each in Exemption}
    assert wanted <= keys(PROCEDURE)


def test_every_ground_has_a_provision_and_a_place_in_the_register() -> None:
    assert {each.key for each in PROCEDURE.provisions} == {ground.value for ground in Ground} == set(GROUNDS)


@each_version
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guidance_says_the_fees_and_the_time_limit_of_the_version(procedure: Listed, language: str) -> None:
    for channel, amount in procedure.fees.items():
        assert f"{amount.dong:,}" in procedure.texts(f"guidance.fees.{channel}", language).replace(".", ",")
    assert str(procedure.limits[0].amount) in procedure.texts("guidance.time_limit", language)


@each_version
def test_a_version_says_what_it_changed_and_where_a_draft_is_open_again(procedure: Listed) -> None:
    assert procedure.news
    assert set(procedure.reopens) <= set(procedure.news)


@each_folder
def test_versions_follow_each_other_without_a_gap(folder: str) -> None:
    versions = [each for each in PROCEDURES if each.folder.name == folder]
    for before, after in pairwise(versions):
        assert (before.version + 1, before.until) == (after.version, after.since)
    assert (versions[0].version, versions[-1].until) == (1, None)


@each_folder
def test_every_change_of_a_fact_begins_a_version(folder: str) -> None:
    law = import_module(f"dancu.procedures.{folder}.law")
    tables = [fact for fact in vars(law).values() if isinstance(fact, Dated)]
    papers = {form for each in PROCEDURES if each.folder.name == folder for form in each.papers}
    days = {day for table in (*tables, *(EDITIONS[form] for form in papers)) for day in table.days}
    days |= {end for held in law.DOUBTS.values() for end in (held.since, held.until) if end}
    days |= {end for act in law.ACTS for end in (act.held.since, act.held.until) if end}
    if folder in {each.folder.name for each in FILED}:
        days |= {day for table in SHARED_TABLES for day in table.days}
    # What a decree brought into being has no version of the days before it.
    assert {day for day in days if day >= law.DAYS[0]} == set(law.DAYS)


@each_version
def test_officers_can_be_given_the_rights_of_its_subsystem(procedure: Listed) -> None:
    assert procedure.subsystem in set(Subsystem)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_floor_area_said_is_the_one_checked(language: str) -> None:
    assert f"{rules.LEAST_FLOOR_AREA} m²" in PROCEDURE.texts("steps.place.floor_area.hint", language)


@each_version
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guidance_says_the_fees_by_list(procedure: Listed, language: str) -> None:
    for channel, amount in procedure.fees_by_list.items():
        assert f"{amount.dong:,}" in procedure.texts(f"guidance.fees.{channel}", language).replace(".", ",")


@each_filed_version
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guidance_page_has_all_its_words(procedure: Listed, language: str) -> None:
    texts = procedure.texts.by_language[language]
    wanted = {"about", "agency", "time_limit", "time_limit_note", "requirements", "forms", "copies_note"}
    assert {f"guidance.{each}" for each in wanted} <= set(texts)
    for several in ("subjects", "steps", "results"):
        assert f"guidance.{several}.1" in texts


@each_version
def test_every_choice_of_every_step_has_its_words_or_is_filled_by_the_form(procedure: Listed) -> None:
    for step in procedure.steps:
        for name, field in step.form.base_fields.items():
            key = f"steps.{step.key}.{name}.choices."
            offered = any(each.startswith(key) for each in keys(procedure))
            assert offered or not hasattr(field, "choices") or name in FILLED_BY_THE_FORM, key


@each_version_of_dossiers
def test_papers_are_in_the_edition_of_the_versions_first_day(procedure: Procedure[Any]) -> None:
    declared = set() if procedure.own_motion else {"CT01", "CT04", "CT05", "CT06"}
    assert declared | {*procedure.workflow.results} <= set(procedure.papers) <= set(EDITIONS)
    by_agency = {form for form, paper in procedure.papers.items() if paper.by_agency}
    assert by_agency == set(procedure.papers) - {"CT01"}
