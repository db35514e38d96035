"""Rows of receipts that a fee is paid by (Quyển số, Số biên lai, Số tiền): as many as are added, with or without JavaScript."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dancu.casework.commands import ReceiptIncomplete
from dancu.kernel.money import NOTHING, Money
from dancu.payments.domain import Receipt
from dancu.platform.forms import Rows, rows_of
from dancu.sites.officer import words

PREFIX = "receipt"
_MOST = 10
_COUNT = f"{PREFIX}-TOTAL_FORMS"


class AmountField(forms.CharField):
    """An amount in đồng, as 20000 or 20.000."""

    def clean(self, value: Any) -> Money | None:
        """Return the amount; refuse what is none."""
        text = super().clean(value)
        if text and amount(text) is None:
            raise forms.ValidationError(self.error_messages["required"])
        return amount(text)


class ReceiptForm(forms.Form):
    """One receipt."""

    book = forms.CharField(label=_("Receipt book"), max_length=16)
    number = forms.CharField(label=_("Receipt number"), max_length=16)
    amount = AmountField(
        label=_("Amount (đ)"),
        max_length=13,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = words.said_by(ReceiptIncomplete)


ReceiptRows = rows_of(ReceiptForm, most=_MOST)


def rows(typed: Mapping[str, str], *, proposed: Money, judged: bool) -> Rows:
    """Return the rows as typed, with their errors if they are judged; one to begin with, for the proposed amount."""
    count = min(_number(typed.get(_COUNT, "")) or 1, _MOST)
    if judged:
        return ReceiptRows({**typed, _COUNT: str(count), f"{PREFIX}-INITIAL_FORMS": "0"}, prefix=PREFIX)
    names = tuple(ReceiptForm.base_fields)
    initial = [{name: typed.get(f"{PREFIX}-{row}-{name}", "") for name in names} for row in range(count)]
    if not typed and proposed:
        initial[0]["amount"] = str(proposed.dong)
    shown = ReceiptRows(initial=initial, prefix=PREFIX)
    shown.extra = 0
    return shown


def typed(data: QueryDict) -> dict[str, str]:
    """Return what of a form that was sent belongs to its receipts."""
    return {name: value for name, value in data.items() if name.startswith(f"{PREFIX}-") and isinstance(value, str)}


def with_another(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed with one more row."""
    return {**typed, _COUNT: str(min((_number(typed.get(_COUNT, "")) or 1) + 1, _MOST))}


def read(typed: Mapping[str, str], description: str) -> tuple[Receipt, ...]:
    """Read the rows that are not empty; what is missing or no amount is left empty, and refused by the act."""
    count = min(_number(typed.get(_COUNT, "")) or 0, _MOST)
    found = (
        {name: typed.get(f"{PREFIX}-{row}-{name}", "").strip() for name in ReceiptForm.base_fields}
        for row in range(count)
    )
    return tuple(
        Receipt(
            book=row["book"][:16],
            number=row["number"][:16],
            amount=amount(row["amount"]) or NOTHING,
            description=description.strip()[:200],
        )
        for row in found
        if any(row.values())
    )


def amount(text: str) -> Money | None:
    """Read an amount; None where it is none."""
    digits = text.replace(".", "").strip()
    return Money(int(digits)) if digits.isdecimal() and len(digits) <= 10 and int(digits) else None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 3 else None


def lines(typed: Mapping[str, str]) -> list[str]:
    """Return the rows as they were typed, a line each."""
    count = min(_number(typed.get(_COUNT, "")) or 0, _MOST)
    rows = (
        [typed.get(f"{PREFIX}-{row}-{name}", "").strip() for name in ReceiptForm.base_fields] for row in range(count)
    )
    return [" · ".join(filter(None, row)) for row in rows if any(row)]
