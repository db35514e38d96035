"""What is asked for, who pays, and how the answer comes back."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dancu.casework.filing import Fact
from dancu.declarations.domain import rules
from dancu.declarations.forms.base import LONG, DeclarationStep
from dancu.kernel.dates import PartialDate
from dancu.notices.queries import working_ways
from dancu.platform.forms import PhoneField

_NO_EXEMPTION = "none"
_COUNTER = "counter"
"""The result is collected at the counter that took the dossier for another agency."""


class Request(DeclarationStep):
    """What is asked for, who pays, and how the answer comes back; exemption is asked for where there is a fee."""

    request = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    exemption = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    ways = forms.MultipleChoiceField(choices=[], required=False, widget=forms.CheckboxSelectMultiple)
    notice_phone = PhoneField(required=False)
    notice_email = forms.EmailField(
        required=False, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    delivery = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    delivery_address = forms.CharField(max_length=LONG, required=False)

    field_order = ("request", "householder", "new_head", "new_head_name", "new_head_pin")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.filing.procedure.texts.under("steps.request.ways.choices").items()
        ways = cast("forms.MultipleChoiceField", self.fields["ways"])
        ways.choices = [(way, label) for way, label in offered if way in working_ways()]
        if not self._filed_elsewhere:
            offered = self.filing.procedure.texts.under("steps.request.delivery.choices").items()
            delivery = cast("forms.ChoiceField", self.fields["delivery"])
            delivery.choices = [(way, label) for way, label in offered if way != _COUNTER]
        if not self.asks_exemption or self._exempt_by_age():
            self.drop("exemption")
        if not self.is_bound:
            self.propose(**self._proposed())

    @property
    def asks_exemption(self) -> bool:
        return bool(self.filing.procedure.fees)

    @property
    def _filed_elsewhere(self) -> bool:
        """Whether a counter takes it for another agency than its own."""
        return self.filing.counter_id not in {None, self.filing.answers["agency"]["agency"]}

    def proposed_request(self) -> str:
        """Return what is asked for, as the step proposes it."""
        return self.text("steps.request.request.proposed")

    def facts(self) -> Sequence[Fact]:
        ground = self._exempt_by_age()
        return (Fact(self.text("steps.request.facts.exempt"), self.text(f"exemptions.{ground}")),) if ground else ()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._need_where("email", "notice_email", _("Enter the email address for notices."))
        self._need_where("sms", "notice_phone", _("Enter the phone number for text messages."))
        if data.get("delivery") == "post" and not data.get("delivery_address"):
            self.add_error(
                "delivery_address", ValidationError(_("Enter the address that the result is sent to."), code="required")
            )
        return data

    def answers(self) -> Mapping[str, Any]:
        said = {"exemption": "", **super().answers()}
        return said | ({"exemption": ""} if said["exemption"] == _NO_EXEMPTION else {})

    def _need_where(self, way: str, field: str, message: Any) -> None:
        """Ask for the address of a way that was chosen."""
        data = self.cleaned_data
        if way in data.get("ways", ()) and not data.get(field) and field not in self.errors:
            self.add_error(field, ValidationError(message, code="required"))

    def _exempt_by_age(self) -> str:
        """Return why nothing is to be paid as far as the subject's age says it; empty where there is no fee."""
        if not self.asks_exemption:
            return ""
        born = PartialDate.parse(self.filing.answers["subject"]["born"])
        return rules.exemption_by_age(born, self.filing.on) or ""

    def _proposed(self) -> dict[str, Any]:
        answers = self.filing.answers
        return {
            "request": self.proposed_request(),
            "exemption": _NO_EXEMPTION,
            # Who came to the counter may have no account to download from, and comes there again.
            "delivery": _COUNTER if self._filed_elsewhere else "agency" if self.filing.declarer else "portal",
            "ways": ["email"] if answers["subject"]["email"] else [],
            "notice_phone": answers["subject"]["phone"],
            "notice_email": answers["subject"]["email"],
        }
