"""What a list holds: columns, each a form field under its label, so that a file and a page judge what is typed alike."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from dancu.kernel.errors import DomainError
from dancu.kernel.names import fold
from dancu.kernel.writing import plain_digits
from dancu.lists.domain.sheet import Headings, heading_key
from dancu.platform import problems
from dancu.platform.forms import (
    Boxes,
    DateBoxesField,
    IdNumberField,
    OldNumberField,
    PersonNameField,
    PhoneField,
    PinField,
)

ROW_HEADING = _("Row in the file")
FAULTS_HEADING = _("What is wrong")
_DAY = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{1,4})(?: 00:00(?::00)?)?", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
_PIN, _OLD_NUMBER = 12, 9
MOST_NAMED = 12
"""Choices that are named in a sentence; of more, a sheet of their own is kept."""

Said = dict[str, str]
"""A sentence in each language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What stands against a row, at one of its columns or, without a key, at the whole."""

    column: str = ""
    said: Said

    @classmethod
    def of(cls, error: DomainError, *, column: str = "") -> "Fault":
        """Return what a refusal says."""
        return cls(column=column, said=_in_each_language(partial(problems.message, error)))


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: the field that cleans it, what is asked for in words, and an example."""

    key: str
    field: forms.Field
    """Its label is the heading, its help is told on the sheet that explains."""
    example: str
    also: tuple[str, ...] = ()
    """What else people write above it, beside what they write above every field of its kind."""
    also_said: tuple[tuple[str, str], ...] = ()
    """What else people write for a choice, and the choice; all as `kernel.names.fold` writes it."""
    takes: Callable[[str], Any] | None = None
    """Turns what a cell says into what the field expects from a page, where that does not follow from the kind of field."""

    @property
    def heading(self) -> str:
        """Return the heading in the reader's language."""
        return str(self.field.label)

    @property
    def other_headings(self) -> tuple[str, ...]:
        """Return what else people write above it."""
        of_a_birth = isinstance(self.field, DateBoxesField) and self.field.partial
        return (*self.also, *_ALSO.get(type(self.field), ()), *(_BIRTH if of_a_birth else ()))

    @property
    def choices(self) -> dict[str, str]:
        """Return what can be chosen, in the reader's language; empty where anything can be typed."""
        if not isinstance(self.field, forms.ChoiceField):
            return {}
        return {str(value): str(label) for value, label in self.field.choices if value}  # type: ignore[union-attr, misc]

    @property
    def is_long(self) -> bool:
        """Tell whether there are too many choices to be named in a sentence."""
        return len(self.choices) > MOST_NAMED

    def clean(self, cell: str) -> Any:
        """Return the value of a cell; raise ValidationError."""
        value = self._chosen.get(cell) or self._chosen.get(fold(cell)) if self._chosen else None
        if value is not None:
            return value
        if self._chosen and cell:
            raise ValidationError(*self._cannot_be_chosen())
        return self.field.clean(self._taken(cell))

    def typed(self, cell: str) -> dict[str, str]:
        """Return what a page would send had the cell been typed there, by the ends of the boxes' names."""
        if self._chosen:
            return {"": self._chosen.get(cell) or self._chosen.get(fold(cell), cell)}
        try:
            taken = self._taken(cell)
        except ValidationError:
            taken = cell  # for the field to refuse
        if isinstance(taken, Boxes):
            return {"_day": taken.day, "_month": taken.month, "_year": taken.year}
        return {"": str(taken)}

    def _taken(self, cell: str) -> Any:
        kinds = (takes for kind, takes in _TAKES if isinstance(self.field, kind))
        return (self.takes or next(kinds, str))(cell)

    def _cannot_be_chosen(self) -> tuple[Any, ...]:
        if self.is_long:
            return (_("This cannot be chosen here. Write it as in the template, where it can be picked"),)
        return _("Write one of these: %(choices)s"), None, {"choices": _Listed(self)}

    @cached_property
    def _chosen(self) -> dict[str, str]:
        """What can be chosen by its code and each wording, in every language, also without marks."""
        found: dict[str, str] = dict(self.also_said)
        for language, _name in settings.LANGUAGES:
            with override(language):
                said = [(each, value) for value, label in self.choices.items() for each in (value, label)]
                found |= {written: value for each, value in said for written in (each, fold(each))}
        return found


