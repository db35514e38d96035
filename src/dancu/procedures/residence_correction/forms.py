"""What a correction asks beside what all declarations do: which residence is meant, and what becomes of it."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.functional import cached_property

from dancu.casework.filing import Fact
from dancu.declarations import forms as declarations
from dancu.declarations import register
from dancu.declarations.civil import facts_in_a_line
from dancu.declarations.domain.civil_status import CivilStatus
from dancu.declarations.domain.declaration import HEAD
from dancu.declarations.domain.registration import Entry
from dancu.declarations.forms import LONG, relations
from dancu.declarations.forms import civil as civil_forms
from dancu.declarations.forms.civil import AsksCivilStatus
from dancu.declarations.words import relation
from dancu.places.queries import directory
from dancu.platform.forms import IdNumberField, PersonNameField
from dancu.population.domain.person import Life
from dancu.procedures.residence_correction import rules
from dancu.procedures.residence_correction.application import Case, Reason
from dancu.procedures.residence_correction.household import home_at
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Home, Kind, Member
from dancu.residence.domain.rules import same_line

_KINDS = (Kind.PERMANENT, Kind.TEMPORARY)
_ASKED = {
    Case.NEW_HEAD: ("head_name", "head_pin"),
    Case.HEAD_GONE: ("head_name", "head_pin", "reason"),
    Case.RELATION: ("relation", "head_name", "head_pin"),
    Case.CIVIL_STATUS: ("relation", "head_name", "head_pin", *civil_forms.FIELDS),
    Case.ADDRESS: ("relation", "head_name", "head_pin", "line", "new_line", "basis"),
}
_OF_THE_CASE = ("relation", "head_name", "head_pin", "reason", "line", "new_line", "basis", *civil_forms.FIELDS)


class _ByCase(declarations.DeclarationStep):
    @property
    def case(self) -> Case:
        return Case(self.filing.answers["agency"]["case"])

    @property
    def entry(self) -> Entry:
        """Under a new householder, who is the subject, one relation says all; other cases say nothing of relations, or one."""
        if self.case.changes_head:
            return Entry.NEW
        return Entry.JOIN if self.case is Case.RELATION else Entry.APART


class Change(_ByCase, AsksCivilStatus):
    """What is corrected: of the household or the person as the registers know them, or as declared."""

    reshaping = ("kind", "relation")
    field_order = ("kind",)

    kind = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    reason = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    relation = forms.ChoiceField(choices=[])
    head_name = PersonNameField()
    head_pin = IdNumberField()
    line = forms.CharField(max_length=LONG)
    new_line = forms.CharField(max_length=LONG)
    basis = forms.CharField(max_length=LONG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("kind", [(each.value, self.text(f"steps.change.kind.choices.{each}")) for each in _KINDS])
        self._offer("reason", [(each.value, self.text(f"steps.change.reason.choices.{each}")) for each in Reason])
        but = Relation.HEAD if self.case.of_household else Relation.NOT_STATED
        self._offer("relation", relations(but=but))
        if not self.is_bound:
            self.propose(kind=Kind.PERMANENT.value)
        self.drop(*(name for name in _OF_THE_CASE if name not in _ASKED[self.case]))
        if self._head:
            self.drop("head_name", "head_pin")
        if not self.case.of_household:
            if self._home:
                self.drop("line", "relation", "head_name", "head_pin")
            elif self.stands("relation") == HEAD:
                self.drop("head_name", "head_pin")

    def facts(self) -> Sequence[Fact]:
        """Return the household as the register knows it, which cannot be changed here."""
        home, head = self._home, self._head
        if home is None:
            return ()
        lives, units = home.residence, directory()
        known = [("address", units.address_today(lives.unit_id, lives.address_line, self.filing.on))]
        if head:
            known.append(("head", head.person.name.full))
        if lives.relation and self.case.of_household:
            known.append(("present_relation", relation(lives.relation)))
        return tuple(Fact(self.text(f"summary.change.{label}"), said) for label, said in known)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        line = self._home.residence.address_line if self._home else data.get("line", "")
        if data.get("new_line") and same_line(line, data["new_line"]):
            self.refuse("new_line", rules.SameAddress())
        if data.get("head_pin") and data["head_pin"] == self.filing.answers["subject"]["pin"]:
            self.refuse("head_pin", rules.SameHead())
        return data

    def answers(self) -> Mapping[str, Any]:
        said = {**dict.fromkeys(_OF_THE_CASE, ""), "known": False, **super().answers(), **self.answered()}
        home, head = self._home, self._head
        if head:
            said |= {"head_name": head.person.name.full, "head_pin": str(head.person.pin)}
            said["known"] = said["reason"] == Reason.DIED and head.person.life is Life.DEAD
        if home and not self.case.of_household:
            lives = home.residence
            said["relation"] = lives.relation.value if lives.relation else HEAD
        if home and self.case is Case.ADDRESS:
            said["line"] = home.residence.address_line
        return said

    @cached_property
    def _home(self) -> Home | None:
        """Where the subject is registered, as far as the one who declares may see it."""
        person = register.find(self.filing.answers["subject"]["pin"], self.reading) if self.own else None
        if self.own is None or person is None or not register.in_sight(self.own, person.id):
            return None
        stands = self.stands("kind")
        return home_at(person.id, Kind(stands), self.reading) if stands in _KINDS else None

    @property
    def _head(self) -> Member | None:
        """Who heads it."""
        return (
            next((each for each in self._home.members if each.relation is Relation.HEAD), None) if self._home else None
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices


class Members(_ByCase, declarations.Members):
    """What the members are to the new householder, or whose relation changes along."""

    @property
    def offered(self) -> tuple[Member, ...]:
        """Who shares the household; of a temporary one the members are named by hand."""
        change = self.filing.answers["change"]
        if not self.case.of_household or change["kind"] != Kind.PERMANENT:
            return ()
        gone = change["head_pin"] if self.case in {Case.HEAD_GONE, Case.RELATION} else ""
        return tuple(each for each in super().offered if each.person.pin != gone)

    def proposed_rows(self) -> list[dict[str, Any]]:
        """Return everybody who stays: a new householder needs them all, so that they are picked already."""
        return [{**row, "picked": self.case.changes_head} for row in super().proposed_rows()]


class Request(_ByCase, declarations.Request):
    """What is asked for, how the answer comes back."""

    def proposed_request(self) -> str:
        answers = self.filing.answers
        change = answers["change"]
        return self.text(f"steps.request.proposals.{self.case}").format(
            name=answers["subject"]["name"],
            head=change["head_name"],
            relation=relation(change["relation"]),
            line=change["line"],
            new_line=change["new_line"],
            facts=facts_in_a_line(CivilStatus.read(change) if self.case is Case.CIVIL_STATUS else None),
        )
