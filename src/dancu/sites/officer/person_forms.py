"""Forms by which an officer looks people up and chooses how a record is read."""

import re
from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dancu.kernel.actor import Purpose
from dancu.kernel.sex import Sex
from dancu.kernel.writing import plain_digits
from dancu.offices.domain.rights import SEARCH_PERSONS_BEYOND
from dancu.offices.queries import OfficerView
from dancu.platform.forms import DateBoxesField
from dancu.residence.queries import PURPOSES, Described, Stated, list_places
from dancu.sites.filing.guest_forms import SEXES
from dancu.sites.officer.searching import day_field
from dancu.sites.officer.words import PURPOSES as WORDS

_UNSEEN = {"autocomplete": "off", "spellcheck": "false"}
_NUMBER = re.compile(r"\d{9}|\d{12}|\d{14}|(?=.*[A-Z])(?=.*\d)[A-Z\d]{5,14}", re.ASCII)
_FILE_NUMBER = 14


class Places(forms.Select):
    """Units to choose from, whose names are Vietnamese on every page."""

    def create_option(self, name: str, value: Any, *args: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **more)
        return option | {"attrs": option["attrs"] | ({"lang": "vi"} if value else {})}


class LookUpForm(forms.Form):
    """Whom an officer looks up: by a number, or else by what is known; and what for."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=[], error_messages={"required": _("Choose the purpose")})
    reference = forms.CharField(
        label=_("Number of the dossier or document"),
        help_text=_("Needed where another authority asks, and beyond your jurisdiction"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs=_UNSEEN),
    )
    number = forms.CharField(
        label=_("PIN, old number, passport or residence file number"),
        help_text=_("Finds whoever bears it, in the whole country; nothing else is asked then"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs=_UNSEEN),
    )
    name = forms.CharField(
        label=_("Full name"),
        help_text=_("With or without accents; the last word may be begun only"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs=_UNSEEN),
    )
    born = DateBoxesField(
        label=_("Date of birth"),
        help_text=_("The year alone is enough"),
        partial=True,
        required=False,
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", _("All"))], required=False)
    relative = forms.CharField(
        label=_("Father, mother, child or spouse"),
        help_text=_("Full name or PIN; alone, or together with the above"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs=_UNSEEN),
    )
    unit = forms.TypedChoiceField(
        label=_("Lives in"), choices=[], coerce=int, empty_value=None, required=False, widget=Places
    )
    beyond = forms.BooleanField(label=_("In the whole country"), required=False)
    after = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, officer: OfficerView) -> None:
        super().__init__(data)
        offered = [("", _("Choose")), *((purpose.value, WORDS[purpose]) for purpose in PURPOSES)]
        cast("forms.ChoiceField", self.fields["purpose"]).choices = offered
        sexes = [("", _("All")), *((sex.value, SEXES[sex]) for sex in Sex)]
        cast("forms.ChoiceField", self.fields["sex"]).choices = sexes
        places = [(place.id, place.title) for place in list_places(officer=officer, on=timezone.localdate())]
        cast("forms.ChoiceField", self.fields["unit"]).choices = [("", _("All")), *places]
        if not places:
            del self.fields["unit"]
        if not officer.may(SEARCH_PERSONS_BEYOND):
            del self.fields["beyond"]

    def clean_number(self) -> str:
        number = _plain(self.cleaned_data["number"])
        if number and not _NUMBER.fullmatch(number):
            raise ValidationError(
                _("A PIN has 12 digits, an old number 9, a residence file number 14, a passport a letter and digits"),
                code="number",
            )
        return number

    @property
    def number_asked(self) -> str:
        return str(self.cleaned_data["number"])

    @property
    def asks_household(self) -> bool:
        """Whether the number is that of a residence file."""
        return len(self.number_asked) == _FILE_NUMBER

    def stated(self) -> Stated:
        return Stated(purpose=Purpose(self.cleaned_data["purpose"]), reference=self.cleaned_data["reference"].strip())

    def described(self) -> Described:
        said = self.cleaned_data
        return Described(
            name=said["name"],
            born=said["born"],
            sex=Sex(said["sex"]) if said["sex"] else None,
            relative=self._relative(),
            unit=said.get("unit"),
            beyond=said.get("beyond", False),
        )

    def _relative(self) -> str:
        """Return the relative's name as it was typed, his number in plain digits."""
        typed: str = self.cleaned_data["relative"]
        number = _plain(typed)
        return number if number.isdecimal() else typed


def _plain(typed: str) -> str:
    return re.sub(r"[\s.\-]+", "", plain_digits(typed)).upper()


class AsOfForm(forms.Form):
    """On which day a record is read, and as known on which; today where nothing is said."""

    on = day_field(_("As it was on"))
    known = day_field(_("As known on"))

    def __init__(self, data: Any, *, at: datetime) -> None:
        super().__init__(data)
        self.at = at
        self.today = timezone.localtime(at).date()
        self.is_valid()

    @property
    def day(self) -> date:
        return self.cleaned_data.get("on") or self.today

    @property
    def known_at(self) -> datetime:
        """The end of the day asked for, or the instant of the look-up."""
        asked: date | None = self.cleaned_data.get("known")
        if asked is None or asked >= self.today:
            return self.at
        return datetime.combine(asked, time.max, timezone.get_current_timezone())

    @property
    def is_another_day(self) -> bool:
        return (self.day, self.known_at) != (self.today, self.at)

    @property
    def query(self) -> str:
        """The part of an address that asks for the same, empty for today."""
        asked = {name: self.cleaned_data.get(name) for name in ("on", "known")}
        said = "&".join(f"{name}={value:%d/%m/}{value.year:04d}" for name, value in asked.items() if value)
        return f"?{said}" if said else ""
