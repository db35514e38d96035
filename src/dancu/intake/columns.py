"""The columns of the forms: official headings from the code list, each over a field, as for every list of people."""

import re
from functools import cache, lru_cache, partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dancu.intake.domain.refusals import AmbiguousPlace, UnknownPlace
from dancu.intake.domain.states import Form
from dancu.kernel.dates import PartialDate
from dancu.kernel.names import normalise
from dancu.kernel.sex import Sex
from dancu.lists import columns as lists
from dancu.lists.columns import Column
from dancu.places import queries as places
from dancu.places.domain.directory import SNAPSHOT_ON, Directory
from dancu.places.domain.written import Reader
from dancu.platform import codelists, problems
from dancu.platform.forms import (
    Boxes,
    DateBoxesField,
    IdNumberField,
    OldNumberField,
    PersonNameField,
    PhoneField,
    PinField,
)
from dancu.population.domain.facts import Way
from dancu.population.domain.person import BloodGroup, MaritalStatus, PlaceOf
from dancu.population.texts import MARITAL, ethnicities, religions
from dancu.residence.domain.relations import STATED, Relation
from dancu.residence.texts import RELATIONS

NO_RELIGION = "00"
"""Of the choice that says so; the register keeps nothing."""
_SEXES = {Sex.MALE: _("Male"), Sex.FEMALE: _("Female")}
_WAYS = {Way.CHANGED: _("Changed since that day"), Way.RECTIFIED: _("Rectified from the beginning")}
_UNKNOWN = re.compile(r"(?:0{1,2}|-{1,2}|_{1,2}|\?{1,2}|x{1,2}|\s*)\s*[/.-]\s*", re.IGNORECASE)
"""How papers write a day or a month that is not known."""
_YEAR = re.compile(r"\d{4}", re.ASCII)


def birth(cell: str) -> Boxes:
    """Read a date of birth of which the day, or day and month, may be left out or written as unknown: 00/00/1950, --/1950."""
    known = cell.strip()
    for _part in range(2):
        found = None if _YEAR.fullmatch(known) else _UNKNOWN.match(known)
        if found:
            known = known[found.end() :]
    return lists.day(known)


class PlaceField(forms.CharField):
    """A place on one line, cleaned to a `PlaceOf` in a unit of its time.

    With `lenient` a place that no list has keeps what was written: a home town may have changed its name three times.
    """

    def __init__(self, *, lenient: bool = False, **kwargs: Any) -> None:
        super().__init__(**({"max_length": 300} | kwargs))
        self.lenient = lenient

    def clean(self, value: Any) -> Any:
        text = normalise(super().clean(value))
        if not text:
            return None
        found = _reader(places.directory(), timezone.localdate()).read(text)
        if len(found) == 1:
            return PlaceOf(found[0].unit.id, found[0].line[:200])
        if self.lenient:
            return PlaceOf(None, text[:200])
        if not found:
            raise ValidationError(problems.message(UnknownPlace()))
        units = places.directory()
        names = "; ".join(units.full_name(each.unit) for each in found)
        raise ValidationError(problems.message(AmbiguousPlace(places=names)))


class RegistrationField(PlaceField):
    """Where a birth was registered: a commune, or at least a province."""

    def clean(self, value: Any) -> Any:
        place = super().clean(value)
        if place is None or place.unit_id is not None:
            return place
        provinces = _reader(places.directory(), timezone.localdate()).province(place.line.rpartition(",")[2])
        return PlaceOf(provinces[0].id, place.line) if len(provinces) == 1 else place


@lru_cache(maxsize=2)
def _reader(units: Directory, on: Any) -> Reader:
    return Reader(units, on, SNAPSHOT_ON)


def _religions() -> list[tuple[str, Any]]:
    return [(NO_RELIGION, _("None")), *religions().items()]


def _countries() -> list[tuple[str, Any]]:
    return [(places.VIET_NAM, _("Viet Nam")), *places.list_countries().items()]


