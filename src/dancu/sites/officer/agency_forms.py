"""Forms of police agencies."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dancu.casework.commands import BasisMissing
from dancu.places.domain.units import Level
from dancu.places.queries import directory
from dancu.platform.clock import today
from dancu.platform.forms import DateBoxesField
from dancu.sites.officer import words


class AgencySearchForm(forms.Form):
    text = forms.CharField(label=_("Code, name or former name"), max_length=160, required=False)


class RenameForm(forms.Form):
    """`seen` is the name that the agency had when the page was opened."""

    name = forms.CharField(label=_("Name"), max_length=160, error_messages={"required": _("Enter a name")})
    phone = forms.CharField(label=_("Phone number"), max_length=16, required=False)
    on = DateBoxesField(label=_("Named so since"), help_text=_("A day to come counts from that day on"))
    seen = forms.CharField(required=False, max_length=160, widget=forms.HiddenInput)


class AgencyForm(forms.Form):
    unit = forms.CharField(
        label=_("Code of the administrative unit"),
        help_text=_("Two digits for a province, five for a commune, as in the official list"),
        max_length=5,
        error_messages={"required": _("Enter the code of the unit")},
    )
    name = forms.CharField(label=_("Name"), max_length=160, error_messages={"required": _("Enter a name")})
    phone = forms.CharField(label=_("Phone number"), max_length=16, required=False)
    code = forms.CharField(
        label=_("Code of the agency"), help_text=_("Left empty, it follows the unit's"), max_length=16, required=False
    )
    on = DateBoxesField(label=_("Opened on"))

    def clean_unit(self) -> int:
        found = directory().find_by_code(self.cleaned_data["unit"].strip(), on=today())
        if found is None or found.level is Level.DISTRICT:
            raise forms.ValidationError(_("There is no such province or commune today."))
        return found.id

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper()


class CloseForm(forms.Form):
    basis = forms.CharField(
        label=_("Decision"),
        help_text=_("Number, date and issuer of the decision by which it is closed"),
        max_length=300,
        error_messages={"required": words.said_by(BasisMissing)},
    )
    on = DateBoxesField(label=_("Closed on"))
    sure = forms.BooleanField(
        label=_("I have checked the decision. An agency that is closed is not opened again."),
        error_messages={"required": _("Tick that you have checked the decision.")},
    )


class MergeForm(forms.Form):
    successor = forms.CharField(
        label=_("Succeeding agency"),
        help_text=_("Its code, as in G01.101.000.070, or its whole name"),
        max_length=160,
        error_messages={"required": _("Enter code or name of the agency")},
    )
    on = DateBoxesField(label=_("Merged on"))
    sure = forms.BooleanField(
        label=_("I have checked the decision of merger. What is done here is not taken back."),
        error_messages={"required": _("Tick that you have checked the decision.")},
    )
