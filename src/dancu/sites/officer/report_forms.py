"""What a report is asked about. All of it stands in the address, for nothing of it is anybody's."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dancu.casework.procedures import catalogue
from dancu.casework.queries import Grouping, Span
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import AgencyLevel
from dancu.offices.domain.rights import Subsystem
from dancu.offices.queries import OfficerView
from dancu.sites.officer.searching import day_field, plain
from dancu.sites.ui.parts import Tab
from dancu.sites.ui.subsystems import SUBSYSTEMS

LONGEST = 366
"""Days of the longest period, a leap year."""
_DAY = timedelta(days=1)
_PARTED = {
    Grouping.AGENCY: gettext_lazy("By agency"),
    Grouping.PROCEDURE: gettext_lazy("By procedure"),
    Grouping.OFFICER: gettext_lazy("By officer"),
}


class ReportForm(forms.Form):
    since = day_field(gettext_lazy("From"))
    until = day_field(gettext_lazy("Until"))
    subsystem = forms.ChoiceField(label=gettext_lazy("Subsystem"), required=False)
    by = forms.ChoiceField(required=False, choices=list(_PARTED.items()), widget=forms.HiddenInput)
    within = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    """The code of an agency of the reader's jurisdiction."""

    def __init__(self, data: Any, *, officer: OfficerView, on: date) -> None:
        super().__init__({"since": plain(on.replace(day=1)), "until": plain(on), **data})
        self._officer, self._on = officer, on
        offered = [(each, SUBSYSTEMS[Subsystem(each)]) for each in catalogue().subsystems]
        self.fields["subsystem"].choices = [("", _("All")), *offered]  # type: ignore[attr-defined]

    def clean_within(self) -> offices.AgencyView | None:
        code = self.cleaned_data["within"]
        return offices.find_agency(code, officer=self._officer) if code else None

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        for name in ("since", "until"):
            if name in asked and not asked[name]:
                self.add_error(name, _("Enter a day as dd/mm/yyyy, such as 24/11/2026."))
        if since and until and since > until:
            self.add_error("until", _("The last day lies before the first."))
        elif since and until and (until - since).days >= LONGEST:
            self.add_error("until", _("A report covers a year at most. Choose a nearer day."))
        return asked

    @property
    def span(self) -> Span:
        """Return the period that a form without errors asks for."""
        asked = self.cleaned_data
        return Span(since=asked["since"], until=asked["until"], within=asked["within"])

    @property
    def grouping(self) -> Grouping:
        """Return by what the lines are parted: those who see several agencies begin with these."""
        asked = self.cleaned_data.get("by")
        level = (self.cleaned_data.get("within") or self._officer.agency).level
        first = Grouping.PROCEDURE if level is AgencyLevel.COMMUNE else Grouping.AGENCY
        return Grouping(asked) if asked else first

    @property
    def chosen_subsystem(self) -> str:
        """Return the subsystem asked about; empty for all."""
        return str(self.cleaned_data.get("subsystem", ""))

    def query(self, **changes: str) -> str:
        """Return the part of an address after "?" that asks for the same but for these changes."""
        asked = {name: self.cleaned_data.get(name) for name in ("since", "until", "subsystem", "by")}
        within = self.cleaned_data.get("within")
        same = {name: plain(value) for name, value in asked.items()} | {"within": within.code if within else ""}
        return urlencode({name: value for name, value in (same | changes).items() if value}, safe="/")

    def periods(self) -> list[Tab]:
        """Return the usual periods as tabs."""
        on = self._on
        month, quarter = on.replace(day=1), on.replace(month=on.month - (on.month - 1) % 3, day=1)
        last = month - _DAY
        usual = [
            (_("This month"), month, on),
            (_("Last month"), last.replace(day=1), last),
            (_("This quarter"), quarter, on),
            (_("This year"), on.replace(month=1, day=1), on),
            (_("Last year"), date(on.year - 1, 1, 1), date(on.year - 1, 12, 31)),
        ]
        shown = (self.cleaned_data.get("since"), self.cleaned_data.get("until"))
        return [self._tab(label, shown == (a, b), since=plain(a), until=plain(b)) for label, a, b in usual]

    def groupings(self) -> list[Tab]:
        """Return by what the lines may be parted as tabs."""
        return [self._tab(str(label), each is self.grouping, by=each.value) for each, label in _PARTED.items()]

    def _tab(self, label: str, current: bool, **changes: str) -> Tab:
        return Tab(label=label, href=f"?{self.query(**changes)}", current=current)
