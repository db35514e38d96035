"""What an officer is asked: which registration, why, since when, by which minutes, whose along."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.html import format_html

from dancu.casework.filing import Fact
from dancu.declarations import own_motion, register
from dancu.declarations.domain.declaration import Named
from dancu.declarations.domain.own_motion import NotCompetent
from dancu.declarations.forms.base import NOT_CHOSEN
from dancu.declarations.forms.own_motion import OwnMotionStep
from dancu.kernel.errors import DomainError
from dancu.platform.forms import DateBoxesField
from dancu.procedures.registration_deletion import register as registers
from dancu.procedures.registration_deletion import rules
from dancu.procedures.registration_deletion.application import Application
from dancu.residence.commands import NeedsNewHead
from dancu.residence.domain.residence import Home, Kind, Member
from dancu.residence.texts import END_GROUNDS, RELATIONS


class Registration(OwnMotionStep):
    """Which registration is deleted; grounds and people follow from its kind."""

    reshaping = ("kind",)

    kind = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    ground = forms.ChoiceField(choices=[])
    happened_on = DateBoxesField()
    members = forms.MultipleChoiceField(choices=[], required=False, widget=forms.CheckboxSelectMultiple)
    new_head = forms.ChoiceField(choices=[], required=False)
    minutes = forms.CharField(max_length=40)
    minutes_on = DateBoxesField()
    finding = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = self.filing.on
        self._offer(
            "kind",
            [(kind.value, _line(own_motion.described(home.residence, on))) for kind, home in self._homes.items()],
        )
        offered = rules.grounds(self._kind, on) if self._kind else ()
        self._offer("ground", [NOT_CHOSEN, *((each.value, END_GROUNDS[each]) for each in offered)])
        others = [(str(each.person.pin), _member(each)) for each in self._others]
        self._offer("members", others)
        self._offer("new_head", [NOT_CHOSEN, *others])
        if not others:
            self.fields.pop("members")
            self.fields.pop("new_head")

    def facts(self) -> Sequence[Fact]:
        """Return whom it is about."""
        return (
            Fact(self.text("summary.person.name"), self.person.name.full),
            Fact(self.text("summary.person.born"), str(self.person.born)),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        application = Application.read({**self.filing.answers, "registration": self._said(data)}, self.filing.on)
        for field, refusal in rules.refusals(application):
            self.refuse(field, refusal)
        if not registers.is_competent(application, self.reading):
            self.refuse("kind", NotCompetent())
        if not self.errors:
            self._rehearse(application)
        return data

    def answers(self) -> Mapping[str, Any]:
        return self._said(self.cleaned_data)

    def _rehearse(self, application: Application) -> None:
        try:
            registers.rehearsed(application, self.reading)
        except NeedsNewHead as refusal:
            self.refuse("new_head", refusal)
        except DomainError as refusal:
            self.refuse("ground", refusal)

    def _said(self, data: Mapping[str, Any]) -> dict[str, Any]:
        home = self._homes[Kind(data["kind"])].residence
        return {
            "agency": self.filing.by.agency_id or 0,
            "kind": home.kind.value,
            "unit": home.unit_id,
            "line": home.address_line,
            "ground": data["ground"],
            "happened_on": data["happened_on"].isoformat(),
            "minutes": data["minutes"],
            "minutes_on": data["minutes_on"].isoformat(),
            "finding": data["finding"],
            "members": [asdict(self._named(pin)) for pin in data.get("members", ())],
            "new_head": asdict(self._named(data["new_head"])) if data.get("new_head") else None,
        }

    def _named(self, pin: str) -> Named:
        name = next(each.person.name.full for each in self._others if each.person.pin == pin)
        return Named(name=name, pin=pin)

    @cached_property
    def _homes(self) -> dict[Kind, Home]:
        """Where the person is registered, by kind."""
        homes = {
            kind: register.home_of(self.person.id, self.reading, kind) for kind in (Kind.PERMANENT, Kind.TEMPORARY)
        }
        return {kind: home for kind, home in homes.items() if home}

    @property
    def _kind(self) -> Kind | None:
        stands = str(self["kind"].value() or "")
        return next((kind for kind in self._homes if kind == stands), next(iter(self._homes), None))

    @property
    def _others(self) -> Sequence[Member]:
        """Who shares the household of that registration."""
        home = self._homes.get(self._kind) if self._kind else None
        return [each for each in home.members if each.person.id != self.person.id] if home else []

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _member(member: Member) -> str:
    return format_html('<span lang="vi">{}</span> – {}', member.person.name.full, RELATIONS[member.relation])


def _line(text: str) -> str:
    return format_html('<span lang="vi">{}</span>', text)
