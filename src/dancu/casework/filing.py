"""Forms of the steps: ordinary Django forms that take their words from the procedure's folder and give JSON answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms

from dancu.casework.procedures import Answers, Procedure
from dancu.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What a step's form may know while a dossier is being filled in."""

    procedure: Procedure[Any]
    step: str
    on: date
    """The day whose law and whose units hold."""
    at: datetime
    by: Actor
    answers: Answers
    """The answers of the steps that are complete."""


class StepForm(forms.Form):
    """A step's form: labels and hints are the texts `steps.<step>.<field>.label` and `.hint` of the folder."""

    def __init__(self, *args: Any, filing: Filing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filing = filing
        texts = filing.procedure.texts
        for name, bound in self.fields.items():
            key = f"steps.{filing.step}.{name}"
            bound.label = texts.find(f"{key}.label", str(bound.label or ""))
            bound.help_text = texts.find(f"{key}.hint", str(bound.help_text or ""))

    def answers(self) -> Mapping[str, Any]:
        """Return the cleaned data as JSON values."""
        return {name: plain(value) for name, value in self.cleaned_data.items()}


def plain(value: Any) -> Any:
    """Turn a cleaned value into JSON: days as ISO 8601 text, values with an `as_json` method by that, None as it is."""
    if hasattr(value, "as_json"):
        return value.as_json()
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
