"""What every folder of the catalogue must hold."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dancu.casework.domain.filing import Channel
from dancu.casework.procedures import Procedure, catalogue
from dancu.procedures import found
from dancu.procedures.permanent_registration import rules
from dancu.procedures.permanent_registration.application import Exemption, Ground, Obstacle, Special, Standing
from dancu.procedures.permanent_registration.effects import GROUNDS
from dancu.procedures.permanent_registration.procedure import PROCEDURE
from dancu.residence.domain.relations import STATED

PROCEDURES = found()
LANGUAGES = ("vi", "en")


def keys(procedure: Procedure[Any]) -> set[str]:
    return set(procedure.texts.by_language["vi"])


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.slug)
def test_a_folder_has_its_words_in_both_languages(procedure: Procedure[Any]) -> None:
    assert set(procedure.texts.by_language["vi"]) == set(procedure.texts.by_language["en"])
    assert not [key for texts in procedure.texts.by_language.values() for key, text in texts.items() if not text]


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.slug)
def test_a_folder_names_its_cases_documents_steps_and_provisions(procedure: Procedure[Any]) -> None:
    wanted = {"title", "field", "keywords"}
    wanted |= {f"cases.{case}" for case in procedure.cases}
    wanted |= {f"documents.{each.key}.{part}" for each in procedure.documents for part in ("name", "short", "when")}
    wanted |= {f"steps.{step.key}.title" for step in procedure.steps}
    wanted |= {f"provisions.{each.key}" for each in procedure.provisions}
    wanted |= {f"unverified.{key}" for key in procedure.unverified}
    assert wanted <= keys(procedure)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.slug)
def test_every_field_of_every_step_has_a_label(procedure: Procedure[Any]) -> None:
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
    assert len(folders) == len(PROCEDURES)


def test_every_code_of_permanent_registration_has_its_words() -> None:
    wanted = {f"steps.place.ground.choices.{each}" for each in Ground}
    wanted |= {f"steps.place.obstacle.choices.{each}" for each in Obstacle}
    wanted |= {f"steps.place.special.choices.{each}" for each in Special}
    wanted |= {f"steps.subject.standing.choices.{each}" for each in Standing}
    wanted |= {f"exemptions.{each}" for each in Exemption}
    wanted |= {f"relations.{each}" for each in STATED}
    assert wanted <= keys(PROCEDURE)


def test_every_ground_has_a_provision_and_a_place_in_the_register() -> None:
    assert {each.key for each in PROCEDURE.provisions} == {ground.value for ground in Ground} == set(GROUNDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guidance_says_the_fees_and_the_time_limit_of_the_rules(language: str) -> None:
    texts = PROCEDURE.texts
    for channel in Channel:
        said = texts(f"guidance.fees.{channel}", language)
        assert f"{rules.FEES[channel].dong:,}" in said.replace(".", ",")
    assert str(rules.LIMIT.amount) in texts("guidance.time_limit", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_floor_area_said_is_the_one_checked(language: str) -> None:
    assert f"{rules.LEAST_FLOOR_AREA} m²" in PROCEDURE.texts("steps.place.floor_area.hint", language)
