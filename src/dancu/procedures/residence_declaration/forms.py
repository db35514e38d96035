"""What the declaration asks beside what all do: where people live, why they can be registered nowhere, who is new."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from dancu.casework.filing import Fact
from dancu.declarations import forms as declarations
from dancu.declarations.domain.registration import Entry
from dancu.declarations.forms import LONG, NOT_CHOSEN
from dancu.kernel.dates import PartialDate
from dancu.kernel.pin import PROVINCES
from dancu.places.queries import directory
from dancu.platform.forms import OldNumberField, PersonNameField
from dancu.population import texts as population
from dancu.population.domain.facts import BornTooEarly, check_born

_OF_NEWCOMERS = ("old_number", "province", "ethnicity", "home_town", "father", "mother")


class Subject(declarations.Subject):
    """Whose residence is declared; who has no personal number says what one is made of, and who he is."""

    reshaping = (*declarations.Subject.reshaping, "unnumbered")

    unnumbered = forms.BooleanField(required=False)
    old_number = OldNumberField(required=False)
    province = forms.ChoiceField(choices=[NOT_CHOSEN])
    ethnicity = forms.ChoiceField(choices=[NOT_CHOSEN])
    home_town = forms.CharField(max_length=LONG, required=False)
    father = PersonNameField(required=False)
    mother = PersonNameField(required=False)

    field_order = ("is_subject", "standing", "unnumbered", "name", "born", "sex", "pin", *_OF_NEWCOMERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("province", PROVINCES.items())
        self._offer("ethnicity", population.ethnicities().items())
        if self.for_self and self.own:
            # A proved account is somebody's who has his number.
            self.drop("unnumbered")
        self.drop(*(("pin", "passport") if self._unnumbered else _OF_NEWCOMERS))

    def clean_born(self) -> PartialDate:
        born = super().clean_born()
        if self._unnumbered:
            try:
                check_born(born)
            except BornTooEarly as refusal:
                raise ValidationError(gettext(refusal.template()), code=refusal.code) from None
        return born

    def answers(self) -> Mapping[str, Any]:
        return {"unnumbered": False, "passport": "", **dict.fromkeys(_OF_NEWCOMERS, ""), **super().answers()}

    @property
    def _unnumbered(self) -> bool:
        return "unnumbered" in self.fields and bool(self.stands("unnumbered"))

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = [NOT_CHOSEN, *choices]


class Place(declarations.DeclarationStep):
    """Where they actually live."""

    line = forms.CharField(max_length=LONG)
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def facts(self) -> Sequence[Fact]:
        units = directory()
        commune = units.unit(self.filing.answers["agency"]["commune"])
        return (Fact(self.text("steps.place.facts.commune"), units.full_name(commune)),)


class Members(declarations.Members):
    """Who lives there along; whom the register does not know is declared by himself."""

    row_form = declarations.NumberedRow

    @property
    def entry(self) -> Entry:
        """There is no householder: what each is to the subject is all that is asked."""
        return Entry.NEW


class Request(declarations.Request):
    """What is asked for, how the answer comes back."""

    def proposed_request(self) -> str:
        answers = self.filing.answers
        place = directory().address(answers["agency"]["commune"], answers["place"]["line"])
        return super().proposed_request().format(place=place)
