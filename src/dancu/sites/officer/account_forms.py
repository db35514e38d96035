"""Forms to sign in as an officer, and to verify accounts at the counter."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dancu.identity.queries import CheckedCard
from dancu.platform.forms import DateBoxesField, PinField


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("User name"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Enter your user name")},
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Enter your password")},
    )


class UnlockForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": _("Enter your password")},
    )


class SecondFactorForm(forms.Form):
    code = forms.CharField(
        label=_("Code from the authenticator app"),
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "govuk-input--width-10"}),
        error_messages={"required": _("Enter the six digits that the app shows")},
    )


class PasskeyForm(forms.Form):
    """What the browser says of a passkey that it has made, and what its owner calls it."""

    name = forms.CharField(
        label=_("What you call this device or security key"),
        max_length=60,
        error_messages={"required": _("Give it a name, so that you know it again")},
    )
    token = forms.CharField(max_length=1000, widget=forms.HiddenInput)
    answer = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("name") and not self.cleaned_data.get("answer"):
            raise ValidationError(_("Your browser has made no passkey. Try again, or use another browser."))
        return self.cleaned_data


class FindAccountForm(forms.Form):
    number = forms.CharField(
        label=_("Account number"),
        help_text=_("The ID number that its holder signs in with"),
        max_length=32,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Enter the account number")},
    )


class CardForm(forms.Form):
    """What the officer reads from the card in his hand."""

    card_number = PinField(label=_("Number on the card"))
    card_issued_on = DateBoxesField(label=_("Date of issue of the card"))
    checked = forms.BooleanField(
        label=_("I have checked the card and its holder"),
        error_messages={"required": _("Check the card and its holder, then tick here")},
    )

    def card(self) -> CheckedCard:
        """Return the card, once the form is valid."""
        issued: date = self.cleaned_data["card_issued_on"]
        return CheckedCard(number=str(self.cleaned_data["card_number"]), issued_on=issued)
