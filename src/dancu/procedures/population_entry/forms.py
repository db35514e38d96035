"""What an officer is asked: what is entered, what happened when, which paper proves it."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from dancu.casework.filing import Fact
from dancu.declarations import own_motion
from dancu.declarations.domain.own_motion import NotCompetent
from dancu.declarations.forms import civil
from dancu.declarations.forms.base import NOT_CHOSEN
from dancu.declarations.forms.own_motion import OwnMotionStep
from dancu.places.queries import list_countries
from dancu.platform.forms import DateBoxesField
from dancu.procedures.population_entry import register, rules
from dancu.procedures.population_entry.application import Application, Case
from dancu.residence.texts import KINDS

_ALWAYS = ("case", "ground", "registered_on", "finding")
_ASKED = {
    Case.DEATH: (*_ALWAYS, "happened_on"),
    Case.NATIONALITY_LOST: (*_ALWAYS, "happened_on", "lost_by", "nationality"),
    Case.CIVIL_STATUS: (*_ALWAYS, *civil.FIELDS),
}


class Change(civil.AsksCivilStatus, OwnMotionStep):
    """What is entered; the other questions follow from it."""

    reshaping = ("case",)
    field_order = ("case", "happened_on", "lost_by", "nationality")

    case = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    happened_on = DateBoxesField()
    lost_by = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    nationality = forms.ChoiceField(choices=[NOT_CHOSEN], required=False)
    finding = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = [NOT_CHOSEN, *list_countries().items()]
        cast("forms.ChoiceField", self.fields["nationality"]).choices = countries
        for name in set(self.fields) - set(_ASKED[self._case]):
            del self.fields[name]

    def facts(self) -> Sequence[Fact]:
        """Return whom it is about, and where he is registered."""
        known = [
            Fact(self.text("summary.person.name"), self.person.name.full),
            Fact(self.text("summary.person.born"), str(self.person.born)),
        ]
        homes = own_motion.present(self.person.id, self.reading)
        return (*known, *(Fact(str(KINDS[home.kind]), own_motion.described(home, self.filing.on)) for home in homes))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        application = Application.read({**self.filing.answers, "change": self._said(data)}, self.filing.on)
        for field, refusal in rules.refusals(application):
            self.refuse(field if field in self.fields else "case", refusal)
        if not register.is_competent(application, self.reading):
            self.refuse("case", NotCompetent())
        if not self.errors and (against := register.against(application, self.person, self.reading)):
            self.refuse("case", against)
        return data

    def answers(self) -> Mapping[str, Any]:
        return self._said(self.cleaned_data)

    def _said(self, data: Mapping[str, Any]) -> dict[str, Any]:
        said: dict[str, Any] = dict.fromkeys((*civil.FIELDS, "lost_by", "nationality", "happened_on"), "")
        said |= {**super().answers(), **self.answered()}
        return said | {
            "agency": self.filing.by.agency_id or 0,
            "unit": register.unit_of(self.person.id, self.reading),
        }

    @property
    def _case(self) -> Case:
        stands = str(self["case"].value() or "")
        return Case(stands) if stands in set(Case) else Case.DEATH
