"""Forms by which an officer enters that somebody's card was issued, and what became of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dancu.cards.domain.cards import ARROWS, BY_HAND, Action, Card, Kind
from dancu.cards.texts import ACTIONS, KINDS
from dancu.kernel.writing import plain_digits
from dancu.platform.forms import DateBoxesField
from dancu.sites.ui.templatetags.ui import day, grouped

_GROUND: dict[str, Any] = {
    "label": _("Number and authority of the paper"),
    "help_text": _("The paper that this follows from"),
    "max_length": 200,
    "error_messages": {"required": _("Enter the paper that this follows from")},
}


class IssueForm(forms.Form):
    """A card that was issued."""

    prefix = "issue"

    kind = forms.ChoiceField(label=_("Kind of card"), choices=[], error_messages={"required": _("Choose the kind")})
    number = forms.CharField(
        label=_("Number of the card"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("Enter the number of the card")},
    )
    issued_on = DateBoxesField(label=_("Issued on"))
    printed = DateBoxesField(
        label=_("Last day printed on it"),
        help_text=_("Only of a citizen identity card (CCCD); empty where it has none. Of other kinds the law says it"),
        required=False,
    )
    ground = forms.CharField(**_GROUND)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("", _("Choose")),
            *((kind.value, KINDS[kind]) for kind in (Kind.IDENTITY, Kind.CERTIFICATE, Kind.CITIZEN, Kind.PEOPLES)),
        ]
        cast("forms.ChoiceField", self.fields["kind"]).choices = choices

    def clean_number(self) -> str:
        return "".join(plain_digits(self.cleaned_data["number"]).split())

    def said(self) -> dict[str, Any]:
        """Return what the command is told."""
        known = self.cleaned_data
        kind = Kind(known["kind"])
        printed: date | None = known["printed"] if kind is Kind.CITIZEN else None
        return {**{name: known[name] for name in ("number", "issued_on", "ground")}, "kind": kind, "printed": printed}


class MoveForm(forms.Form):
    """What became of which card, as one choice among what is possible."""

    prefix = "move"

    act = forms.ChoiceField(
        label=_("What is done to which card"),
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is done")},
    )
    on = DateBoxesField(label=_("On which day"))
    ground = forms.CharField(**_GROUND)

    def __init__(self, *args: Any, cards: Sequence[Card], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = [(card, act) for card in cards for act in BY_HAND if card.state in ARROWS[act][0]]
        choices = [(f"{card.id}-{act}", _choice(card, act)) for card, act in possible]
        cast("forms.ChoiceField", self.fields["act"]).choices = choices
        self.is_possible = bool(possible)

    def said(self) -> dict[str, Any]:
        """Return what the command is told."""
        card, _between, action = self.cleaned_data["act"].partition("-")
        known = {name: self.cleaned_data[name] for name in ("on", "ground")}
        return {**known, "card": int(card), "action": Action(action)}


def _choice(card: Card, action: Action) -> str:
    facts = {
        "action": ACTIONS[action],
        "kind": KINDS[card.kind],
        "number": grouped(card.number),
        "day": day(card.issued_on),
    }
    return _now("%(action)s: %(kind)s, number %(number)s, issued on %(day)s") % facts
