"""What the declaration of absence asks beside what all declarations do: where to, from when until when, and why (guide I.4)."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from dancu.declarations import forms as declarations
from dancu.declarations.forms import LONG, NOT_CHOSEN
from dancu.places.forms import ChoosesPlaces, CommuneField
from dancu.places.queries import list_countries
from dancu.platform.forms import DateBoxesField
from dancu.procedures.temporary_absence import rules, words
from dancu.procedures.temporary_absence.application import Destination


class Absence(ChoosesPlaces, declarations.DeclarationStep):
    """Where somebody goes, in the country or abroad, from when until when, and why."""

    reshaping = ("destination",)

    destination = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    country = forms.ChoiceField(choices=[NOT_CHOSEN])
    commune = CommuneField()
    line = forms.CharField(max_length=LONG)
    since = DateBoxesField()
    until = DateBoxesField()
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("CommuneField", self.fields["commune"]).on = self.filing.on
        cast("forms.ChoiceField", self.fields["country"]).choices = [NOT_CHOSEN, *list_countries().items()]
        if not self.is_bound:
            self.propose(destination=Destination.DOMESTIC.value)
        self.drop("commune" if self.stands("destination") == Destination.ABROAD else "country")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("since") and data.get("until"):
            self.refuse("until", rules.days_refusal(data["since"], data["until"]))
        return data

    def answers(self) -> Mapping[str, Any]:
        commune = self.cleaned_data.get("commune")
        return {"country": "", **super().answers(), "commune": commune.id if commune else None}


class Request(declarations.Request):
    """What is asked for, and how the slip comes back."""

    def proposed_request(self) -> str:
        return words.request(
            self.filing.answers["absence"], self.filing.on, self.text("steps.request.request.proposed")
        )
