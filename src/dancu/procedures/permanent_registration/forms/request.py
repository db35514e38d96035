"""Step 5: what is asked for, who pays, and how the answer comes back."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dancu.casework.filing import Fact
from dancu.kernel.dates import PartialDate
from dancu.notices.queries import working_ways
from dancu.places.queries import directory
from dancu.platform.forms import PersonNameField, PhoneField, PinField
from dancu.procedures.permanent_registration import register, rules
from dancu.procedures.permanent_registration.application import Entry, case
from dancu.procedures.permanent_registration.forms.base import LONG, NOT_CHOSEN, PermanentStep
from dancu.procedures.permanent_registration.forms.householder import NamesHouseholder
from dancu.procedures.permanent_registration.words import TEXTS, relation
from dancu.residence.domain.residence import Member

_NO_EXEMPTION = "none"


class Request(NamesHouseholder, PermanentStep):
    """What is asked for, who heads the households, who pays, and how the answer comes back."""

    request = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    householder = forms.ChoiceField(choices=[])
    new_head = forms.ChoiceField(choices=[NOT_CHOSEN])
    new_head_name = PersonNameField(required=False)
    new_head_pin = PinField(required=False)
    exemption = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    ways = forms.MultipleChoiceField(choices=[], required=False, widget=forms.CheckboxSelectMultiple)
    notice_phone = PhoneField(required=False)
    notice_email = forms.EmailField(
        required=False, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    delivery = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    delivery_address = forms.CharField(max_length=LONG, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_householder()
        self._ask_successor()
        offered = TEXTS.under("steps.request.ways.choices").items()
        ways = cast("forms.MultipleChoiceField", self.fields["ways"])
        ways.choices = [(way, label) for way, label in offered if way in working_ways()]
        if self._exempt_by_age():
            self.drop("exemption")
        if not self.is_bound:
            self.propose(**self._proposed())

    def facts(self) -> Sequence[Fact]:
        ground = self._exempt_by_age()
        return (Fact(TEXTS("steps.request.facts.exempt"), TEXTS(f"exemptions.{ground}")),) if ground else ()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._need_where("email", "notice_email", _("Enter the e-mail address for notices."))
        self._need_where("sms", "notice_phone", _("Enter the phone number for text messages."))
        if data.get("delivery") == "post" and not data.get("delivery_address"):
            self.add_error(
                "delivery_address", ValidationError(_("Enter the address that the result is sent to."), code="required")
            )
        if bool(data.get("new_head_name")) != bool(data.get("new_head_pin")) and "new_head_pin" not in self.errors:
            missing = "new_head_pin" if data.get("new_head_name") else "new_head_name"
            self.add_error(
                missing, ValidationError(_("Enter both name and number of the new householder."), code="required")
            )
        return data

    def answers(self) -> Mapping[str, Any]:
        said = {"new_head_name": "", "new_head_pin": "", "exemption": "", **super().answers()}
        chosen = said.pop("new_head", "")
        if member := next((each for each in self._successors() or () if each.person.pin == chosen), None):
            said |= {"new_head_name": member.person.name.full, "new_head_pin": chosen}
        if said["exemption"] == _NO_EXEMPTION:
            said["exemption"] = ""
        return {**said, **self.household_answers(said)}

    def _need_where(self, way: str, field: str, message: Any) -> None:
        """Ask for the address of a way that was chosen."""
        data = self.cleaned_data
        if way in data.get("ways", ()) and not data.get(field) and field not in self.errors:
            self.add_error(field, ValidationError(message, code="required"))

    def _ask_successor(self) -> None:
        """Ask who heads the household that is left: of those who may, where the register can tell them."""
        fit = self._successors()
        if fit is None:
            self.drop("new_head")
            return
        self.drop("new_head_name", "new_head_pin", *(() if fit else ("new_head",)))
        if fit:
            field = cast("forms.ChoiceField", self.fields["new_head"])
            field.choices = [
                NOT_CHOSEN,
                *((str(each.person.pin), f"{each.person.name.full} – {relation(each.relation)}") for each in fit),
            ]
            if not fit[0].person.is_adult(self.filing.on):
                field.help_text = TEXTS("steps.request.new_head.minors")

    def _successors(self) -> Sequence[Member] | None:
        """Return who may head the filer's household when its head leaves it; None where the register cannot tell him."""
        own, answers = self.own, self.filing.answers
        if own is None or answers["subject"]["pin"] not in own.household_pins:
            return None
        moving = {answers["subject"]["pin"], *(row["pin"] for row in answers["members"]["rows"])}
        return register.successors(own.members, moving, self.filing.on) if own.head_pin in moving else ()

    def _exempt_by_age(self) -> str:
        born = PartialDate.parse(self.filing.answers["subject"]["born"])
        return rules.exemption_by_age(born, self.filing.on) or ""

    def _proposed(self) -> dict[str, Any]:
        answers = self.filing.answers
        place = directory().address(answers["agency"]["commune"], answers["place"]["line"])
        _, entry = case(answers["agency"]["case"])
        key = "join" if entry is Entry.JOIN else "new"
        text = TEXTS(f"steps.request.request.{key}")
        return {
            "request": text.format(place=place, head=answers["place"].get("head_name", "")),
            "exemption": _NO_EXEMPTION,
            # Who came to the counter may have no account to download from.
            "delivery": "agency" if self.filing.declarer else "portal",
            "ways": ["email"] if answers["subject"]["email"] else [],
            "notice_phone": answers["subject"]["phone"],
            "notice_email": answers["subject"]["email"],
        }
