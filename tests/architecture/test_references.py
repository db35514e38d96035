"""Foreign keys between rooms, which import contracts do not see."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from dancu.platform.refs import Ref

ROOT = Path(__file__).resolve().parents[2]


def heights() -> dict[str, int]:
    """Return how high each room stands in the stack that the import contracts hold."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["containers"] == ["dancu"])
    return {room.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for room in layer.split("|")}


def room(model: type[models.Model]) -> str:
    return apps.get_app_config(model._meta.app_label).name.removeprefix("dancu.")


def keys_that_leave_their_room() -> list[tuple[models.Field, str, str]]:
    return [
        (field, room(model), room(field.related_model))
        for model in apps.get_models()
        if model.__module__.startswith("dancu.")
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and room(field.related_model) != room(model)
    ]


def test_a_key_to_another_room_points_downwards():
    height = heights()
    upwards = [str(field) for field, at, to in keys_that_leave_their_room() if height[at] <= height[to]]
    assert upwards == []


def test_a_key_to_another_room_is_protected_and_leaves_no_way_back():
    assert [str(field) for field, _, _ in keys_that_leave_their_room() if not isinstance(field, Ref)] == []


@pytest.mark.django_db
def test_the_migrations_make_the_tables_that_the_models_describe():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
