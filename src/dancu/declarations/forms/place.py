"""The dwelling, the household there, and who owns it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from dancu.casework.filing import Fact
from dancu.declarations.domain.registration import Entry, Obstacle
from dancu.declarations.forms.base import LONG, DeclarationStep, relations
from dancu.places.queries import directory
from dancu.platform.forms import IdNumberField, PersonNameField


class Place(DeclarationStep):
    """The dwelling in the commune of the agency, the household there, and whether art. 23 stands against it."""

    line = forms.CharField(max_length=LONG)
    head_name = PersonNameField()
    head_pin = IdNumberField()
    relation = forms.ChoiceField(choices=[])
    owner_is_head = forms.BooleanField(required=False)
    owner_name = forms.CharField(max_length=LONG)
    owner_pin = IdNumberField(required=False)
    obstacle = forms.ChoiceField(choices=[], widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relation"].choices = relations()  # type: ignore[attr-defined]
        if not self.is_bound:
            self.propose(obstacle=Obstacle.NONE.value, owner_is_head=True)

    def facts(self) -> Sequence[Fact]:
        units = directory()
        commune = units.unit(self.filing.answers["agency"]["commune"])
        return (Fact(self.text("steps.place.facts.commune"), units.full_name(commune)),)

    def ask_household(self, *, owned_by_others: bool) -> None:
        """Ask for the householder of a household that is there, and for an owner who is neither he nor a mover."""
        if self.entry is not Entry.JOIN:
            self.drop("head_name", "head_pin", "relation", "owner_is_head")
        if not owned_by_others:
            self.drop("owner_is_head", "owner_name", "owner_pin")
        elif self.entry is Entry.JOIN and self.stands("owner_is_head"):
            self.drop("owner_name", "owner_pin")
