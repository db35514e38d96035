"""What an event changed of a person's record, in words: the fact, what stood before, what stands after."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from dancu.kernel.sex import Sex
from dancu.places.queries import VIET_NAM, directory, list_countries
from dancu.population import texts
from dancu.population.domain.person import Life, MaritalStatus, PlaceOf
from dancu.population.queries import EventView
from dancu.sites.filing.guest_forms import SEXES


def nationality_of(code: str) -> str:
    """Return what a nationality is called; nothing for none."""
    return str(_("Viet Nam")) if code == VIET_NAM else list_countries().get(code, code)


def place_of(place: PlaceOf) -> str:
    """Return a place in the units of its time."""
    return directory().address(place.unit_id, place.line) if place.unit_id else place.line


_LABELS: Mapping[str, Any] = {
    "name": _("Full name"),
    "other_name": _("Other name"),
    "pin": _("PIN"),
    "born": _("Date of birth"),
    "sex": _("Sex"),
    "birth_place": _("Place of birth"),
    "birth_registration_unit_id": _("Place of birth registration"),
    "home_town": _("Home town"),
    "ethnicity": _("Ethnic group"),
    "religion": _("Religion"),
    "nationality": _("Nationality"),
    "marital_status": _("Marital status"),
    "father_name": _("Father"),
    "mother_name": _("Mother"),
    "spouse_name": _("Wife or husband"),
    "life": _("State of life"),
}
_PARTS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "name": (("surname", "middle", "given"), " "),
    "born": (("birth_day", "birth_month", "birth_year"), "/"),
}
"""Facts that stand in several columns, of which an event names those that changed."""
_SAID: Mapping[str, Callable[[Any], Any]] = {
    "sex": lambda code: SEXES[Sex(code)],
    "ethnicity": texts.ethnicity,
    "religion": texts.religion,
    "marital_status": lambda code: texts.MARITAL[MaritalStatus(code)],
    "nationality": nationality_of,
    "life": lambda code: texts.LIVES[Life(code)],
    "birth_registration_unit_id": lambda unit: place_of(PlaceOf(unit)),
}


def changes_in_words(event: EventView) -> str:
    """Return each fact that an event changed with both its values; empty for one that only added."""
    lines = (
        f"{label}: {before or '–'} → {after or '–'}"
        for fact, label in _LABELS.items()
        if (before := _said(fact, event.before)) != (after := _said(fact, event.after)) and event.before
    )
    return "\n".join(lines)


def _said(fact: str, values: Mapping[str, Any]) -> str:
    if fact in _PARTS:
        columns, between = _PARTS[fact]
        return between.join(str(values[column]) for column in columns if values.get(column))
    if fact in {"birth_place", "home_town"}:
        return place_of(PlaceOf(values.get(f"{fact}_unit_id"), values.get(f"{fact}_line", "")))
    value = values.get(fact)
    return str(_SAID[fact](value) if fact in _SAID else value) if value else ""
