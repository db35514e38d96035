"""What is asked where civil status is corrected: only what is to be another, and by which paper."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from dancu.casework.filing import StepForm
from dancu.declarations.domain import civil_status as rules
from dancu.declarations.domain.civil_status import NONE
from dancu.declarations.forms.base import LONG, NOT_CHOSEN, ensure_born
from dancu.declarations.words import sex
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import DomainError
from dancu.kernel.sex import Sex
from dancu.places.forms import ChoosesPlaces, CommuneField
from dancu.platform.forms import DateBoxesField, IdNumberField, PersonNameField
from dancu.population import texts as population
from dancu.population.domain.person import MaritalStatus

FACTS = (
    "new_name",
    "new_other_name",
    "new_born",
    "new_sex",
    "new_ethnicity",
    "new_religion",
    "new_home_town",
    "new_birth_registration",
    "new_birth_place",
    "new_birth_place_line",
    "new_marital_status",
    "spouse_name",
    "father_name",
    "mother_name",
)
"""Each may be left empty, but not all."""
_KIN = ("spouse", "father", "mother")
FIELDS = (*FACTS, *(f"{role}_number" for role in _KIN), "way", "proof", "ground", "registered_on")
_PLACES = ("new_home_town", "new_birth_registration", "new_birth_place")


class AsksCivilStatus(ChoosesPlaces, StepForm):
    """The fields of civil status; a step that mixes it in drops them where another case is meant."""

    new_name = PersonNameField(required=False)
    new_other_name = forms.CharField(max_length=160, required=False)
    new_born = DateBoxesField(partial=True, required=False)
    new_sex = forms.ChoiceField(choices=[NOT_CHOSEN], required=False)
    new_ethnicity = forms.ChoiceField(choices=[NOT_CHOSEN], required=False)
    new_religion = forms.ChoiceField(choices=[NOT_CHOSEN], required=False)
    new_home_town = CommuneField(required=False)
    new_birth_registration = CommuneField(required=False)
    new_birth_place = CommuneField(required=False)
    new_birth_place_line = forms.CharField(max_length=LONG, required=False)
    new_marital_status = forms.ChoiceField(choices=[NOT_CHOSEN], required=False)
    spouse_name = PersonNameField(required=False)
    spouse_number = IdNumberField(required=False)
    father_name = PersonNameField(required=False)
    father_number = IdNumberField(required=False)
    mother_name = PersonNameField(required=False)
    mother_number = IdNumberField(required=False)
    way = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    proof = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    ground = forms.CharField(max_length=LONG)
    registered_on = DateBoxesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _PLACES:
            cast("CommuneField", self.fields[name]).on = self.filing.on
        none = (NONE, self.filing.procedure.texts("steps.change.new_religion.none"))
        offered: dict[str, list[tuple[str, Any]]] = {
            "new_sex": [(each.value, sex(each)) for each in Sex],
            "new_ethnicity": list(population.ethnicities().items()),
            "new_religion": [none, *population.religions().items()],
            "new_marital_status": [(each.value, population.MARITAL[each]) for each in MaritalStatus if each],
        }
        for name, choices in offered.items():
            cast("forms.ChoiceField", self.fields[name]).choices = [NOT_CHOSEN, *choices]

    def clean_new_born(self) -> PartialDate | None:
        born: PartialDate | None = self.cleaned_data["new_born"]
        return ensure_born(born, self.filing) if born else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "new_name" in self.fields and not self.errors and not any(data.get(name) for name in FACTS):
            self._refuse("new_name", rules.NothingNamed())
        for role in _KIN:
            if data.get(f"{role}_number") and not data.get(f"{role}_name"):
                self._refuse(f"{role}_name", rules.KinUnnamed())
        self._refuse(
            "spouse_name", rules.spouse_refusal(data.get("spouse_name", ""), data.get("new_marital_status", ""))
        )
        self._refuse("new_born", rules.born_refusal(data.get("new_born")))
        if day := data.get("registered_on"):
            self._refuse("registered_on", rules.day_refusal(day, self.filing.on))
        return data

    def answered(self) -> dict[str, Any]:
        """Return the units that were chosen as their ids."""
        chosen = {name: self.cleaned_data.get(name) for name in _PLACES}
        return {name: unit.id if unit else None for name, unit in chosen.items()}

    def _refuse(self, field: str, error: DomainError | None) -> None:
        if error is not None and field in self.fields:
            self.add_error(field, ValidationError(gettext(error.template()), code=error.code))
