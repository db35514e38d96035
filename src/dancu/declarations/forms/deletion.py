"""What the deletion of a registration asks beside what all declarations do: which registration, and since when the ground."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property

from dancu.casework.filing import Fact
from dancu.declarations import deleting, register
from dancu.declarations.domain import deletion as law
from dancu.declarations.domain.declaration import movers_of
from dancu.declarations.domain.registration import Entry
from dancu.declarations.forms.base import LONG, DeclarationStep, relations
from dancu.declarations.forms.members import MemberRow, Members
from dancu.declarations.forms.request import Request
from dancu.declarations.forms.subject import Subject
from dancu.declarations.forms.successor import NamesSuccessor
from dancu.places.queries import directory
from dancu.platform.forms import DateBoxesField, IdNumberField, PersonNameField
from dancu.population.domain.person import PersonRecord
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, Residence


class _ByGround(DeclarationStep):
    @property
    def ground(self) -> EndGround:
        return EndGround(self.filing.answers["agency"]["case"])

    @property
    def entry(self) -> Entry:
        return Entry(self.filing.answers["place"]["household"])


class LeavingSubject(_ByGround, Subject):
    """Whose registration is deleted; the household declares it for those who cannot."""

    minors_by = law.Deletion.minors_by

    @property
    def is_likely_subject(self) -> bool:
        return self.ground is not EndGround.DEAD_OR_MISSING

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.refuse("is_subject", law.self_refusal(self.ground, for_self=self.for_self))
        return data


class Registered(_ByGround):
    """Which registration is deleted, as the register knows it or as declared, and when the ground arose."""

    reshaping = ("household",)

    happened_on = DateBoxesField()
    line = forms.CharField(max_length=LONG)
    household = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    head_name = PersonNameField()
    head_pin = IdNumberField()
    relation = forms.ChoiceField(choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relation"].choices = relations()  # type: ignore[attr-defined]
        self.fields["happened_on"].help_text = self.text(f"steps.place.happened_on.hints.{self.ground}")
        if self._present:
            self.drop("line", "household")
        if self._present or self.entry is not Entry.JOIN:
            self.drop("head_name", "head_pin", "relation")

    @property
    def entry(self) -> Entry:
        return register.entry_of(self._present) if self._present else Entry(self.stands("household") or Entry.APART)

    def facts(self) -> Sequence[Fact]:
        """Return the registration as the register knows it, which cannot be changed here."""
        units, present, head = directory(), self._present, self._head
        if present is None:
            commune = units.unit(self.filing.answers["agency"]["commune"])
            return (Fact(self.text("steps.place.facts.commune"), units.full_name(commune)),)
        place = units.address_today(present.unit_id, present.address_line, self.filing.on)
        known = (("address", place), ("head", head.name.full if head else ""))
        return tuple(Fact(self.text(f"summary.place.{label}"), value) for label, value in known if value)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if happened_on := data.get("happened_on"):
            refusal = law.day_refusal(self.home, self.ground, happened_on, self.filing.on)
            self.refuse("happened_on", refusal)
        return data

    def answers(self) -> Mapping[str, Any]:
        present, registered = self._present, {}
        if present:
            registered = {"line": present.address_line, **register.household_of(present, self._head)}
        person = register.find(self._number, self.reading)
        known = deleting.is_known(self.ground, person, self.own)
        return {"relation": "", **super().answers(), **registered, "known": known}

    @property
    def _number(self) -> str:
        return movers_of(self.filing.answers)[0].number

    @cached_property
    def _present(self) -> Residence | None:
        """Where the subject is registered, as far as the one who declares may see it."""
        person = register.find(self._number, self.reading) if self.own else None
        if self.own is None or person is None or not register.in_sight(self.own, person.id):
            return None
        home = register.home_of(person.id, self.reading, self.home)
        return home.residence if home else None

    @cached_property
    def _head(self) -> PersonRecord | None:
        """Who heads the household that the subject lives in there as somebody else than its head."""
        return register.head_of(self._present, self.reading) if self._present else None


class LeavingRow(MemberRow):
    """Somebody whose registration is deleted along; he may be the householder."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relation"].choices = relations(but=Relation.NOT_STATED)  # type: ignore[attr-defined]


class Leaving(_ByGround, Members):
    """Whose registration is deleted along."""

    row_form = LeavingRow

    def proposed_rows(self) -> list[dict[str, Any]]:
        relations = {str(member.person.pin): member.relation for member in self.offered}
        return [
            {**row, "relation": "" if relations[row["pin"]] is Relation.NOT_STATED else relations[row["pin"]].value}
            for row in super().proposed_rows()
        ]


class DeletionRequest(NamesSuccessor, _ByGround, Request):
    """What is asked for, who heads the household when its head leaves it, how the answer comes back."""

    def proposed_request(self) -> str:
        answers = self.filing.answers
        place = directory().address(answers["agency"]["commune"], answers["place"]["line"])
        return super().proposed_request().format(place=place)
