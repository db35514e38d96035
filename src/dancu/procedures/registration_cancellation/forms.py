"""What an officer is asked: which act, what was wrong with it, what was found."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property

from dancu.casework.filing import Fact
from dancu.declarations import own_motion
from dancu.declarations.domain.own_motion import NotCompetent
from dancu.declarations.forms.own_motion import OwnMotionStep
from dancu.kernel.errors import DomainError
from dancu.platform import problems
from dancu.procedures.registration_cancellation import acts
from dancu.residence.domain.cancellation import CancelGround
from dancu.residence.queries import ActView


class Act(OwnMotionStep):
    """Which of what was registered of the person is cancelled; what that comes to stands below before it is chosen for good."""

    act = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    ground = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    finding = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = self.filing.on
        self.fields["act"].choices = [  # type: ignore[attr-defined]
            (str(each.act), acts.described(each, on)) for each in self._acts.values()
        ]

    def facts(self) -> Sequence[Fact]:
        """Return whom it is about, and where he is registered now."""
        homes = own_motion.present(self.person.id, self.reading)
        lines = "; ".join(own_motion.described(home, self.filing.on) for home in homes)
        return (
            Fact(self.text("summary.person.name"), self.person.name.full),
            Fact(self.text("summary.person.born"), str(self.person.born)),
            Fact(self.text("steps.act.facts.registered"), lines or self.text("steps.act.facts.nowhere")),
        )

    def consequences(self) -> Sequence[Fact]:
        """Return what would be taken away, what would stand again, and what cannot be undone."""
        chosen = self._acts.get(str(self["act"].value() or ""))
        if chosen is None:
            return ()
        try:
            done = acts.outcome(chosen.act, CancelGround.WRONG_CONDITIONS, self.reading)
        except DomainError as refusal:
            return (Fact(self.text("comparison.refused"), problems.message(refusal)),)
        on = self.filing.on
        return (
            *(Fact(self.text("comparison.taken_away"), own_motion.described(each, on)) for each in done.taken_away),
            *(Fact(self.text("comparison.restored"), own_motion.described(each, on)) for each in done.restored),
            Fact(self.text("comparison.lasting"), self.text("comparison.cannot_be_undone")),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = self._acts.get(data.get("act", ""))
        if chosen and not acts.is_competent(chosen, self._agency, self.reading):
            self.refuse("act", NotCompetent())
        return data

    def answers(self) -> Mapping[str, Any]:
        chosen = self._acts[self.cleaned_data["act"]]
        return {
            **super().answers(),
            "agency": self._agency,
            "done": chosen.done.value,
            "kind": chosen.kind.value if chosen.kind else "",
            "unit": chosen.unit_id,
            "line": chosen.address_line,
            "acted_on": chosen.on.isoformat(),
            "dossier_code": chosen.dossier_code,
        }

    @cached_property
    def _acts(self) -> dict[str, ActView]:
        pin = str(self.filing.answers["person"]["pin"])
        return {str(each.act): each for each in acts.acts_of(pin, self.reading)}

    @property
    def _agency(self) -> int:
        return self.filing.by.agency_id or 0
