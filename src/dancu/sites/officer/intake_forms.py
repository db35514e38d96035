"""Forms of intakes: a file that is sent, and why somebody is another person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dancu.intake.domain.states import Form
from dancu.sites.officer.words import INTAKE_FORMS


class SendForm(forms.Form):
    form = forms.ChoiceField(
        label=_("What the lines of the file are"),
        choices=[(each.value, label) for each, label in INTAKE_FORMS.items()],
        widget=forms.RadioSelect,
        initial=Form.DC01.value,
        error_messages={"required": _("Choose the form")},
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "XLSX or CSV, up to 50,000 lines and 30 MB. Larger files and Parquet are for the system's operator."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": _("Choose the file")},
    )
    reason = forms.CharField(
        label=_("On what ground the file is taken in"),
        help_text=_("Every entry into the register names it."),
        max_length=200,
        error_messages={"required": _("Say on what ground the file is taken in")},
    )


class AdmitForm(forms.Form):
    reason = forms.CharField(
        label=_("Why this is another person"),
        help_text=_("It is written into the record and into the audit."),
        max_length=200,
        error_messages={"required": _("Say why this is another person")},
    )
