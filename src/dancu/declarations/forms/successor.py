"""Who heads the household that is left behind by its head."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dancu.declarations import register
from dancu.declarations.forms.base import NOT_CHOSEN, DeclarationStep
from dancu.declarations.words import relation
from dancu.platform.forms import IdNumberField, PersonNameField
from dancu.residence.domain.residence import Member


class NamesSuccessor(DeclarationStep):
    """Asks who is to head the household that the people leave: of those who may, where the register can tell them."""

    new_head = forms.ChoiceField(choices=[NOT_CHOSEN])
    new_head_name = PersonNameField(required=False)
    new_head_pin = IdNumberField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_successor()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("new_head_name")) != bool(data.get("new_head_pin")) and "new_head_pin" not in self.errors:
            missing = "new_head_pin" if data.get("new_head_name") else "new_head_name"
            self.add_error(
                missing, ValidationError(_("Enter both name and number of the new householder."), code="required")
            )
        return data

    def answers(self) -> Mapping[str, Any]:
        said = {"new_head_name": "", "new_head_pin": "", **super().answers()}
        chosen = said.pop("new_head", "")
        if member := next((each for each in self._successors() or () if each.person.pin == chosen), None):
            said |= {"new_head_name": member.person.name.full, "new_head_pin": chosen}
        return said

    def _ask_successor(self) -> None:
        fit = self._successors()
        if fit is None:
            self.drop("new_head")
            return
        self.drop("new_head_name", "new_head_pin", *(() if fit else ("new_head",)))
        if fit:
            field = cast("forms.ChoiceField", self.fields["new_head"])
            field.choices = [
                NOT_CHOSEN,
                *((str(each.person.pin), f"{each.person.name.full} – {relation(each.relation)}") for each in fit),
            ]
            if not fit[0].person.is_adult(self.filing.on):
                field.help_text = self.text("steps.request.new_head.minors")

    def _successors(self) -> Sequence[Member] | None:
        """Return who may head the filer's household when its head leaves it; None where the register cannot tell him."""
        own, answers = self.own, self.filing.answers
        if own is None or answers["subject"]["pin"] not in own.household_pins:
            return None
        moving = {answers["subject"]["pin"], *(row["pin"] for row in answers["members"]["rows"])}
        return register.successors(own.members, moving, self.filing.on) if own.head_pin in moving else ()
