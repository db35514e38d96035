"""Forms of retention: which due dossiers are listed, what becomes of those ticked, a decision on a list, a hold."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dancu.casework.commands import LONGEST_NOTE
from dancu.casework.domain.retention import Fate
from dancu.casework.procedures import catalogue
from dancu.platform.clock import today

_FATES = [(fate.value, fate.value) for fate in Fate]


class DueForm(forms.Form):
    """Which of them are listed; it stands in the address."""

    fate = forms.ChoiceField(required=False, choices=_FATES, widget=forms.HiddenInput)
    held = forms.BooleanField(required=False, widget=forms.HiddenInput)
    procedure = forms.ChoiceField(label=_("Procedure"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        procedures = [(each.code, each.title) for each in catalogue().of_dossiers(today())]
        self.fields["procedure"].choices = [("", _("All")), *procedures]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def asked(self) -> dict[str, Any]:
        """What is listed; a field that is wrong narrows nothing."""
        known = self.cleaned_data
        return {
            "fate": Fate(known.get("fate") or Fate.ARCHIVE),
            "held": known.get("held", False),
            "procedure_code": known.get("procedure", ""),
        }


class DispositionForm(forms.Form):
    """Which dossiers are put on a list: those ticked, or all that are listed."""

    disposition_id = forms.UUIDField(widget=forms.HiddenInput)
    all = forms.BooleanField(required=False)


class DecisionForm(forms.Form):
    """Why a list is declined; nothing where it is agreed to."""

    note = forms.CharField(
        label=_("Reason for declining"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is held back"),
        help_text=_("A complaint, a lawsuit or an inspection, with its number. Do not name anybody."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why it is held back.")},
    )
