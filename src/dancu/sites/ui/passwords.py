"""Choose a password by the link of a letter, on whichever site the account signs in at."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dancu.accounts import access, queries
from dancu.accounts import commands as accounts
from dancu.accounts.access import actor
from dancu.platform.clock import now
from dancu.sites.ui import refusals

PASSWORD_RULE = _(
    "At least 8 characters, with a special character (@#%...), a digit (1234...), "
    "an upper-case letter (ABC...) and a lower-case letter (abc...)"
)


class NewPasswordForm(forms.Form):
    """A password twice; the rules are the domain's."""

    password = forms.CharField(
        label=_("Password"),
        help_text=PASSWORD_RULE,
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter a password")},
    )
    password_again = forms.CharField(
        label=_("Confirm the password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter the password once more")},
    )

    def clean_password_again(self) -> str:
        again = str(self.cleaned_data["password_again"])
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(_("The two passwords differ. Enter the same one twice"))
        return again


def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Set a new password; raises LinkUsedUp."""
    form = NewPasswordForm(request.POST or None)
    if not queries.is_reset_open(token, at=now()):
        raise accounts.LinkUsedUp
    if form.is_valid():
        try:
            device = accounts.reset_password(
                token=token,
                new=form.cleaned_data["password"],
                device=access.device(request),
                by=actor(request),
                at=now(),
            )
        except accounts.WeakPassword as refusal:
            refusals.show(form, refusal)
        else:
            messages.success(request, gettext("Your password has been changed. Sign in with the new one."))
            response = redirect("sign-in")
            access.know(response, device)
            return response
    return render(request, "ui/choose_password.html", {"form": form})
