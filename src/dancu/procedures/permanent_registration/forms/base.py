"""What the steps have in common."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from dancu.accounts import queries as accounts
from dancu.accounts.queries import AccountView
from dancu.casework.filing import Filing, StepForm
from dancu.casework.procedures import Reading
from dancu.kernel.actor import Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import DomainError
from dancu.procedures.permanent_registration import register, rules
from dancu.procedures.permanent_registration.register import Own
from dancu.procedures.permanent_registration.words import relation
from dancu.residence.domain.relations import STATED, Relation

SHORT, LONG = 120, 200
NOT_CHOSEN = ("", "–")


class PermanentStep(StepForm):
    """What all steps may ask about the one who declares."""

    @property
    def reading(self) -> Reading:
        return Reading(by=self.filing.by, purpose=Purpose.FILING, at=self.filing.at)

    @cached_property
    def own(self) -> Own | None:
        """What the register says of him; None while his account is not proved."""
        return register.own(self.reading)

    @cached_property
    def account(self) -> AccountView:
        assert self.filing.by.account_id is not None  # noqa: S101  a draft belongs to an account
        return accounts.get_account(self.filing.by.account_id)

    def drop(self, *names: str) -> None:
        """Ask for less."""
        for name in names:
            self.fields.pop(name, None)

    def propose(self, **initial: Any) -> None:
        """Fill in what an untouched step begins with."""
        self.initial = {**initial, **self.initial}

    def stands(self, name: str) -> Any:
        """Return what stands in a field now: as sent, else as proposed."""
        return self[name].value()

    def refuse(self, field: str, error: DomainError | None) -> None:
        """Put what a rule refuses at its field."""
        if error is not None and field in self.fields:
            self.add_error(field, ValidationError(gettext(error.template()), code=error.code))


def relations(*, but: Relation = Relation.HEAD) -> list[tuple[str, str]]:
    """Return what somebody may be to another, as a list to choose from."""
    return [NOT_CHOSEN, *((each.value, relation(each)) for each in STATED if each is not but)]


def ensure_born(born: PartialDate, filing: Filing) -> PartialDate:
    """Refuse a day of birth that is still to come."""
    if born.earliest > filing.on:
        raise ValidationError(gettext(rules.Unborn.template()), code=rules.Unborn.code)
    return born
