"""What an officer says of a reception: when it was received, when its result is due, and that nothing is paid (Miễn phí)."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dancu.casework.commands import LONGEST_REASON, Promised, Waived
from dancu.casework.queries import DossierAtCounter
from dancu.kernel.errors import Invalid
from dancu.sites.officer.searching import day_field

CHARGED, FREE = "charged", "free"
_TIMES = ("received_time", "received_on", "due_time", "due_on")
_DUE = ("due_time", "due_on")
_FEE = ("fee_kind", "exemption", "exemption_proof")
NAMES = (*_TIMES, "due_reason", *_FEE)
_HOURS = ["%H:%M", "%Hh%M", "%H.%M", "%H giờ %M"]


class NotRead(Invalid):
    """Write each time as 14:00 and each day as 16/06/2026."""

    code = "officer.times_not_read"


def _hour_field(label: Any) -> forms.TimeField:
    wrong = _("Enter a time of day as hours and minutes, such as 14:00.")
    attrs = {"inputmode": "numeric", "placeholder": "hh:mm", "autocomplete": "off"}
    return forms.TimeField(
        label=label,
        input_formats=_HOURS,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": wrong, "invalid": wrong},
    )


def _day_field(label: Any) -> forms.DateField:
    field = day_field(label)
    field.required = True
    field.error_messages["required"] = field.error_messages["invalid"]
    return field


class ReceptionFields(forms.Form):
    """The fields of a reception, beside those of the act itself."""

    received_time = _hour_field(_("Time of reception"))
    received_on = _day_field(_("Day of reception"))
    due_time = _hour_field(_("Time of the result"))
    due_on = _day_field(_("Day of the result"))
    due_reason = forms.CharField(
        label=_("Reason for another time"),
        help_text=_("Only where the result is promised for another time than the law's limit ends"),
        required=False,
        max_length=LONGEST_REASON,
    )
    fee_kind = forms.ChoiceField(
        label=_("Is there a fee"),
        choices=[(CHARGED, _("With a fee")), (FREE, _("Free of charge"))],
        initial=CHARGED,
        required=False,
        widget=forms.RadioSelect,
    )
    exemption = forms.ChoiceField(label=_("Ground of exemption"), required=False)
    exemption_proof = forms.CharField(
        label=_("Proved by"),
        help_text=_("The paper or the register that shows it"),
        required=False,
        max_length=LONGEST_REASON,
    )

    def offer_exemptions(self, found: DossierAtCounter) -> None:
        """Ask whether there is a fee where one is owed and not asked for yet, by the grounds of the dossier's law."""
        if not found.fee_waivable:
            for name in _FEE:
                del self.fields[name]
            return
        exemption: Any = self.fields["exemption"]
        exemption.choices = [("", _("Choose a ground")), *found.procedure.texts.under("exemptions").items()]


def proposed(found: DossierAtCounter, at: datetime) -> dict[str, str]:
    """Return the times that stand in the fields first: now, or the day on which a counter had the papers; and the law's limit."""
    local, due = timezone.localtime(at), timezone.localtime(found.proposed_due_at)
    return {
        "received_time": "" if found.had_on else f"{local:%H:%M}",
        "received_on": f"{found.had_on or local:%d/%m/%Y}",
        "due_time": f"{due:%H:%M}",
        "due_on": f"{due:%d/%m/%Y}",
        "fee_kind": CHARGED,
    }


def without_due(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed without the promised time, so that the law's limit is proposed again."""
    return {name: value for name, value in typed.items() if name not in _DUE}


def received_at(typed: Mapping[str, Any]) -> datetime | None:
    """Return the time of reception that was typed; None where it is missing or none."""
    form = ReceptionFields(typed)
    form.is_valid()
    return _moment(form.cleaned_data.get("received_on"), form.cleaned_data.get("received_time"))


def read(typed: Mapping[str, Any]) -> tuple[Promised, Waived | None]:
    """Read what was typed; a form without these fields says nothing. Raises NotRead."""
    waived = None
    if typed.get("fee_kind") == FREE:
        waived = Waived(exemption=typed.get("exemption", ""), proof=typed.get("exemption_proof", ""))
    if not any(name in typed for name in _TIMES):
        return Promised(), waived
    form = ReceptionFields(typed)
    form.is_valid()
    wrong = {name: [NotRead.template()] for name in _TIMES if name in form.errors}
    if wrong:
        raise NotRead(fields=wrong)
    said = form.cleaned_data
    promised = Promised(
        received_at=_moment(said["received_on"], said["received_time"]),
        due_at=_moment(said["due_on"], said["due_time"]),
        reason=typed.get("due_reason", ""),
    )
    return promised, waived


def _moment(day: Any, hour: time | None) -> datetime | None:
    if day is None or hour is None:
        return None
    return datetime.combine(day, hour, timezone.get_current_timezone())
