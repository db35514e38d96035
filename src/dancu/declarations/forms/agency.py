"""Step 1: where, and which case."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from dancu.accounts.queries import AccountView
from dancu.casework.filing import Fact, Filing
from dancu.declarations.forms.base import NOT_CHOSEN, DeclarationStep
from dancu.offices import queries as offices
from dancu.offices.queries import AgencyView
from dancu.places.domain.directory import SNAPSHOT_ON
from dancu.places.domain.units import Certain, Level, Unit
from dancu.places.forms import ChoosesPlaces, Chosen, CommuneField
from dancu.places.queries import directory


class Agency(ChoosesPlaces, DeclarationStep):
    """Where, and which case where there are several: the commune police of the place are in charge."""

    commune = CommuneField()
    case = forms.ChoiceField(choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune"].on = self.filing.on  # type: ignore[attr-defined]
        if self.filing.scope:
            self.fields["commune"].offer_only(self._within_scope())  # type: ignore[attr-defined]
        cases = [(key, self.text(f"cases.{key}")) for key in self.filing.procedure.cases]
        self.fields["case"].choices = [NOT_CHOSEN, *cases]  # type: ignore[attr-defined]
        if len(cases) == 1:
            self.drop("case")
        if not self.is_bound:
            self.propose(commune=_proposed_commune(self.account, self.filing))

    def clean_commune(self) -> Unit:
        unit: Unit = self.cleaned_data["commune"]
        if self._agency(unit) is None:
            raise ValidationError(self.text("steps.agency.missing"), code="no_agency")
        return unit

    def consequences(self) -> Sequence[Fact]:
        chosen = Chosen.of(self.stands("commune"))
        unit = directory().find_by_code(chosen.commune, on=self.filing.on)
        agency = self._agency(unit) if unit and directory().province(unit).code == chosen.province else None
        facts = []
        if agency is not None:
            facts.append(Fact(self.text("steps.agency.facts.agency"), agency.name))
            facts.append(Fact(self.text("steps.agency.facts.phone"), agency.phone))
        # A phone shows no more than the beginning of what was chosen in a list.
        if "case" in self.fields and (case := self.stands("case")) in self.filing.procedure.cases:
            facts.append(Fact(self.text("steps.agency.case.label"), self.text(f"cases.{case}")))
        return facts

    def answers(self) -> Mapping[str, Any]:
        agency = self._agency(self.cleaned_data["commune"])
        assert agency is not None  # noqa: S101  clean_commune saw to it
        return {"case": self.filing.procedure.cases[0], **super().answers(), "agency": agency.id}

    def _agency(self, unit: Unit) -> AgencyView | None:
        return offices.find_competent_agency(unit.id, on=self._today)

    def _within_scope(self) -> frozenset[int]:
        return offices.communes_within(self.filing.scope, of=self.filing.on, on=self._today)

    @property
    def _today(self) -> date:
        return timezone.localtime(self.filing.at).date()


def _proposed_commune(account: AccountView | None, filing: Filing) -> Unit | None:
    """Return the commune that the account's address lies in today, where that is certain; at a counter, the officer's own."""
    units = directory()
    if account is None:
        here = offices.agency(filing.by.agency_id).unit_id if filing.by.agency_id else None
        own = units.unit(here) if here else None
        return own if own and own.level is Level.COMMUNE and own.in_force(filing.on) else None
    unit = units.find_by_code(account.commune_code, on=account.commune_since or SNAPSHOT_ON)
    match units.today(unit, filing.on) if unit else None:
        case Certain(today):
            return today
        case _:
            return None
