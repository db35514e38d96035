"""What an event changed of a person's record, in words: the fact, what stood before, what stands after."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from dancu.kernel.sex import Sex
from dancu.places.queries import VIET_NAM, directory, list_countries
from dancu.population import texts
from dancu.population.domain.person import Life, MaritalStatus, OtherNationality, PlaceOf
from dancu.population.queries import EventView
from dancu.sites.filing.guest_forms import SEXES
from dancu.sites.ui.templatetags.ui import day


def nationality_of(code: str) -> str:
    """Return what a nationality is called; nothing for none."""
    return str(_("Viet Nam")) if code == VIET_NAM else list_countries().get(code, code)


def others_of(nationalities: Iterable[OtherNationality]) -> str:
    """Return nationalities beside the first one with the days that are known."""
    return "; ".join(_other(each) for each in nationalities)


def _other(each: OtherNationality) -> str:
    days = f"{day(each.since) or '…'} – {day(each.until) or '…'}" if each.since or each.until else ""
    return f"{nationality_of(each.country)} ({days})" if days else nationality_of(each.country)


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
    "blood_group": _("Blood group"),
    "occupation": _("Occupation"),
    "workplace": _("Workplace"),
    "education": _("Education"),
    "passport_number": _("Passport"),
    "phone": _("Phone number"),
    "email": _("Email"),
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
