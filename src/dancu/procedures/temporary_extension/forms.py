"""What an extension asks beside what all declarations do: which residence goes on, until when, and by whose consent."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property

from dancu.casework.filing import Fact
from dancu.declarations import forms as declarations
from dancu.declarations import register
from dancu.declarations.domain.registration import Entry
from dancu.declarations.domain.temporary import Case, last_day
from dancu.declarations.forms import LONG, relations
from dancu.declarations.papers import written
from dancu.places.queries import directory
from dancu.platform.forms import DateBoxesField, IdNumberField, PersonNameField
from dancu.population.domain.person import PersonRecord
from dancu.procedures.temporary_extension import rules
from dancu.procedures.temporary_extension.application import Ground
from dancu.residence.domain.residence import Residence


class _ByPlace(declarations.DeclarationStep):
    @property
    def entry(self) -> Entry:
        return Entry(self.filing.answers["place"]["household"])

    @property
    def case(self) -> Case:
        return Case(self.filing.answers["agency"]["case"])


class Place(_ByPlace):
    """Which residence goes on until when: as the register knows it, or as declared."""

    reshaping = ("household", "ground")

    line = forms.CharField(max_length=LONG)
    expires = DateBoxesField()
    until = DateBoxesField()
    household = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    head_name = PersonNameField()
    head_pin = IdNumberField()
    relation = forms.ChoiceField(choices=[])
    ground = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    owner_name = forms.CharField(max_length=LONG)
    owner_pin = IdNumberField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(each.value, self.text(f"steps.place.ground.choices.{each}")) for each in rules.GROUNDS[self.case]]
        self.fields["ground"].choices = offered  # type: ignore[attr-defined]
        self.fields["relation"].choices = relations()  # type: ignore[attr-defined]
        if self._present:
            self.drop("line", "expires", "household")
        if self.case is Case.LIST:
            self.drop("household")
        if self._present or self.entry is not Entry.JOIN:
            self.drop("head_name", "head_pin", "relation")
        if self.stands("ground") != Ground.OTHERS:
            self.drop("owner_name", "owner_pin")

    @property
    def entry(self) -> Entry:
        if self._present and self.case is not Case.LIST:
            return register.entry_of(self._present)
        return Entry(self.stands("household") or Entry.APART) if "household" in self.fields else Entry.APART

    def facts(self) -> Sequence[Fact]:
        """Return the residence as the register knows it, which cannot be changed here."""
        units, present = directory(), self._present
        if present is None or present.until is None:
            commune = units.unit(self.filing.answers["agency"]["commune"])
            return (Fact(self.text("steps.place.facts.commune"), units.full_name(commune)),)
        place = units.address_today(present.unit_id, present.address_line, self.filing.on)
        known = (
            ("address", place),
            ("expires", written(last_day(present.until))),
            ("head", self._head.name.full if self._head else ""),
        )
        return tuple(Fact(self.text(f"summary.place.{label}"), value) for label, value in known if value)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        present = self._present
        expires = last_day(present.until) if present and present.until else data.get("expires")
        if expires and data.get("until"):
            self.refuse("until", rules.term_refusal(expires, data["until"], self.filing.on))
        return data

    def answers(self) -> Mapping[str, Any]:
        present, head, known = self._present, self._head, {}
        if present and present.until:
            known = {
                "line": present.address_line,
                "expires": last_day(present.until).isoformat(),
                **register.household_of(present, head),
            }
        return {"household": Entry.APART.value, "relation": "", **super().answers(), **known}

    @cached_property
    def _present(self) -> Residence | None:
        """Where the subject is registered temporarily, as far as the one who declares may see it."""
        person = register.find(self.filing.answers["subject"]["pin"], self.reading) if self.own else None
        if self.own is None or person is None or not register.in_sight(self.own, person.id):
            return None
        return register.term_of(person.id, self.filing.on, self.reading)

    @cached_property
    def _head(self) -> PersonRecord | None:
        """Who heads the household that the subject lives in there as somebody else than its head."""
        return register.head_of(self._present, self.reading) if self._present else None


class Members(_ByPlace, declarations.Members):
    """Who stays on along."""

    most = 200
    row_form = declarations.ListedRow


class Request(_ByPlace, declarations.Request):
    """What is asked for, who pays, how the answer comes back."""

    @property
    def asks_exemption(self) -> bool:
        return self.case is not Case.LIST

    def proposed_request(self) -> str:
        answers = self.filing.answers
        place = directory().address(answers["agency"]["commune"], answers["place"]["line"])
        return super().proposed_request().format(place=place)
