"""The day whose rules a page shows: asked for in three boxes, kept in the address as `?on=2023-06-01`."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dancu.platform.forms import DateBoxesField

_BOXES = ("on_year", "on_month", "on_day")


class AsOf(forms.Form):
    """View the rules of a day, none before `first`."""

    on = DateBoxesField(label=_("View the rules as of"), help_text=_("For example 1 6 2023"))

    def __init__(self, *args: Any, first: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = first

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < self.first:
            raise ValidationError(
                _("The earliest rules kept here are those of %(first)s. Enter that day or a later one."),
                code="too_early",
                params={"first": f"{self.first:%d/%m/%Y}"},
            )
        return day


def asked(request: HttpRequest, *, first: date, today: date) -> AsOf:
    """Return the form as it was sent, from the boxes or from the address; untouched where no day was asked for."""
    if "on" in request.GET:
        parts = request.GET["on"][:20].split("-")
        return AsOf(dict(zip(_BOXES, parts, strict=False)), first=first)
    if any(box in request.GET for box in _BOXES):
        return AsOf(request.GET, first=first)
    return AsOf(initial={"on": today}, first=first)
