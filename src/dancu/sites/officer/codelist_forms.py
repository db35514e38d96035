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
    """What a code means; its place in the list only where the list is no calendar.

    Of a period, how many years it is: its name is that of the procedure.
    """

    name = forms.CharField(
        label=_("Name in Vietnamese"), max_length=200, error_messages={"required": _("Enter a name")}
    )
    name_en = forms.CharField(
        label=_("Name in English"), max_length=200, error_messages={"required": _("Enter a name")}
    )
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999, initial=0)
    years = forms.IntegerField(
        label=_("Kept for"),
        help_text=_("Years from the day on which a dossier was over until it can be erased"),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": _("Enter how many years dossiers are kept")},
    )
    field_order = ("seen", "procedure", "code", "day", "name", "name_en", "order", "years", "since", "basis")

    def __init__(self, *args: Any, codelist: CodeList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codelist = codelist
        of_days = {"order", "years"}
        unasked = {"name", "name_en", "order"} if codelist.of_periods else of_days if codelist.of_days else {"years"}
        for name in unasked:
            del self.fields[name]

    def version(self, code: str) -> Version:
        """Return what a code means as entered."""
        data = self.cleaned_data
        name, name_en = _names_of_procedure(code) if self.codelist.of_periods else (data["name"], data["name_en"])
        return Version(
            code=code,
            since=data["since"],
            name=name,
            name_en=name_en,
            order=data.get("order", 0),
            basis=data["basis"],
            years=data.get("years"),
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
        if codelist.of_periods:
            del self.fields["code"]
        if codelist.of_procedures or codelist.of_periods:
            procedure: Any = self.fields["procedure"]
            procedure.choices = [("", _("Choose a procedure")), *procedures(own_motion=codelist.of_periods)]
        else:
            del self.fields["procedure"]

    @property
    def entered(self) -> str:
        """The code as entered."""
        data = self.cleaned_data
        day: date | None = data.get("day")
        procedure = data.get("procedure", "")
        return day.isoformat() if day else ".".join(filter(None, [procedure, data.get("code")]))


def procedures(*, own_motion: bool = False) -> list[tuple[str, str]]:
    """Return the procedures that are received under a provision, or all that make dossiers, as the choices of a field."""
    return [(each.code, each.title) for each in catalogue().of_dossiers(today()) if own_motion or not each.own_motion]


def _names_of_procedure(code: str) -> tuple[str, str]:
    """Return what a procedure is called in Vietnamese and in English."""
    texts = catalogue().history(code)[-1].texts
    return texts("title", "vi"), texts("title", "en")