_text = partial(forms.CharField, max_length=160)
_FIELDS: dict[str, Any] = {
    "name": PersonNameField,
    "other_name": _text,
    "number": PinField,
    "old_number": OldNumberField,
    "born": partial(DateBoxesField, partial=True),
    "sex": partial(forms.ChoiceField, choices=list(_SEXES.items())),
    "birth_place": partial(PlaceField, lenient=True),
    "registration": partial(RegistrationField, lenient=True),
    "home_town": partial(PlaceField, lenient=True),
    "ethnicity": partial(forms.ChoiceField, choices=lambda: list(ethnicities().items())),
    "religion": partial(forms.ChoiceField, choices=_religions),
    "nationality": partial(forms.ChoiceField, choices=_countries),
    "marital_status": partial(forms.ChoiceField, choices=[(each.value, label) for each, label in MARITAL.items()]),
    "blood_group": partial(forms.ChoiceField, choices=[(each.value, each.value) for each in BloodGroup]),
    **{f"{who}_name": PersonNameField for who in ("father", "mother", "spouse", "head")},
    **{f"{who}_number": IdNumberField for who in ("father", "mother", "spouse", "head")},
    "permanent": PlaceField,
    "permanent_since": DateBoxesField,
    "relation": partial(forms.ChoiceField, choices=[(each.value, RELATIONS[each]) for each in STATED]),
    "occupation": partial(forms.CharField, max_length=120),
    "phone": PhoneField,
    "email": forms.EmailField,
    "fact": forms.ChoiceField,
    "says": partial(forms.CharField, max_length=300),
    "shall_say": partial(forms.CharField, max_length=300),
    "way": partial(forms.ChoiceField, choices=list(_WAYS.items())),
    "on": DateBoxesField,
    "paper": partial(forms.CharField, max_length=160),
}
_EXAMPLES = {
    "name": "Nguyễn Thị Mẫu",
    "number": "001190012345",
    "born": "23/11/1990",
    "sex": Sex.FEMALE.value,
    "registration": "Phường Hàng Bạc, Quận Hoàn Kiếm, Thành phố Hà Nội",
    "home_town": "Xã Ba Vì, Thành phố Hà Nội",
    "ethnicity": "01",
    "nationality": places.VIET_NAM,
    "marital_status": "single",
    "permanent": "Số 1, phố Hàng Bạc, Phường Hoàn Kiếm, Thành phố Hà Nội",
    "relation": "head",
    "fact": "religion",
    "shall_say": "Phật giáo",
    "paper": "Giấy khai sinh số 12/2020",
}
_ALSO_SAID: dict[str, dict[str, str]] = {
    "marital_status": {
        "doc than": MaritalStatus.SINGLE,
        "da ket hon": MaritalStatus.MARRIED,
        "co vo": MaritalStatus.MARRIED,
        "co chong": MaritalStatus.MARRIED,
        "ly hon": MaritalStatus.DIVORCED,
        "goa": MaritalStatus.WIDOWED,
        "goa vo": MaritalStatus.WIDOWED,
        "goa chong": MaritalStatus.WIDOWED,
    },
    "relation": {
        "con": Relation.CHILD,
        "con trai": Relation.CHILD,
        "con gai": Relation.CHILD,
        "cha": Relation.FATHER,
        "bo": Relation.FATHER,
        "me": Relation.MOTHER,
        "anh": Relation.OLDER_BROTHER,
        "chi": Relation.OLDER_SISTER,
        "em": Relation.YOUNGER_SIBLING,
    },
}
CORRECTED = (
    "name", "other_name", "born", "sex", "birth_place", "registration", "home_town", "ethnicity", "religion",
    "marital_status", "father_name", "mother_name",
)  # fmt: skip
"""Columns of DC01 that a line of DC02 may name."""


@cache
def columns_of(form: Form) -> tuple[Column, ...]:
    """Return the columns of a form."""
    return tuple(_column(row) for row in codelists.rows("intake_columns") if row["form"] == form)


def _column(row: dict[str, str]) -> Column:
    key = row["key"]
    field: forms.Field = _FIELDS[key](required=row["required"] == "yes", label=heading(row))
    if key == "fact":
        field.choices = [(each, _heading_of(each)) for each in CORRECTED]  # type: ignore[attr-defined]
    also = (row["heading"], row["heading_en"], *filter(None, row["also"].split("|")))
    takes, said = birth if key == "born" else None, tuple(_ALSO_SAID.get(key, {}).items())
    return Column(key=key, field=field, example=_EXAMPLES.get(key, ""), also=also, also_said=said, takes=takes)


def heading(row: dict[str, str]) -> Any:
    """Return the heading of a column in the reader's language, read when it is shown."""
    return lazy(lambda: row["heading_en" if (get_language() or "vi").startswith("en") else "heading"], str)()


def _heading_of(key: str) -> Any:
    return next(
        heading(row) for row in codelists.rows("intake_columns") if row["form"] == Form.DC01 and row["key"] == key
    )


def partial_date(text: str) -> PartialDate | None:
    """Read a date of birth as a line says it; ValidationError for none."""
    value = DateBoxesField(partial=True, required=False).clean(birth(text))
    assert value is None or isinstance(value, PartialDate)  # noqa: S101
    return value
