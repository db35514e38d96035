"""The form of a note of an inspection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dancu.casework.commands import LONGEST_NOTE
from dancu.casework.commands.inspections import LONGEST_PLACE
from dancu.platform.forms import DateBoxesField


class InspectionForm(forms.Form):
    """Where, when, and what was found."""

    place = forms.CharField(
        label=_("Place of the inspection"),
        max_length=LONGEST_PLACE,
        error_messages={"required": _("Write where the inspection took place.")},
    )
    inspected_on = DateBoxesField(label=_("Day of the inspection"))
    finding = forms.CharField(
        label=_("What was found"),
        help_text=_(
            "Only officers read this. What is written down is not changed any more; write another note instead."
        ),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what was found on the spot.")},
    )
