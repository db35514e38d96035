"""Forms of permission groups and of officers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from dancu.offices.queries.groups import GroupView
from dancu.platform.forms import PersonNameField, PinField

_CODE = RegexValidator(r"^[A-Za-z0-9_.-]+$", _("Use letters without accents, digits, dots and dashes only"))


class GroupSearchForm(forms.Form):
    code = forms.CharField(label=_("Code of the permission group"), max_length=32, required=False)
    name = forms.CharField(label=_("Name of the permission group"), max_length=160, required=False)


class GroupForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the permission group"),
        max_length=32,
        validators=[_CODE],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocapitalize": "characters"}),
        error_messages={"required": _("Enter a code")},
    )
    name = forms.CharField(
        label=_("Name of the permission group"),
        max_length=160,
        error_messages={"required": _("Enter a name")},
    )

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper()


class StaffSearchForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=160, required=False)
    after = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class StaffForm(forms.Form):
    """What an administrator may write about an officer; `seen_groups` are those that he had when the page was opened."""

    full_name = PersonNameField(label=_("Full name"))
    position = forms.CharField(
        label=_("Position"), max_length=160, error_messages={"required": _("Enter the position")}
    )
    pin = PinField(
        label=_("Personal identification number"),
        help_text=_("So that he handles no dossier about himself or his household"),
        required=False,
    )
    agency = forms.CharField(
        label=_("Police agency"),
        max_length=160,
        help_text=_(
            "Its code, as in G01.101.000.070, or its whole name. Another one than before transfers the officer"
        ),
        error_messages={"required": _("Enter code or name of the agency")},
    )
    groups = forms.MultipleChoiceField(
        label=_("Permission groups"), required=False, widget=forms.CheckboxSelectMultiple
    )
    seen_groups = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, usable: Iterable[GroupView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = [  # type: ignore[attr-defined]
            (str(group.id), f"{group.code} – {group.name}") for group in usable
        ]

    def clean_pin(self) -> str:
        return str(self.cleaned_data.get("pin") or "")

    def clean_groups(self) -> list[int]:
        return [int(each) for each in self.cleaned_data["groups"]]

    def clean_seen_groups(self) -> list[int]:
        return [int(each) for each in self.cleaned_data["seen_groups"].split() if each.isdecimal() and len(each) < 10]


class NewStaffForm(StaffForm):
    username = forms.CharField(
        label=_("User name"),
        max_length=32,
        validators=[_CODE],
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Enter a user name")},
    )
    email = forms.EmailField(
        label=_("Office email"),
        help_text=_("The letter by which he chooses his password goes there"),
        error_messages={"required": _("Enter an email address")},
    )
    field_order = ("username", "full_name", "position", "email", "pin", "agency", "groups")


class ResetForm(forms.Form):
    reason = forms.CharField(
        label=_("How you made sure that it is he, and what became of his telephone"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say how you made sure that it is he who asks, and what became of his telephone.")
        },
    )
