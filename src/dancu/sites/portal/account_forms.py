"""Forms about one's own account."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dancu.accounts.domain.realms import Kind
from dancu.accounts.domain.registering import Particulars
from dancu.accounts.queries import AccountView
from dancu.places.domain.directory import SNAPSHOT_ON
from dancu.places.domain.units import Address
from dancu.places.forms import AddressField, ChoosesPlaces
from dancu.places.queries import directory
from dancu.platform.forms import DateBoxesField, IdNumberField, PersonNameField, PhoneField
from dancu.sites.ui.passwords import NewPasswordForm


class SignInForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of account"),
        choices=[
            ("people", _("Account of a person or an organisation")),
            ("facility", _("Account of a lodging facility")),
        ],
        initial="people",
        required=False,
        widget=forms.RadioSelect,
    )
    username = forms.CharField(
        label=_("User name"),
        help_text=_(
            "Your ID number, or the tax code of your organisation; of a lodging facility the name in its registration letter"
        ),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": _("Enter your user name")},
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Enter your password")},
    )

    @property
    def is_facility(self) -> bool:
        return bool(self.cleaned_data["kind"] == "facility")


class ChangePasswordForm(NewPasswordForm):
    old_password = forms.CharField(
        label=_("Present password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Enter your present password")},
    )
    field_order = ("old_password", "password", "password_again")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("New password")
        self.fields["password_again"].label = _("Confirm the new password")


class ForgottenForm(forms.Form):
    username = forms.CharField(
        label=_("User name"),
        help_text=_(
            "Your ID number, or the tax code of your organisation; of a lodging facility the name in its registration letter"
        ),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": _("Enter your user name")},
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Confirmation code"),
        help_text=_("Six digits from the email"),
        max_length=16,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-5"}
        ),
        error_messages={"required": _("Enter the code from the email")},
    )


class _Contact(ChoosesPlaces):
    """What both registration and profile ask: where one lives, fax, website."""

    fax = PhoneField(label=_("Fax number"), required=False, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a whole web address")},
    )
    address = AddressField(label=_("Address"))


class RegistrantForm(NewPasswordForm, ChoosesPlaces):
    """What every registration asks of the person who registers."""

    full_name = PersonNameField(label=_("Full name"))
    id_number = IdNumberField(label=_("ID card number"))
    id_issued_on = DateBoxesField(label=_("Date of issue"))
    id_issued_at = forms.CharField(
        label=_("Place of issue"), max_length=200, error_messages={"required": _("Enter the place of issue")}
    )
    phone = PhoneField(label=_("Phone number"))
    email = forms.EmailField(
        label=_("Email"),
        help_text=_("The confirmation code is sent to this address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Enter your email address"), "invalid": _("Enter a whole email address")},
    )
    address = AddressField(label=_("Address"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_id_issued_on(self) -> date:
        return _not_later_than_today(self.cleaned_data["id_issued_on"], self.today)

    def particulars_of(self, kind: Kind, language: str, **own: Any) -> Particulars:
        """Return what was entered, with what is the form's own."""
        data = self.cleaned_data
        commune = directory().unit(data["address"].unit_id)
        asked = {
            name: data[name] for name in ("full_name", "id_number", "id_issued_on", "id_issued_at", "phone", "email")
        }
        return Particulars(
            kind=kind,
            commune_code=commune.code,
            commune_since=commune.since,
            address_line=data["address"].line,
            language=language,
            **asked,
            **own,
        )


class RegistrationForm(RegistrantForm, _Contact):
    """Guide I.1, field for field."""

    id_number = IdNumberField(label=_("ID card number"), help_text=_("This number will be the name you sign in with"))
    born = DateBoxesField(label=_("Date of birth"), required=False)
    is_organisation = forms.BooleanField(label=_("This is the account of an organisation"), required=False)
    organisation_name = forms.CharField(label=_("Name of the organisation"), max_length=200, required=False)
    tax_code = forms.RegexField(
        label=_("Tax code or enterprise code"),
        help_text=_("The organisation's account has this code as its user name"),
        regex=r"^[0-9]{10}(-?[0-9]{3})?$",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-20"}),
        error_messages={"invalid": _("A tax code has 10 digits, or 13 for a branch")},
    )
    photo = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG or PNG, at most 5 MB"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )

    field_order = (
        "full_name", "id_number", "id_issued_on", "id_issued_at", "born", "photo", "is_organisation", "organisation_name",
        "tax_code", "phone", "email", "fax", "website", "address", "password", "password_again",
    )  # fmt: skip

    def clean_born(self) -> date | None:
        born = self.cleaned_data["born"]
        return born and _not_later_than_today(born, self.today)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("is_organisation"):
            self._need("organisation_name", _("Enter the name of the organisation"))
            self._need("tax_code", _("Enter the tax code or enterprise code"))
        return self.cleaned_data

    def particulars(self, *, photo: str, language: str) -> Particulars:
        """Return what was entered, once it is valid."""
        data = self.cleaned_data
        organisation = bool(data["is_organisation"])
        return self.particulars_of(
            Kind.ORGANISATION if organisation else Kind.INDIVIDUAL,
            language,
            username=data["tax_code"] if organisation else data["id_number"],
            organisation_name=data["organisation_name"],
            born=data["born"],
            fax=data["fax"],
            website=data["website"],
            photo=photo,
        )

    def _need(self, name: str, message: Any) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, message)


class ProfileForm(_Contact):
    """What the owner of an account may change alone."""

    full_name = PersonNameField(label=_("Full name"))
    born = DateBoxesField(label=_("Date of birth"), required=False)
    photo = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG or PNG, at most 5 MB"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    field_order = ("full_name", "born", "address", "fax", "website", "photo")

    def __init__(self, *args: Any, verified: bool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if verified:
            del self.fields["full_name"], self.fields["born"]

    def clean_born(self) -> date | None:
        born = self.cleaned_data["born"]
        return born and _not_later_than_today(born, self.today)


def address_of(account: AccountView) -> Address | None:
    """Return where the owner of an account lives, as far as the list of places knows it."""
    unit = directory().find_by_code(account.commune_code, on=account.commune_since or SNAPSHOT_ON)
    return Address(unit.id, account.address_line) if unit else None


def _not_later_than_today(day: date, today: date) -> date:
    if day > today:
        raise ValidationError(_("This day is still to come. Check the date"))
    return day
