"""The form by which an officer begins to enter a dossier for somebody at his counter."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dancu.casework.procedures import Procedure
from dancu.platform.forms import DateBoxesField, IdNumberField, PersonNameField


class WalkIn(forms.Form):
    """Who declares, for which procedure, and since when the agency has had his papers."""

    procedure = forms.ChoiceField(label=_("Procedure"))
    name = PersonNameField(label=_("Full name of the declarer"), help_text=_("As it stands on the card"))
    number = IdNumberField(
        label=_("ID number of the declarer"),
        required=False,
        help_text=_("From the card; leave it empty where he shows none, then nothing is filled in from the register"),
    )
    checked = forms.BooleanField(label=_("I have checked the card and its holder"), required=False)
    filed_on = DateBoxesField(
        label=_("Papers received on"),
        help_text=_("The law of this day judges the dossier, and its time limit runs from it"),
    )
    late_reason = forms.CharField(
        label=_("Why it is entered later"),
        help_text=_("Only where the papers were received on an earlier day"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, procedures: Iterable[Procedure[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedure"].choices = [(each.code, each.title) for each in procedures]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "number" not in self.errors and bool(data.get("number")) != bool(data.get("checked")):
            self.add_error(
                *(
                    ("checked", _("Check the card and its holder, then tick here; or leave the number empty."))
                    if data.get("number")
                    else ("number", _("Enter the number of the card that you have checked."))
                )
            )
        return data
