"""Forms of code lists: what a code means from a day to come, or that it ends."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from dancu.casework.procedures import catalogue
from dancu.codelists.domain import CodeList, Version
from dancu.kernel.errors import DomainError
from dancu.platform.clock import today
from dancu.platform.forms import DateBoxesField
from dancu.sites.officer.searching import day_field

_CODE = RegexValidator(
    r"^[a-z0-9_.-]+$", _("Use small letters without accents, digits, dots, dashes and underscores only")
)


class AsOfForm(forms.Form):
    on = day_field(_("In force on"))
    procedure = forms.ChoiceField(label=_("Procedure"), required=False)

    def __init__(self, *args: Any, codelist: CodeList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not codelist.of_procedures:
            del self.fields["procedure"]
            return
        procedure: Any = self.fields["procedure"]
        procedure.choices = [("", _("All")), *procedures()]


class EndForm(forms.Form):
    """With which day a code ends; `seen` is the day of its last version when the page was opened."""

    refused: DomainError | None = None
    """Why it was not written down."""
    seen = forms.DateField(required=False, widget=forms.HiddenInput)
    since = DateBoxesField(label=_("Counts from"), help_text=_("Tomorrow at the earliest"))
    basis = forms.CharField(
        label=_("Legal document"),
        help_text=_("Number, date and issuer, and the article"),
        max_length=300,
        error_messages={"required": _("Enter the legal document that this rests on")},
    )

    def version(self, code: str) -> Version:
        """Return the end of a code as entered."""
        data = self.cleaned_data
        return Version(code=code, since=data["since"], basis=data["basis"], ended=True)


class VersionForm(EndForm):
    """What a code means; its place in the list only where the list is no calendar."""

    name = forms.CharField(
        label=_("Name in Vietnamese"), max_length=200, error_messages={"required": _("Enter a name")}
    )
    name_en = forms.CharField(
        label=_("Name in English"), max_length=200, error_messages={"required": _("Enter a name")}
    )
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999, initial=0)
    field_order = ("seen", "procedure", "code", "day", "name", "name_en", "order", "since", "basis")

    def __init__(self, *args: Any, codelist: CodeList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if codelist.of_days:
            del self.fields["order"]

    def version(self, code: str) -> Version:
        """Return what a code means as entered."""
        data = self.cleaned_data
        return Version(
            code=code,
            since=data["since"],
            name=data["name"],
            name_en=data["name_en"],
            order=data.get("order", 0),
            basis=data["basis"],
        )


class NewCodeForm(VersionForm):
    """A code that the list does not have yet: a day of the calendar, one of letters, or a procedure's of letters."""

    procedure = forms.ChoiceField(label=_("Procedure"), error_messages={"required": _("Choose a procedure")})
    code = forms.CharField(
        label=_("Code"),
        max_length=36,
        validators=[_CODE],
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter a code")},
    )
    day = DateBoxesField(label=_("Day"))

    def __init__(self, *args: Any, codelist: CodeList, **kwargs: Any) -> None:
        super().__init__(*args, codelist=codelist, **kwargs)
        del self.fields["code" if codelist.of_days else "day"]
        if codelist.of_procedures:
            procedure: Any = self.fields["procedure"]
            procedure.choices = [("", _("Choose a procedure")), *procedures()]
        else:
            del self.fields["procedure"]

    @property
    def entered(self) -> str:
        """The code as entered."""
        data = self.cleaned_data
        day: date | None = data.get("day")
        whose = f"{procedure}." if (procedure := data.get("procedure")) else ""
        return day.isoformat() if day else f"{whose}{data['code']}"


def procedures() -> list[tuple[str, str]]:
    """Return the procedures that are received under a provision, as the choices of a field."""
    return [(each.code, each.title) for each in catalogue().of_dossiers(today()) if not each.own_motion]
