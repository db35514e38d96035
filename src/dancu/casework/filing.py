"""Forms of the steps: ordinary Django forms that take their words from the procedure's folder and give JSON answers."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict

from dancu.casework.domain.filing import Answers, Declarer
from dancu.casework.procedures import Procedure
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
    declarer: Declarer | None = None
    """Who declares at a counter, where `by` is the officer who types; None where `by` declares himself."""
    scope: str = ""
    """How the codes of the agencies begin that it may go to; all of them may, where this is empty."""
    counter_id: int | None = None
    """The agency at whose counter it is filed, or was before it was returned; None on the portal."""
    kept: dict[object, Any] = dataclasses.field(default_factory=dict, compare=False, repr=False)
    """What was read of the registers so far; steps that are asked one after the other share it."""

    def text(self, key: str, default: str = "") -> str:
        """Return a text of the folder; at a counter as it is worded for the officer who types (`counter.<key>`), where it is."""
        texts = self.procedure.texts
        own = texts.find(f"counter.{key}") if self.declarer else ""
        return own or texts.find(key, default)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line shown beside the fields: what follows from a choice, or is known and not asked."""

    label: str
    value: str


class StepForm(forms.Form):
    """A step's form: labels and hints are the texts `steps.<step>.<field>.label` and `.hint` of the folder.

    A choice without choices of its own offers the texts `steps.<step>.<field>.choices`. A `quiet` form shows what was typed
    and complains of nothing: it was taken up again, or redrawn because a choice changed.
    """

    reshaping: ClassVar[tuple[str, ...]] = ()
    """Fields whose change asks for other fields."""

    def __init__(self, *args: Any, filing: Filing, quiet: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filing, self.quiet = filing, quiet
        describe(self, filing)

    @property
    def shape(self) -> str:
        """Name the fields that are asked now: a page sends it along, so that a choice it could not follow is noticed."""
        return " ".join(self.fields)

    def facts(self) -> Sequence[Fact]:
        """Return what the page shows above the fields."""
        return ()

    def consequences(self) -> Sequence[Fact]:
        """Return what the page shows below the fields, as it follows from what stands in them."""
        return ()

    def full_clean(self) -> None:
        if not self.quiet:
            super().full_clean()
            return
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict[str, Any] = {}

    def answers(self) -> Mapping[str, Any]:
        """Return the cleaned data as JSON values."""
        return {name: plain(value) for name, value in self.cleaned_data.items()}


def describe(form: forms.Form, filing: Filing) -> None:
    """Give the fields of a form the words of their step."""
    texts = filing.procedure.texts
    for name, field in form.fields.items():
        key = f"steps.{filing.step}.{name}"
        field.label = filing.text(f"{key}.label", str(field.label or ""))
        field.help_text = filing.text(f"{key}.hint", str(field.help_text or ""))
        if isinstance(field, forms.ChoiceField) and not field.choices:
            field.choices = list(texts.under(f"{key}.choices").items())


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
