"""Who else changes residence along."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from dancu.casework.rows import RowForm, RowsStep
from dancu.declarations.domain import rules
from dancu.declarations.domain.declaration import OLD_DIGITS
from dancu.declarations.domain.registration import Entry
from dancu.declarations.domain.temporary import Case
from dancu.declarations.forms.base import LONG, NOT_CHOSEN, SHORT, DeclarationStep, ensure_born, relations
from dancu.declarations.words import sex
from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex
from dancu.platform.forms import DateBoxesField, IdNumberField, OldNumberField, PersonNameField
from dancu.residence.domain.residence import Member


class MemberRow(RowForm):
    """Somebody who may move along."""

    name = PersonNameField()
    born = DateBoxesField(partial=True)
    sex = forms.ChoiceField(choices=[NOT_CHOSEN])
    pin = IdNumberField(required=False)
    old_number = OldNumberField(required=False)
    occupation = forms.CharField(max_length=SHORT, required=False)
    workplace = forms.CharField(max_length=LONG, required=False)
    relation_to_subject = forms.ChoiceField(choices=[NOT_CHOSEN])
    relation = forms.ChoiceField(choices=[NOT_CHOSEN])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Called again in each language: a file may be written in another one than the page.
        self.fields["sex"].choices = lambda: [NOT_CHOSEN, *((each.value, sex(each)) for each in Sex)]  # type: ignore[attr-defined]
        for name in ("relation_to_subject", "relation"):
            self.fields[name].choices = relations()  # type: ignore[attr-defined]

    def clean_born(self) -> PartialDate:
        return ensure_born(self.cleaned_data["born"], self.filing)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("old_number") and data["old_number"] != data.get("pin") and len(data.get("pin", "")) == OLD_DIGITS:
            self.add_error(
                "old_number", ValidationError(gettext(rules.TwoOldNumbers.template()), code="two_old_numbers")
            )
        return {"relation": data.get("relation_to_subject", ""), **data}

    def ask_number(self) -> None:
        """Take nobody who has no number."""
        self.fields["pin"].required = True
        self.fields["pin"].help_text = self.filing.text("steps.members.pin.numbered")


class NumberedRow(MemberRow):
    """Somebody who may move along, who has a number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_number()


class ListedRow(MemberRow):
    """Somebody who may move along; on a list everybody has a number (component KQ003637)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.filing.answers["agency"]["case"] == Case.LIST:
            self.ask_number()


class Members(RowsStep, DeclarationStep):
    """A proved account is offered its own household."""

    row_form = MemberRow

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who heads a new household is asked when all who move are known; where it is the subject, one relation says both.
        unasked = {Entry.NEW: ("relation",), Entry.APART: ("relation", "relation_to_subject")}.get(self.entry, ())
        for row in self.rows:
            for name in unasked:
                del row.fields[name]

    def kept_rows(self) -> list[dict[str, Any]]:
        return [{**row, "pin": self.personal_number(row["pin"])} for row in super().kept_rows()]

    @property
    def offered(self) -> tuple[Member, ...]:
        """Who shares the household of the one who registers, where it is the household of the one who declares."""
        own, pin = self.own, self.filing.answers["subject"]["pin"]
        if own is None or pin not in own.household_pins:
            return ()
        return tuple(member for member in own.members if member.person.pin != pin)

    def note_on_rows(self) -> str:
        return self.text("steps.members.offered") if self.offered else ""

    def proposed_rows(self) -> list[dict[str, Any]]:
        return [
            {
                "name": member.person.name.full,
                "born": member.person.born,
                "sex": member.person.sex.value,
                "pin": member.person.pin,
                "relation_to_subject": self._relation(member),
            }
            for member in self.offered
        ]

    def _relation(self, member: Member) -> str:
        return self.own.relation(member, to_pin=self.filing.answers["subject"]["pin"]) if self.own else ""
