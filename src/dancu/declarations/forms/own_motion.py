"""Steps of what officers open of their own motion: whose registration it is."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext

from dancu.casework.domain.duty import OwnDossier
from dancu.casework.filing import StepForm
from dancu.casework.procedures import Reading
from dancu.declarations import own_motion, register
from dancu.kernel.actor import Purpose
from dancu.kernel.errors import DomainError
from dancu.offices import queries as offices
from dancu.platform.forms import IdNumberField
from dancu.population import queries as population
from dancu.population.domain.person import PersonRecord


class OwnMotionStep(StepForm):
    """A step in which an officer reads the registers to change them."""

    @property
    def reading(self) -> Reading:
        filing = self.filing
        return Reading(by=filing.by, purpose=Purpose.REGISTER_CHANGE, at=filing.at, kept=filing.kept)

    @cached_property
    def person(self) -> PersonRecord:
        """Whom the first step named."""
        found = register.find(str(self.filing.answers["person"]["pin"]), self.reading)
        if found is None:
            raise population.NoSuchPerson
        return found

    def text(self, key: str) -> str:
        return self.filing.procedure.texts(key)

    def refuse(self, field: str, error: DomainError) -> None:
        self.add_error(field, ValidationError(gettext(error.template()), code=error.code))


class Person(OwnMotionStep):
    """Whose registration it is: an exact number finds anybody in the country but the officer's own household."""

    pin = IdNumberField()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if pin := data.get("pin"):
            found = register.find(str(pin), self.reading)
            if found is None:
                self.refuse("pin", population.NoSuchPerson())
            elif self._own_pin in own_motion.household_pins(found, self.reading):
                self.refuse("pin", OwnDossier())
            else:
                data["found"] = found
        return data

    def answers(self) -> Mapping[str, Any]:
        found: PersonRecord = self.cleaned_data["found"]
        return {
            "pin": str(found.pin),
            "name": found.name.full,
            "born": str(found.born),
            "sex": found.sex.value,
            "phone": found.phone,
            "email": found.email,
        }

    @property
    def _own_pin(self) -> str:
        account = self.filing.by.account_id
        return offices.officer_of(account).pin if account else ""
