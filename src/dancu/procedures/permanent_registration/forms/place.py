"""Step 3: the dwelling, the household there, and by which article it may become the residence."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from dancu.casework.filing import Fact
from dancu.places.queries import directory
from dancu.platform.forms import PersonNameField, PinField
from dancu.procedures.permanent_registration import register, rules
from dancu.procedures.permanent_registration.application import Entry, Ground, Named, Obstacle, case
from dancu.procedures.permanent_registration.forms.base import LONG, PermanentStep, relations
from dancu.procedures.permanent_registration.words import TEXTS

_OWNED_BY_OTHERS = rules.BY_CONSENT | {Ground.VEHICLE}


class Place(PermanentStep):
    """The dwelling and the household there, and by which article it may become the residence."""

    reshaping = ("ground", "owner_is_head")

    line = forms.CharField(max_length=LONG)
    head_name = PersonNameField()
    head_pin = PinField()
    relation = forms.ChoiceField(choices=[])
    ground = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    owner_is_head = forms.BooleanField(required=False)
    owner_name = forms.CharField(max_length=LONG)
    owner_pin = PinField(required=False)
    floor_area = forms.DecimalField(
        min_value=Decimal(1), max_value=Decimal(100_000), max_digits=8, decimal_places=2, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
    )  # fmt: skip
    residents = forms.IntegerField(
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    obstacle = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    special = forms.MultipleChoiceField(choices=[], required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _, entry = case(self.filing.answers["agency"]["case"])
        self.fields["relation"].choices = relations()  # type: ignore[attr-defined]
        self.entry = entry
        if not self.is_bound:
            self.propose(obstacle=Obstacle.NONE.value, owner_is_head=True)
        ground = self.stands("ground")
        if entry is Entry.NEW:
            self.drop("head_name", "head_pin", "relation", "owner_is_head")
        if ground not in _OWNED_BY_OTHERS:
            self.drop("owner_is_head", "owner_name", "owner_pin")
        elif entry is Entry.JOIN and self.stands("owner_is_head"):
            self.drop("owner_name", "owner_pin")
        elif ground == Ground.VEHICLE:
            # Who lives in a vehicle of his own names nobody.
            self.fields["owner_name"].required = False
        if ground != Ground.RENTED:
            self.drop("floor_area", "residents")

    def facts(self) -> Sequence[Fact]:
        units = directory()
        commune = units.unit(self.filing.answers["agency"]["commune"])
        return (Fact(TEXTS("steps.place.facts.commune"), units.full_name(commune)),)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("ground") and data.get("obstacle"):
            self.refuse("obstacle", rules.place_refusal(Ground(data["ground"]), Obstacle(data["obstacle"])))
        self.refuse("floor_area", rules.floor_refusal(data.get("floor_area"), data.get("residents")))
        return data

    def answers(self) -> Mapping[str, Any]:
        said = {"relation": "", **super().answers()}
        who = "head" if self.entry is Entry.JOIN else "owner"
        other = Named(said[f"{who}_name"], said[f"{who}_pin"]) if said.get(f"{who}_name") else None
        known = register.knows_kin(
            self.own,
            subject_pin=self.filing.answers["subject"]["pin"],
            other=other,
            ground=Ground(said["ground"]),
            reading=self.reading,
        )
        return {**said, "kin_known": known}
