"""The part of a dossier's page where an officer acts: one act stands open, the others are a button away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from dancu.casework.commands import (
    LONGEST_NOTE,
    AssigneeMissing,
    CannotProcess,
    DescriptionMissing,
    NoteMissing,
    OutcomeMissing,
    ProvisionMissing,
    RefundIncomplete,
)
from dancu.casework.domain.duty import Outcome
from dancu.casework.domain.workflow import GIVING, Action, Arrow
from dancu.casework.queries import Assignable, DossierAtCounter, DossierForOfficer
from dancu.kernel.errors import DomainError
from dancu.kernel.money import NOTHING
from dancu.sites.officer import receipt_forms, reception_fields, words
from dancu.sites.officer.receipt_forms import ReceiptForm
from dancu.sites.officer.reception_fields import ReceptionFields
from dancu.sites.ui.parts import Row

# The act that a page opens with, if nobody asked for another: withdrawing never is, where another one can be done.
_FIRST = (
    Action.GRANT_WITHDRAWAL,
    Action.RESUBMIT,
    Action.RECEIVE,
    Action.TAKE,
    Action.PROPOSE,
    Action.FORWARD,
    Action.APPROVE,
    Action.REJECT,
    Action.RESUME,
    Action.DELIVER,
    Action.ASSIGN,
)
_WITHOUT_NOTE = frozenset({Action.TAKE, Action.RESUBMIT})
_FINAL = frozenset({Action.REFUSE, Action.REJECT, Action.DROP, Action.GRANT_WITHDRAWAL})


_PAYING = {Action.RECEIVE, Action.RECORD_PAYMENT}
MONEY = ("fee_description", "refund_amount")
_NEEDED = {
    "provision": {Action.RECEIVE},
    "special_categories": {Action.RECEIVE},
    "assignee": GIVING | {Action.RECEIVE},
    "outcome": {Action.PROPOSE},
    "fee_description": _PAYING,
    "refund_amount": {Action.REFUND},
    **{name: {Action.RECEIVE} for name in reception_fields.NAMES},
}


class ActForm(ReceptionFields):
    """What one act needs; `seen` is the state of the dossier that the officer had before his eyes."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    provision = forms.ChoiceField(label=_("Legal provision applied"))
    assignee = forms.ChoiceField(label=_("Officer"))
    special_categories = forms.MultipleChoiceField(
        label=_("Special categories of households and people"), required=False, widget=forms.CheckboxSelectMultiple
    )
    outcome = forms.ChoiceField(
        label=_("Proposal"), choices=[(o.value, words.OUTCOMES[o]) for o in Outcome], widget=forms.RadioSelect
    )
    fee_description = forms.CharField(label=_("Description of the fee"), max_length=200)
    refund_amount = forms.IntegerField(label=_("Amount to pay back (đ)"), min_value=1, max_value=1_000_000_000)
    note = forms.CharField(max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(
        self,
        *args: Any,
        arrow: Arrow,
        found: DossierAtCounter,
        assignees: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, needed in _NEEDED.items():
            if arrow.action not in needed:
                del self.fields[name]
        if refund := self.fields.get("refund_amount"):
            refund.error_messages["required"] = words.said_by(RefundIncomplete)
        if arrow.action is Action.RECEIVE:
            self._of_reception(found)
        if description := self.fields.get("fee_description"):
            description.error_messages["required"] = words.said_by(DescriptionMissing)
        if outcome := self.fields.get("outcome"):
            outcome.error_messages["required"] = words.said_by(OutcomeMissing)
        if assignee := self.fields.get("assignee"):
            self._offer(assignee, assignees, received=arrow.action is Action.RECEIVE)
        note = self.fields["note"]
        note.required = arrow.note_required
        note.label = words.NOTES.get(arrow.action, _("Opinion"))
        note.help_text = _("The applicant reads this.") if arrow.note_public else _("Only officers read this.")
        note.error_messages["required"] = words.said_by(NoteMissing)

    def _of_reception(self, found: DossierAtCounter) -> None:
        categories: Any = self.fields["special_categories"]
        categories.choices = found.offered_categories
        self.offer_exemptions(found)
        provision: Any = self.fields["provision"]
        choices = found.offered_provisions
        provision.choices = [("", _("Choose a provision")), *choices]
        provision.initial = choices[0][0] if len(choices) == 1 else ""
        provision.error_messages["required"] = words.said_by(ProvisionMissing)

    @staticmethod
    def _offer(assignee: Any, assignees: Sequence[tuple[str, str]], *, received: bool) -> None:
        assignee.choices = assignees
        assignee.error_messages["required"] = words.said_by(AssigneeMissing)
        assignee.error_messages["invalid_choice"] = words.said_by(CannotProcess)
        if received:
            assignee.required = False
            assignee.label = _("Next step is done by")
            assignee.help_text = _("For receiving and going on to the next step")


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A way from the open act to another one."""

    act: str
    label: Any
    final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The open act with its form, and the buttons that open the others instead."""

    act: str
    label: Any
    form: ActForm
    receipts: "BaseFormSet[ReceiptForm] | None"
    """Rows of receipts, where the act takes a fee and something is owed."""
    final: bool
    asks_note: bool
    receives: bool
    onward: bool
    """Whether "receive and go on" is offered too."""
    others: tuple[Button, ...]


def panel(
    found: DossierAtCounter,
    *,
    at: datetime,
    wanted: Action | None = None,
    typed: Mapping[str, Any] | None = None,
    refused: DomainError | None = None,
) -> Panel | None:
    """Return the panel of a dossier, or None where this officer can do nothing to it now.

    `typed` is what he had written, which goes with him to another act; with `refused`, what was wrong stands at its field.
    """
    arrow = _open(found.options, wanted)
    if arrow is None:
        return None
    if refused is not None and arrow.action is not wanted:
        # The act is no longer possible; what was written for it does not belong to another one.
        typed = refused = None
    form = _form(arrow, found, at=at, typed=typed, refused=refused)
    return Panel(
        act=slug(arrow.action),
        label=words.ACTS[arrow.action],
        form=form,
        receipts=_receipts(arrow, found, typed=typed, judged=form.is_bound),
        final=arrow.action in _FINAL,
        asks_note=arrow.action not in _WITHOUT_NOTE,
        receives=arrow.action is Action.RECEIVE,
        onward=arrow.action is Action.RECEIVE and bool(_assignees(arrow, found)),
        others=tuple(
            Button(act=slug(each.action), label=words.ACTS[each.action], final=each.action in _FINAL)
            for each in found.options
            if each is not arrow
        ),
    )


def unsent(typed: Mapping[str, Any]) -> list[Row]:
    """Return what was written for an act that can no longer be done, so that it can be copied from the page."""
    labels = {name: str(ActForm.base_fields[name].label) for name in MONEY} | {"note": gettext("Opinion")}
    written = [Row(label=label, value=typed[name]) for name, label in labels.items() if typed[name].strip()]
    return [*written, *(Row(label=gettext("Receipts"), value=line) for line in receipt_forms.lines(typed["receipts"]))]


def to_choose_from(assignable: Iterable[Assignable]) -> list[tuple[str, str]]:
    """Return officers as the choices of a field, each with what he has in hand."""
    return [("", gettext("Choose the officer")), *((str(each.id), _loaded(each)) for each in assignable)]


def slug(action: Action) -> str:
    """Return an act as it stands in addresses."""
    return action.value.replace("_", "-")


def of_slug(text: str) -> Action | None:
    """Return the act that an address names."""
    return next((action for action in Action if slug(action) == text), None)


def reasons(found: DossierAtCounter) -> str:
    """Return what stands against reception, a line each, in the language of the papers: mismatches, then documents."""
    texts = found.procedure.texts
    standing = filter(None, (texts.find(f"mismatches.{key}") and key for key in found.finding.blocking))
    insufficient = (key for key, each in found.examined.items() if not each.sufficient)
    with override("vi"):
        lines = [
            *(texts(f"mismatches.{reason}") for reason in standing),
            *(
                gettext("%(document)s: not sufficient or not valid") % {"document": texts(f"documents.{key}.name")}
                for key in insufficient
            ),
        ]
    return "\n".join(f"- {line}" for line in lines)


def _open(options: Sequence[Arrow], wanted: Action | None) -> Arrow | None:
    by_action = {option.action: option for option in options}
    others = sorted(by_action, key=lambda action: action is Action.ASK_WITHDRAWAL)
    order = [*([wanted] if wanted else []), *_FIRST, *others]
    return next((by_action[action] for action in order if action in by_action), None)


def _form(
    arrow: Arrow,
    found: DossierAtCounter,
    *,
    at: datetime,
    typed: Mapping[str, Any] | None,
    refused: DomainError | None,
) -> ActForm:
    facts: dict[str, Any] = {"arrow": arrow, "found": found, "assignees": _assignees(arrow, found)}
    if refused is None or not refused.fields:
        initial = reception_fields.proposed(found, at) | dict(typed or {}) | {"seen": found.revision}
        initial["note"] = initial.get("note") or _proposed_note(arrow.action, found)
        initial["fee_description"] = initial.get("fee_description") or found.fee.description
        initial["refund_amount"] = initial.get("refund_amount") or found.fee.paid_online.dong
        if not initial.get("provision"):
            initial.pop("provision", None)
        return ActForm(initial=initial, **facts)
    form = ActForm({**reception_fields.proposed(found, at), **(typed or {}), "seen": found.revision}, **facts)
    form.is_valid()
    for name, texts in refused.fields.items():
        if name in form.fields and name not in form.errors:
            form.add_error(name, [gettext(text).format(**refused.facts) for text in texts])
    return form


def _receipts(
    arrow: Arrow, found: DossierAtCounter, *, typed: Mapping[str, Any] | None, judged: bool
) -> "BaseFormSet[ReceiptForm] | None":
    if arrow.action not in _PAYING or not found.fee.left:
        return None
    # Who receives may leave the fee for later, so no amount is proposed that would have to be deleted.
    proposed = found.fee.left if arrow.action is Action.RECORD_PAYMENT else NOTHING
    return receipt_forms.rows((typed or {}).get("receipts", {}), proposed=proposed, judged=judged)


def _assignees(arrow: Arrow, found: DossierAtCounter) -> list[tuple[str, str]]:
    """Return who can be chosen; who receives a dossier and may process it himself comes first."""
    if not isinstance(found, DossierForOfficer):
        return []
    if arrow.action is Action.RECEIVE and found.may_take_on:
        return [("", gettext("Myself")), *((str(each.id), _loaded(each)) for each in found.assignable if not each.me)]
    if arrow.action is Action.RECEIVE and not found.assignable:
        return []
    return to_choose_from(found.assignable)


def _loaded(each: Assignable) -> str:
    facts = {"name": each.full_name, "count": each.in_hand}
    return gettext("%(name)s (%(count)s in hand)") % facts


def _proposed_note(action: Action, found: DossierAtCounter) -> str:
    match action:
        case Action.RETURN_FOR_SUPPLEMENT | Action.REFUSE:
            return reasons(found)
        case Action.REJECT if isinstance(found, DossierForOfficer):
            return found.proposal_note
        case _:
            return ""
