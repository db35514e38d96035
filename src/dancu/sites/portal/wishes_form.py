"""What somebody wishes of the messages that he gets, as a form."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dancu.notices.domain import Way
from dancu.notices.domain.wishes import CHOSEN_KINDS, CHOSEN_WAYS, QuietHours, Wishes
from dancu.notices.queries import working_ways

_WAYS = {Way.EMAIL: _("By email"), Way.SMS: _("By text message")}
_HOURS = [("", "–"), *((f"{hour:02}:00", f"{hour:02}:00") for hour in range(24))]


class WishesForm(forms.Form):
    decision = forms.MultipleChoiceField(
        label=_("What the authority decides and asks for"),
        help_text=_(
            "Requests to supplement or to pay, suspensions, refusals and results. They are always in your inbox too."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    progress = forms.MultipleChoiceField(
        label=_("Steps that need nothing from you"),
        help_text=_("Submitted, received, fee paid, result delivered. They are always in your inbox too."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    quiet_since = forms.TypedChoiceField(
        label=_("Quiet from"),
        help_text=_(
            "What comes in your quiet hours is sent when they are over. Leave both empty to be told at any time."
        ),
        choices=_HOURS,
        coerce=time.fromisoformat,
        empty_value=None,
        required=False,
    )
    quiet_until = forms.TypedChoiceField(
        label=_("Quiet until"), choices=_HOURS, coerce=time.fromisoformat, empty_value=None, required=False
    )

    def __init__(self, data: Any = None, *, wishes: Wishes) -> None:
        super().__init__(data, initial=_initial(wishes))
        self._before = wishes
        self._offered = [way for way in CHOSEN_WAYS if way in working_ways()]
        for kind in CHOSEN_KINDS:
            self.fields[kind].choices = [(way.value, _WAYS[way]) for way in self._offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        since, until = data.get("quiet_since"), data.get("quiet_until")
        if since is None and until is not None and "quiet_since" not in self.errors:
            self.add_error("quiet_since", ValidationError(_("Choose when your quiet hours begin"), code="required"))
        if until is None and since is not None and "quiet_until" not in self.errors:
            self.add_error("quiet_until", ValidationError(_("Choose when your quiet hours end"), code="required"))
        if since is not None and since == until:
            self.add_error(
                "quiet_until", ValidationError(_("Choose an end that differs from the beginning"), code="same")
            )
        return data

    def wishes(self) -> Wishes:
        """Return what was chosen; of a way that is not offered just now, what was chosen before."""
        data = self.cleaned_data
        refused = {
            (kind, way)
            for kind in CHOSEN_KINDS
            for way in CHOSEN_WAYS
            if (way not in data[kind] if way in self._offered else not self._before.wants(kind, way))
        }
        since, until = data["quiet_since"], data["quiet_until"]
        quiet = QuietHours(since=since, until=until) if since is not None else None
        return Wishes(refused=frozenset(refused), quiet=quiet)


def _initial(wishes: Wishes) -> dict[str, Any]:
    ways = {kind.value: [way.value for way in CHOSEN_WAYS if wishes.wants(kind, way)] for kind in CHOSEN_KINDS}
    if wishes.quiet is None:
        return ways
    return ways | {"quiet_since": f"{wishes.quiet.since:%H:%M}", "quiet_until": f"{wishes.quiet.until:%H:%M}"}
