"""What temporary registration asks beside what all declarations do: from when until when, and by what one may live there."""

from collections.abc import Mapping
from typing import Any

from django import forms

from dancu.declarations import forms as declarations
from dancu.declarations.domain.registration import Entry, Obstacle
from dancu.declarations.domain.temporary import Case
from dancu.declarations.forms import NamesHouseholder
from dancu.places.queries import directory
from dancu.platform.forms import DateBoxesField
from dancu.procedures.temporary_registration import rules
from dancu.procedures.temporary_registration.application import Ground, entry_of


class _ByPlace(declarations.DeclarationStep):
    @property
    def entry(self) -> Entry:
        return entry_of(self.filing.answers["agency"], self.filing.answers["place"])

    @property
    def case(self) -> Case:
        return Case(self.filing.answers["agency"]["case"])


class Place(_ByPlace, declarations.Place):
    """From when until when, where, into which household, and by what one may live there."""

    reshaping = ("new_household", "ground", "owner_is_head")

    new_household = forms.BooleanField(required=False)
    since = DateBoxesField()
    until = DateBoxesField()
    ground = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    field_order = ("new_household", "since", "until", "line", "head_name", "head_pin", "relation", "ground")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(each.value, self.text(f"steps.place.ground.choices.{each}")) for each in rules.GROUNDS[self.case]]
        self.fields["ground"].choices = offered  # type: ignore[attr-defined]
        if self.case is Case.LIST:
            self.drop("new_household")
        self.ask_household(owned_by_others=self.stands("ground") == Ground.KIN)

    @property
    def entry(self) -> Entry:
        new_household = "new_household" in self.fields and self.stands("new_household")
        return entry_of(self.filing.answers["agency"], {"new_household": new_household})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("obstacle"):
            self.refuse("obstacle", rules.place_refusal(Obstacle(data["obstacle"])))
        if data.get("since") and data.get("until"):
            self.refuse("until", rules.term_refusal(data["since"], data["until"]))
        return data

    def answers(self) -> Mapping[str, Any]:
        return {"new_household": False, "relation": "", **super().answers()}


class Members(_ByPlace, declarations.Members):
    """Who registers along."""

    most = 200

    def note_on_rows(self) -> str:
        return self.text("steps.members.listed") if self.entry is Entry.APART else super().note_on_rows()


class Request(NamesHouseholder, _ByPlace, declarations.Request):
    """What is asked for, who heads the new household, who pays, how the answer comes back."""

    @property
    def asks_exemption(self) -> bool:
        return self.case is not Case.LIST

    def proposed_request(self) -> str:
        answers = self.filing.answers
        place = directory().address(answers["agency"]["commune"], answers["place"]["line"])
        text = self.text(f"steps.request.request.{self.entry}")
        return text.format(place=place, head=answers["place"].get("head_name", ""))
