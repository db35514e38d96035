"""Forms by which an officer writes down a lodging notice that came by telephone or on paper."""

from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from dancu.kernel.working_days import VIET_NAM
from dancu.places.forms import ChoosesPlaces
from dancu.platform import problems
from dancu.platform.forms import DateBoxesField
from dancu.residence.domain.stays import NoticeWay, reception_refusals, ways_written_down
from dancu.residence.texts import NOTICE_WAYS
from dancu.sites.filing.guest_forms import hour_field

_AT_FIELD = {"received_at": "received_on"}


class FacilitySearch(forms.Form):
    """Which facility gives notice."""

    text = forms.CharField(
        label=_("Name or user name of the lodging facility"),
        help_text=_(
            "A part of the name is enough; accents do not count. By user name, any facility of your jurisdiction"
        ),
        max_length=200,
        error_messages={"required": _("Enter the name or the user name of the lodging facility")},
    )


class ReclaimForm(forms.Form):
    """That an account is not its facility's."""

    checked = forms.BooleanField(
        label=_("I have checked with the owner or manager of the facility that this account is not theirs"),
        error_messages={"required": _("Tick that you have checked it")},
    )


class ReceptionForm(ChoosesPlaces):
    """Who gave notice, how and when; drawn again for a further guest or for communes, nothing is said against it."""

    notifier = forms.CharField(
        label=_("Who gives notice"),
        help_text=_("Full name of the person who called, wrote or came"),
        max_length=160,
        error_messages={"required": _("Enter who gives notice")},
    )
    way = forms.ChoiceField(
        label=_("Way of the notice"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the way of the notice")},
    )
    received_on = DateBoxesField(
        label=_("Received on"), help_text=_("Whether the notice is late is judged by when it was received")
    )
    received_time = hour_field(label=_("Time of receipt"), missing=_("Enter the time of receipt"))

    def __init__(self, data: QueryDict | None = None, *, at: datetime) -> None:
        received = localtime(at)
        super().__init__(data, initial={"received_on": received.date(), "received_time": received.time()})
        self.at = at
        offered = ways_written_down(received.date())
        cast("forms.ChoiceField", self.fields["way"]).choices = [(way.value, NOTICE_WAYS[way]) for way in offered]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            for fact, refusal in reception_refusals(NoticeWay(data["way"]), self.received_at, self.at):
                self.add_error(_AT_FIELD.get(fact, fact), ValidationError(problems.message(refusal), code=refusal.code))
        return data

    @property
    def received_at(self) -> datetime:
        """When the notice was received, once that is filled in."""
        return datetime.combine(self.cleaned_data["received_on"], self.cleaned_data["received_time"], VIET_NAM)

    @property
    def day(self) -> date:
        """The day by which the guests are judged: today's while none is filled in."""
        self.full_clean()
        day: date = self.cleaned_data.get("received_on") or localtime(self.at).date()
        return day