@dataclass(frozen=True, slots=True)
class _Listed:
    """The choices of a column, in the language in which they are printed."""

    column: Column

    def __str__(self) -> str:
        return ", ".join(self.column.choices.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that could be read: its number in the file, and the value of each column."""

    number: int
    values: Mapping[str, Any] = field(repr=False)


def read(columns: tuple[Column, ...], cells: Mapping[str, str]) -> tuple[dict[str, Any], list[Fault]]:
    """Return the values of a row, and what stands against its cells; a column that the file does not have is empty."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column in columns:
        try:
            values[column.key] = column.clean(cells.get(column.key, ""))
        except ValidationError as error:
            faults.append(Fault(column=column.key, said=_in_each_language(partial(_messages, error))))
    return values, faults


def _messages(error: ValidationError) -> str:
    return " ".join(error.messages)


def headings_of(columns: tuple[Column, ...]) -> Headings:
    """Return by what a kind of list is recognised, whatever language its template was in."""
    known = {heading_key(word): column.key for column in columns for word in column.other_headings}
    ours: set[str] = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            known |= {heading_key(column.heading): column.key for column in columns}
            ours |= {heading_key(gettext(str(heading))) for heading in (ROW_HEADING, FAULTS_HEADING)}
    return Headings(
        known=known,
        required={column.key: column.heading for column in columns if column.field.required},
        ours=ours,
        examples=[_example(columns, language) for language, _name in settings.LANGUAGES],
    )


def example_of(column: Column) -> str:
    """Return the example of a column in the reader's language: a choice is named by its label."""
    return column.choices.get(column.example, column.example)


def _example(columns: tuple[Column, ...], language: str) -> dict[str, str]:
    with override(language):
        return {column.key: example_of(column) for column in columns}


def _in_each_language(say: Callable[[], str]) -> Said:
    said: Said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = say()
    return said


def day(cell: str) -> Boxes:
    """Read 23/11/1990, 11/1990, 1990 or 1990-11-23; anything else is left for the field to refuse."""
    if found := _ISO_DAY.fullmatch(cell):
        return Boxes(found[3], found[2], found[1])
    if found := _DAY.fullmatch(plain_digits(cell)):
        return Boxes(*(part or "" for part in found.groups()))
    return Boxes(day=cell)


def number(cell: str) -> str:
    """Return a personal or old ID number whole: with its zeros; raise ValidationError where digits are lost."""
    return with_zeros(whole(cell))


def whole(cell: str) -> str:
    """Return a number as it was typed; raise ValidationError for one that a spreadsheet has shortened."""
    if _SHORTENED.fullmatch(cell):
        raise ValidationError(_("The spreadsheet has shortened this number. Make the column text and enter it again."))
    return cell


def with_zeros(number: str) -> str:
    """Return a personal or old ID number with the zeros that a spreadsheet took from its beginning.

    Without them the first has 10 or 11 digits, for provinces are numbered from 001 to 096, and the second 8.
    """
    if not number.isdecimal():
        return number
    if _OLD_NUMBER < len(number) < _PIN:
        return number.zfill(_PIN)
    return number.zfill(_OLD_NUMBER) if len(number) == _OLD_NUMBER - 1 else number


def phone(cell: str) -> str:
    """Return a telephone number with the zero that a spreadsheet took from its beginning."""
    return f"0{cell}" if cell.isdecimal() and not cell.startswith("0") and len(cell) in {9, 10} else cell


_TAKES: tuple[tuple[type[forms.Field], Callable[[str], Any]], ...] = (
    (DateBoxesField, day),
    (PhoneField, phone),
    (PinField, number),
)
_PERSONAL = ("Số định danh cá nhân", "Số định danh", "Số ĐDCN", "Số CCCD", "CCCD", "Số căn cước")
_ALSO: dict[type[forms.Field], tuple[str, ...]] = {
    PersonNameField: ("Họ và tên", "Họ tên", "Họ, chữ đệm và tên", "Họ, chữ đệm và tên khai sinh"),
    PinField: _PERSONAL,
    IdNumberField: _PERSONAL,
    OldNumberField: ("Số CMND", "CMND"),
}
_BIRTH = ("Ngày sinh", "Ngày, tháng, năm sinh", "Năm sinh")
"""Only of births the day or the month may be unknown."""
