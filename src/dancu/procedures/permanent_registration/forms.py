"""What permanent registration asks beside what all declarations do: the ground, the floor, and who heads which household."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from dancu.declarations import forms as declarations
from dancu.declarations.domain.declaration import Named
from dancu.declarations.domain.registration import Entry, Obstacle
from dancu.declarations.forms import NamesHouseholder, NamesSuccessor
from dancu.places.queries import directory
from dancu.procedures.permanent_registration import rules
from dancu.procedures.permanent_registration.application import Ground, case
from dancu.procedures.permanent_registration.kinship import knows_kin

_OWNED_BY_OTHERS = rules.BY_CONSENT | {Ground.VEHICLE}


class _ByCase(declarations.DeclarationStep):
    @property
    def entry(self) -> Entry:
        return case(self.filing.answers["agency"]["case"])[1]


class Place(_ByCase, declarations.Place):
    """The dwelling and the household there, and by which article it may become the residence."""

    reshaping = ("ground", "owner_is_head")

    ground = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    floor_area = forms.DecimalField(
        min_value=Decimal(1), max_value=Decimal(100_000), max_digits=8, decimal_places=2, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
    )  # fmt: skip
    residents = forms.IntegerField(
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    special = forms.MultipleChoiceField(choices=[], required=False, widget=forms.CheckboxSelectMultiple)

    field_order = (
        *("line", "head_name", "head_pin", "relation", "ground", "owner_is_head", "owner_name", "owner_pin"),
        *("floor_area", "residents", "obstacle", "special"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = self.stands("ground")
        self.ask_household(owned_by_others=ground in _OWNED_BY_OTHERS)
        if ground == Ground.VEHICLE and "owner_name" in self.fields:
            # Who lives in a vehicle of his own names nobody.
            self.fields["owner_name"].required = False
        if ground != Ground.RENTED:
            self.drop("floor_area", "residents")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("ground") and data.get("obstacle"):
            self.refuse("obstacle", rules.place_refusal(Ground(data["ground"]), Obstacle(data["obstacle"])))
        self.refuse("floor_area", rules.floor_refusal(data.get("floor_area"), data.get("residents")))
        return data

    def answers(self) -> Mapping[str, Any]:
        said = {"relation": "", **super().answers()}
        who = "head" if self.entry is Entry.JOIN else "owner"
        other = Named.by(said[f"{who}_name"], said[f"{who}_pin"]) if said.get(f"{who}_name") else None
        known = knows_kin(
            self.own,
            subject_pin=self.filing.answers["subject"]["pin"],
            other=other,
            ground=Ground(said["ground"]),
            reading=self.reading,
        )
        return {**said, "kin_known": known}


class Members(_ByCase, declarations.Members):
    """Who moves along."""


class Request(NamesHouseholder, NamesSuccessor, _ByCase, declarations.Request):
    """What is asked for, who heads the new household and the one that is left, who pays, how the answer comes back."""

    def proposed_request(self) -> str:
        answers = self.filing.answers
        place = directory().address(answers["agency"]["commune"], answers["place"]["line"])
        text = self.text(f"steps.request.request.{self.entry}")
        return text.format(place=place, head=answers["place"].get("head_name", ""))
