"""What an officer proposes of two records that may be one person's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dancu.population.commands import LONGEST_REASON
from dancu.population.domain.reviewing import Outcome, SurvivorMissing, WhyMissing, possible
from dancu.population.queries import PairView
from dancu.sites.officer import words
from dancu.sites.ui.templatetags.ui import grouped


class OutcomeForm(forms.Form):
    """The outcome, the record that goes on where they become one, and by what it is seen."""

    outcome = forms.ChoiceField(label=_("Proposal"), widget=forms.RadioSelect)
    survivor = forms.TypedChoiceField(
        label=_("Record that goes on"),
        help_text=_("The number of the other one leads to it from then on."),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("By what it is seen"),
        help_text=_("The document or check that shows it, with its number."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": words.said_by(WhyMissing)},
    )

    def __init__(self, *args: Any, pair: PairView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = possible(pair.state)
        choices: Any = self.fields["outcome"]
        choices.choices = [(each.value, words.OUTCOMES_OF_PAIRS[each]) for each in offered]
        if Outcome.MERGE not in offered:
            del self.fields["survivor"]
            return
        records: Any = self.fields["survivor"]
        records.choices = [(each.id, f"{each.name.full} – {grouped(each.pin)}") for each in (pair.one, pair.other)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == Outcome.MERGE and not cleaned.get("survivor") and "survivor" not in self.errors:
            self.add_error("survivor", words.said_by(SurvivorMissing))
        return cleaned
