"""Form fields that every site needs: days in three boxes, numbers of cards, telephones, names.

Fields clean to values of `kernel`; their templates belong to the design system and are named, not imported.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dancu.kernel.dates import PartialDate
from dancu.kernel.names import normalise
from dancu.kernel.pin import NotAPin, Pin
from dancu.kernel.writing import plain_digits

# A whole day pasted into the first box.
_WHOLE_DAY = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Boxes:
    """What stands in the boxes of a day, as typed."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: object) -> "Boxes":
        """Read an initial value: a day, a partial date, or either as ISO 8601 text."""
        match value:
            case Boxes():
                return value
            case date():
                return cls(str(value.day), str(value.month), str(value.year))
            case PartialDate():
                return cls(str(value.day or ""), str(value.month or ""), str(value.year))
            case str() if value:
                year, month, day = [*(str(int(part)) for part in value.split("-") if part.isdigit()), "", "", ""][:3]
                return cls(day, month, year)
            case _:
                return cls()

    def __bool__(self) -> bool:
        return bool(self.day or self.month or self.year)


class DateBoxes(forms.Widget):
    """Three boxes: day, month, year."""

    template_name = "ui/widgets/date_boxes.html"
    use_fieldset = True
    draws_itself = True
    birth = False

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Boxes:
        boxes = Boxes(*(plain_digits(str(data.get(f"{name}_{box}", ""))).strip() for box in ("day", "month", "year")))
        whole = None if boxes.month or boxes.year else _WHOLE_DAY.fullmatch(boxes.day)
        return Boxes(*whole.groups()) if whole else boxes

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{box}" not in data for box in ("day", "month", "year"))

    def id_for_label(self, id_: str | None) -> str:
        return f"{id_}_day" if id_ else ""

    def anchor(self, id_: str, value: object) -> str:
        """Return the id of the first box that is still empty, for the error summary to lead to."""
        boxes = Boxes.of(value)
        return f"{id_}_{next((box for box in ('day', 'month', 'year') if not getattr(boxes, box)), 'day')}"

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        boxes = Boxes.of(value)
        context["widget"]["wrong"] = "aria-invalid" in context["widget"]["attrs"]
        shown = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))
        context["widget"]["boxes"] = [
            {
                "name": box,
                "label": label,
                "width": width,
                "value": getattr(boxes, box),
                "autocomplete": f"bday-{box}" if self.birth else "",
            }
            for box, label, width in shown
        ]
        return context


