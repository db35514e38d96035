"""What the splitting of a household asks beside what all declarations do: which household, where, and who owns the dwelling."""

from collections.abc import Mapping, Sequence
from typing import Any

from dancu.casework.filing import Fact
from dancu.declarations import forms as declarations
from dancu.declarations.domain.registration import Entry, Obstacle
from dancu.declarations.forms import NamesHouseholder, NamesSuccessor
from dancu.places.queries import directory
from dancu.procedures.household_split import rules
from dancu.procedures.household_split.application import Case


class _Splitting(declarations.DeclarationStep):
    @property
    def entry(self) -> Entry:
        return Entry.NEW


class Place(_Splitting, declarations.Place):
    """The household and its dwelling: as the register knows it, or as declared; and who owns it, where he has to agree."""

    reshaping = ("owner_is_head",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drop("relation")
        if self._known:
            self.drop("line", "head_name", "head_pin")
        if self.filing.answers["agency"]["case"] == Case.DIVORCED:
            self.drop("owner_is_head", "owner_name", "owner_pin")
        elif self.stands("owner_is_head"):
            self.drop("owner_name", "owner_pin")

    def facts(self) -> Sequence[Fact]:
        known = self._known
        shown = (("line", known["line"]), ("head_name", known["head_name"])) if known else ()
        return (*super().facts(), *(Fact(self.text(f"steps.place.{name}.label"), value) for name, value in shown))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("obstacle"):
            self.refuse("obstacle", rules.place_refusal(Obstacle(data["obstacle"])))
        return data

    def answers(self) -> Mapping[str, Any]:
        return {**super().answers(), **self._known}

    @property
    def _known(self) -> dict[str, str]:
        """What the register says of the household, where it is that of the one who declares; else nothing."""
        own = self.own
        if own is None or own.residence is None or self.filing.answers["subject"]["pin"] not in own.household_pins:
            return {}
        head = next((each.person for each in own.members if str(each.person.pin) == own.head_pin), None)
        if head is None:
            return {}
        return {"line": own.residence.address_line, "head_name": head.name.full, "head_pin": str(head.pin)}


class Members(_Splitting, declarations.Members):
    """Who parts along."""


class Request(NamesHouseholder, NamesSuccessor, _Splitting, declarations.Request):
    """What is asked for, who heads the new household and the one that is left, who pays, how the answer comes back."""

    def proposed_request(self) -> str:
        answers = self.filing.answers
        place = directory().address(answers["agency"]["commune"], answers["place"]["line"])
        return self.text("steps.request.request.proposed").format(head=answers["place"]["head_name"], place=place)
