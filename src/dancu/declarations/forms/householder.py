"""Who heads the new household, and what the others who move are to him."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.functional import cached_property

from dancu.declarations import register
from dancu.declarations.domain import rules
from dancu.declarations.domain.declaration import Mover, movers_of
from dancu.declarations.domain.registration import Entry
from dancu.declarations.forms.base import DeclarationStep, relations
from dancu.residence.domain.relations import Relation, to_new_head


class _Proposed(forms.ChoiceField):
    """A choice that a redrawn form proposes too, where nothing was sent for it."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial if data is None else data


class NamesHouseholder(DeclarationStep):
    """Asks, where several adults make a household, which of them heads it: the subject, unless another is chosen.

    What the others are to the chosen one is proposed as far as it follows from what they are to the subject.
    """

    reshaping = ("householder",)

    householder = forms.ChoiceField(choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_householder()

    def answers(self) -> Mapping[str, Any]:
        """Return who is the householder and what each other mover is to him, by their keys, beside what else was said."""
        said = {**super().answers()}
        named = {mover.key: said.pop(_field(number), "") for number, mover in enumerate(self._movers)}
        relations = {key: relation for key, relation in named.items() if relation}
        return {"householder": "", **said, "relations": relations}

    def _ask_householder(self) -> None:
        candidates = self._candidates
        if list(candidates) == [self._movers[0]] or not candidates:
            self.drop("householder")
            return
        cast("forms.ChoiceField", self.fields["householder"]).choices = [(each.key, each.name) for each in candidates]
        if not self.is_bound:
            self.propose(householder=candidates[0].key)
        head = next((each for each in candidates if each.key == self.stands("householder")), None)
        if head is None or head is self._movers[0]:
            return
        for number, mover in enumerate(self._movers):
            if mover is not head:
                self._ask_relation(number, mover, head)
        asked = (_field(number) for number in range(len(self._movers)))
        self.order_fields(["request", "householder", *asked])

    @cached_property
    def _movers(self) -> Sequence[Mover]:
        """Who moves, with what each is to the subject."""
        return movers_of(self.filing.answers)

    @cached_property
    def _candidates(self) -> Sequence[Mover]:
        if self.entry is not Entry.NEW:
            return ()
        return rules.may_head(self._movers, self.filing.on, register.wards(self.own, self._movers))

    def _ask_relation(self, number: int, mover: Mover, head: Mover) -> None:
        subject = self._movers[0]
        follows = to_new_head(
            Relation(mover.relation),
            new_head=Relation(head.relation),
            old_head_sex=subject.sex,
            born=mover.born,
            sex=mover.sex,
            head_born=head.born,
        )
        self.fields[_field(number)] = _Proposed(
            choices=relations(),
            label=self.text("steps.request.relation.label").format(name=mover.name),
            initial="" if follows is Relation.NOT_STATED else follows.value,
        )


def _field(number: int) -> str:
    return f"relation_{number}"