class DateBoxesField(forms.Field):
    """A day in three boxes, cleaned to a `date`; with `partial`, to a `PartialDate` whose day and month may be unknown."""

    widget = DateBoxes
    default_error_messages = {
        "required": _("Enter the day, the month and the year"),
        "digits": _("A date is written in digits, for example 23 11 1990"),
        "incomplete": _("Enter the day, the month and the year"),
        "no_year": _("Enter the year, with four digits"),
        "no_such_day": _("%(day)s is not in the calendar"),
    }

    def __init__(self, *, partial: bool = False, birth: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.partial = partial
        self.widget.birth = birth

    def prepare_value(self, value: object) -> Boxes:
        return Boxes.of(value)

    def has_changed(self, initial: object, data: object) -> bool:
        return Boxes.of(initial) != Boxes.of(data)

    def clean(self, value: Any) -> Any:
        boxes = Boxes.of(value)
        if not boxes:
            if self.required:
                raise self._error("required")
            return None
        texts = [boxes.day, boxes.month, boxes.year]
        if any(text and not re.fullmatch(r"[0-9]{1,4}", text) for text in texts):
            raise self._error("digits")
        day, month, year = (int(text) if text else None for text in texts)
        if year is None or year < 1000:
            raise self._error("no_year")
        if not self.partial and (day is None or month is None):
            raise self._error("incomplete")
        try:
            found = PartialDate(year, month, day)
        except ValueError:
            shown = "/".join(text for text in texts if text)
            raise self._error("no_such_day", day=shown) from None
        return found if self.partial else found.whole

    def _error(self, code: str, **params: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


class PinField(forms.CharField):
    """A personal identification number in any spacing, cleaned to a `Pin`."""

    default_error_messages = {
        "required": _("Enter the personal identification number"),
        "pin": _("A personal identification number has exactly 12 digits"),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20", "spellcheck": "false"}
        defaults: dict[str, Any] = {"widget": forms.TextInput(attrs=attrs), "max_length": 40}
        super().__init__(**(defaults | kwargs))

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return Pin.parse(text)
        except NotAPin:
            raise ValidationError(self.error_messages["pin"], code="pin") from None


class IdNumberField(PinField):
    """A 12-digit number or the 9 digits of an old identity card, cleaned to digits alone."""

    default_error_messages = {
        "required": _("Enter the ID number"),
        "pin": _("An ID number has 12 digits, an old one 9"),
    }

    def clean(self, value: Any) -> Any:
        return _old_number(value) or super().clean(value)


class OldNumberField(PinField):
    """The 9 digits of an old identity card, beside the field that takes the personal number."""

    default_error_messages = {
        "required": _("Enter the number of the old identity card"),
        "pin": _("The number of an old identity card has exactly 9 digits"),
    }

    def clean(self, value: Any) -> Any:
        if found := _old_number(value):
            return found
        if super().clean(value):
            raise ValidationError(self.error_messages["pin"], code="pin")
        return ""


def _old_number(value: object) -> str:
    """Return the digits of an old number, however it is spaced; empty for anything else."""
    digits = re.sub(r"[\s.\-]+", "", plain_digits(str(value or "")))
    return digits if re.fullmatch(r"[0-9]{9}", digits) else ""


class PhoneField(forms.CharField):
    """A telephone number of Viet Nam, cleaned to digits that begin with 0; numbers abroad keep their + and country."""

    default_error_messages = {
        "required": _("Enter the telephone number"),
        "phone": _("A telephone number has 10 digits and begins with 0, for example 0912 345 678"),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"type": "tel", "autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--width-20"}
        defaults: dict[str, Any] = {"widget": forms.TextInput(attrs=attrs), "max_length": 30}
        super().__init__(**(defaults | kwargs))

    def clean(self, value: Any) -> str:
        digits = re.sub(r"[\s.\-()]+", "", plain_digits(super().clean(value)))
        digits = re.sub(r"^(\+84|0084)", "0", digits)
        if digits and not re.fullmatch(r"0[0-9]{9,10}|\+[1-9][0-9]{7,14}", digits):
            raise ValidationError(self.error_messages["phone"], code="phone")
        return digits


class PersonNameField(forms.CharField):
    """A person's full name, cleaned to composed letters and single spaces."""

    default_error_messages = {
        "required": _("Enter the full name"),
        "name": _("A name has letters, spaces, hyphens and apostrophes only"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": 120} | kwargs))

    def clean(self, value: Any) -> str:
        name = normalise(super().clean(value))
        if name and not all(letter.isalpha() or letter in " '’-." for letter in name):
            raise ValidationError(self.error_messages["name"], code="name")
        return name


class Files(forms.FileInput):
    """A box for several files and, on a telephone, one that opens the camera; the files of both come together."""

    template_name = "ui/widgets/files.html"
    allow_multiple_selected = True
    draws_itself = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> "list[UploadedFile[Any]]":
        return list(files.getlist(name))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files


class FilesField(forms.Field):
    """Several files at once, cleaned to a list; how large and of what kind they may be is for who stores them to say.

    `accept` only tells the browser what to offer first.
    """

    widget = Files
    default_error_messages = {"required": _("Choose at least one file")}

    def __init__(self, *, accept: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if accept:
            self.widget.attrs["accept"] = accept

    def has_changed(self, initial: object, data: object) -> bool:
        return bool(data)


class Rows(BaseFormSet):  # type: ignore[type-arg]  # not generic when it runs
    """Forms of one kind that a page sends together."""

    default_error_messages = BaseFormSet.default_error_messages | {
        "missing_management_form": _("This list came incomplete. Open the page again and send it once more.")
    }


def rows_of(form: type[forms.Form], *, most: int) -> type[Rows]:
    """Return the rows of a form, `most` at most and none beyond those that are given or sent."""
    return cast("type[Rows]", formset_factory(form, formset=Rows, extra=0, max_num=most, absolute_max=most))
