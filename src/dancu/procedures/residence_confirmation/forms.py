"""What is to be confirmed."""

from collections.abc import Mapping
from typing import Any

from django import forms

from dancu.declarations import forms as declarations
from dancu.declarations import register
from dancu.procedures.residence_confirmation.application import Content


class Contents(declarations.DeclarationStep):
    """What is to be confirmed: one thing or several."""

    contents = forms.MultipleChoiceField(choices=[], widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.propose(contents=[Content.PRESENT.value])

    def answers(self) -> Mapping[str, Any]:
        return {**super().answers(), "known": self._known()}

    def _known(self) -> bool:
        """Tell whether the register says where the subject lives, as far as the one who declares may see it."""
        own, subject = self.own, register.find(self.filing.answers["subject"]["pin"], self.reading)
        if own is None or subject is None or not register.in_sight(own, subject.id):
            return False
        return any(present(subject.id, self.reading) for present in (register.permanent_of, register.temporary_of))


class Request(declarations.Request):
    """What is asked for, and how the confirmation comes back."""

    def proposed_request(self) -> str:
        chosen = self.filing.answers["content"]["contents"]
        return "; ".join(self.text(f"steps.request.request.{each}") for each in chosen)
