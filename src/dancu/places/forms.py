"""Form fields in which a person chooses a commune, or writes an address.

A form that has one of them derives from `ChoosesPlaces`: without JavaScript a person picks a province, presses "show its
communes" and gets the page again with everything typed and no complaint. With it, the boxes below fill themselves.
"""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from dancu.places.domain.units import Address, Level, Unit
from dancu.places.queries import directory
from dancu.platform import clock

REFRESH = "_refresh"
"""Name of the button that asks only for the boxes below."""


def asks_refresh(data: Mapping[str, Any]) -> bool:
    """Tell whether the person pressed "show its communes" and not the button of the form."""
    return REFRESH in data


class ChoosesPlaces(forms.Form):
    """A form with a commune or an address in it: asked for communes, it is not valid and has no errors either."""

    def is_valid(self) -> bool:
        return not self._only_refreshes and super().is_valid()

    def full_clean(self) -> None:
        if not self._only_refreshes:
            super().full_clean()
            return
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}

    @property
    def _only_refreshes(self) -> bool:
        return self.is_bound and asks_refresh(self.data)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands in the boxes: codes of the lists, and the line as typed."""

    province: str = ""
    district: str = ""
    commune: str = ""
    line: str = ""

    @classmethod
    def of(cls, value: object) -> "Chosen":
        """Read an initial value: a unit, an address, or either as JSON."""
        match value:
            case Chosen():
                return value
            case Unit():
                return cls._of_unit(value)
            case Address(unit_id, line):
                return cls._of_unit(directory().unit(unit_id), line)
            case int():
                return cls._of_unit(directory().unit(value))
            case {"unit": int(unit_id), "line": str(line)}:
                return cls._of_unit(directory().unit(unit_id), line)
            case _:
                return cls()

    @classmethod
    def _of_unit(cls, unit: Unit, line: str = "") -> "Chosen":
        codes = {above.level: above.code for above in directory().chain(unit)}
        return cls(codes.get(Level.PROVINCE, ""), codes.get(Level.DISTRICT, ""), codes.get(Level.COMMUNE, ""), line)


class CommuneWidget(forms.Widget):
    """Boxes for province, district where there were districts, and commune; each list only holds what lies in the one above."""

    template_name = "ui/widgets/commune.html"
    use_fieldset = True
    draws_itself = True
    """The boxes carry their classes themselves."""
    asks_line = False
    on: date | None = None
    """The day whose units are offered; None for today."""
    only: Collection[int] | None = None
    """The ids of the communes that are offered; None for all."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Chosen:
        return Chosen(*(str(data.get(f"{name}_{box}", "")) for box in ("province", "district", "commune", "line")))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}_province" not in data

    def id_for_label(self, id_: str | None) -> str:
        return f"{id_}_province" if id_ else ""

    def anchor(self, id_: str, value: object) -> str:
        """Return the id of the first box that is still empty, for the error summary to lead to."""
        chosen = Chosen.of(value)
        boxes = ["province", "commune", *(["line"] if self.asks_line else [])]
        empty = next(
            (box for box in boxes if not getattr(chosen, box).strip()), boxes[-1] if self.asks_line else "commune"
        )
        return f"{id_}_{empty}"

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen, on = Chosen.of(value), self.on or clock.today()
        units = directory()
        province = units.find_by_code(chosen.province, on=on)
        below = units.children(province, on) if province else ()
        district = units.find_by_code(chosen.district, on=on)
        if with_districts := units.has_districts(on):
            communes = units.children(district, on) if district in below and district else ()
        else:
            communes = below
        context["widget"] |= {
            "chosen": chosen,
            "on": on,
            "asks_line": self.asks_line,
            "with_districts": with_districts,
            "provinces": self._offered(units.provinces(on)),
            "districts": self._offered(below) if with_districts else (),
            "communes": self._offered(communes),
            "refresh": REFRESH,
        }
        return context

    def _offered(self, found: Sequence[Unit]) -> Sequence[Unit]:
        if self.only is None:
            return found
        units = directory()
        leading = {above.id for commune in self.only for above in units.chain(units.unit(commune))}
        return [unit for unit in found if unit.id in leading]


class AddressWidget(CommuneWidget):
    """The boxes of a commune, and a line for house number, street and hamlet."""

    asks_line = True


class CommuneField(forms.Field):
    """A commune in force on a day, cleaned to its `Unit`."""

    widget: Any = CommuneWidget
    default_error_messages = {
        "province": _("Choose the province or city."),
        "commune": _("Choose the ward, commune or special zone."),
        "elsewhere": _("The commune that you chose does not lie in this province. Choose it again."),
        "not_offered": _("Choose one of the places that are offered."),
        "not_in_force": _("This place was not an administrative unit on that day. Choose it from the list again."),
    }

    def __init__(self, *, on: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.on = on

    @property
    def on(self) -> date | None:
        """The day whose units are offered and accepted; None for today. A form may set it when it knows the day."""
        day: date | None = self.widget.on
        return day

    @on.setter
    def on(self, day: date | None) -> None:
        self.widget.on = day

    def offer_only(self, communes: Collection[int]) -> None:
        """Offer and accept just these communes, by their ids."""
        self.widget.only = communes

    def prepare_value(self, value: object) -> Chosen:
        return Chosen.of(value)

    def has_changed(self, initial: object, data: object) -> bool:
        return Chosen.of(initial) != Chosen.of(data)

    def clean(self, value: Any) -> Any:
        chosen: Chosen = value
        if not self.required and not self._is_begun(chosen):
            return None
        return self._commune(chosen)

    def _is_begun(self, chosen: Chosen) -> bool:
        return bool(chosen.province or chosen.commune)

    def _commune(self, chosen: Chosen) -> Unit:
        units, on = directory(), self.on or clock.today()
        if not chosen.province:
            raise self._error("province")
        if not chosen.commune:
            raise self._error("commune")
        unit = units.find_by_code(chosen.commune, on=on)
        if unit is None or unit.level is not Level.COMMUNE:
            raise self._error("not_in_force")
        if units.province(unit).code != chosen.province:
            raise self._error("elsewhere")
        if self.widget.only is not None and unit.id not in self.widget.only:
            raise self._error("not_offered")
        return unit

    def _error(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


class AddressField(CommuneField):
    """An address in a commune in force on a day, cleaned to an `Address`."""

    widget = AddressWidget
    default_error_messages = {
        "line": _("Write the house number, street or hamlet."),
        "too_long": _("Write the house number, street and hamlet in at most %(limit)s characters."),
    }
    line_limit = 200

    def clean(self, value: Any) -> Any:
        chosen: Chosen = value
        if not self.required and not self._is_begun(chosen) and not chosen.line.strip():
            return None
        line = " ".join(unicodedata.normalize("NFC", chosen.line).split())
        problems = []
        unit = None
        try:
            unit = self._commune(chosen)
        except ValidationError as error:
            problems.append(error)
        if not line:
            problems.append(self._error("line"))
        if len(line) > self.line_limit:
            problems.append(ValidationError(self.error_messages["too_long"], "too_long", {"limit": self.line_limit}))
        if problems or unit is None:
            raise ValidationError(problems)
        return Address(unit.id, line)
