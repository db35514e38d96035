"""Forms about a lodging facility and its account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dancu.accounts.domain.realms import Kind
from dancu.accounts.domain.registering import Particulars
from dancu.platform.forms import IdNumberField, PersonNameField
from dancu.residence.domain.facilities import key_of
from dancu.residence.domain.stays import FacilityKind, facility_kinds
from dancu.sites.filing.guest_forms import offer_kinds
from dancu.sites.portal.account_forms import RegistrantForm


class FacilityRegistrationForm(RegistrantForm):
    """A lodging facility, and who owns or runs it."""

    facility_kind = forms.ChoiceField(
        label=_("Kind of lodging facility"), error_messages={"required": _("Choose the kind of lodging facility")}
    )
    organisation_name = forms.CharField(
        label=_("Name of the lodging facility"),
        help_text=_("As on its sign or its business registration"),
        max_length=200,
        error_messages={"required": _("Enter the name of the lodging facility")},
    )
    full_name = PersonNameField(label=_("Full name of the owner or manager"))
    id_number = IdNumberField(label=_("ID card number of the owner or manager"))

    field_order = (
        "facility_kind", "organisation_name", "address", "full_name", "id_number", "id_issued_on", "id_issued_at", "phone",
        "email", "password", "password_again",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_kinds(self, "facility_kind", facility_kinds(self.today))

    def particulars(self, *, photo: str, language: str) -> Particulars:
        """Return what was entered, once it is valid; its user name is made when the registration begins."""
        name, place = self.cleaned_data["organisation_name"], self.cleaned_data["address"]
        return self.particulars_of(
            Kind.FACILITY,
            language,
            username="",
            organisation_name=name,
            facility_kind=self.cleaned_data["facility_kind"],
            facility_key=key_of(place.unit_id, place.line, name),
            photo=photo,
        )


class FacilityForm(forms.Form):
    """What a facility may change alone."""

    kind = forms.ChoiceField(
        label=_("Kind of lodging facility"), error_messages={"required": _("Choose the kind of lodging facility")}
    )
    manager = PersonNameField(label=_("Full name of the owner or manager"))

    def __init__(self, *args: Any, kinds: tuple[FacilityKind, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_kinds(self, "kind", kinds)
