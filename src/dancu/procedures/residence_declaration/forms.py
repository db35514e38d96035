"""What the declaration asks beside what all declarations do: where people live, and why they can be registered nowhere."""

from collections.abc import Sequence

from django import forms

from dancu.casework.filing import Fact
from dancu.declarations import forms as declarations
from dancu.declarations.domain.registration import Entry
from dancu.declarations.forms import LONG
from dancu.places.queries import directory


class Place(declarations.DeclarationStep):
    """Where they actually live."""

    line = forms.CharField(max_length=LONG)
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def facts(self) -> Sequence[Fact]:
        units = directory()
        commune = units.unit(self.filing.answers["agency"]["commune"])
        return (Fact(self.text("steps.place.facts.commune"), units.full_name(commune)),)


class Members(declarations.Members):
    """Who lives there along."""

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
