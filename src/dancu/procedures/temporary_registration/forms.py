"""What temporary registration asks beside what all declarations do: from when until when, and by what one may live there."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from dancu.declarations import forms as declarations
from dancu.declarations.domain.declaration import Standing, movers_of
from dancu.declarations.domain.registration import Entry, Obstacle
from dancu.declarations.domain.temporary import Case
from dancu.declarations.forms import NamesHouseholder
from dancu.lists import columns
from dancu.places.queries import directory
from dancu.platform.forms import DateBoxesField
from dancu.procedures.temporary_registration import rules
from dancu.procedures.temporary_registration.application import Application, Ground, entry_of

LISTED = {
    "name": "Nguyễn Thị Mẫu",
    "born": "23/11/1990",
    "sex": "female",
    "pin": "001190012345",
    "old_number": "012345678",
    "occupation": "Kỹ sư",
    "workplace": "Công ty Mẫu",
}
"""What a file says of each, with an example (component KQ003637: name, birth date, sex, personal number)."""


class _ByPlace(declarations.DeclarationStep):
    @property
    def entry(self) -> Entry:
        return entry_of(self.filing.answers["agency"], self.filing.answers["place"])

    @property
    def case(self) -> Case:
        return Case(self.filing.answers["agency"]["case"])


class Subject(_ByPlace, declarations.Subject):
    """Who registers; of a list its first person, for whom who files it needs no authority: he only has them living there."""

    minors_by = Application.minors_by

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case is Case.LIST:
            self.drop("standing")
        elif "standing" in self.fields:
            choices: list[tuple[str, str]] = list(cast("Any", self.fields["standing"]).choices)
            cast("forms.ChoiceField", self.fields["standing"]).choices = [
                each for each in choices if each[0] != Standing.LIST
            ]

    @property
    def is_likely_subject(self) -> bool:
        return self.case is not Case.LIST

    def standing_of(self, said: Mapping[str, Any]) -> str:
        return Standing.LIST if self.case is Case.LIST and not self.for_self else super().standing_of(said)


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
    row_form = declarations.ListedRow

    @property
    def examples(self) -> Mapping[str, str]:
        return LISTED if self.entry is Entry.APART else {}

    def taken_from(self, rows: Sequence[Mapping[str, str]]) -> Sequence[Mapping[str, str]]:
        """Leave out the first of the list, who was declared before."""
        first = movers_of(self.filing.answers)[0].number
        return super().taken_from([row for row in rows if columns.with_zeros(row.get("pin", "")) != first])

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
