"""What the steps have in common."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from dancu.accounts import queries as accounts
from dancu.accounts.queries import AccountView
from dancu.casework.filing import Filing, StepForm
from dancu.casework.procedures import Reading
from dancu.declarations import register
from dancu.declarations.domain import rules
from dancu.declarations.domain.declaration import OLD_DIGITS
from dancu.declarations.domain.registration import Entry
from dancu.declarations.register import Own
from dancu.declarations.words import relation
from dancu.kernel.actor import Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import DomainError
from dancu.platform.forms import IdNumberField
from dancu.residence.domain.relations import STATED, Relation
from dancu.residence.domain.residence import Kind

SHORT, LONG = 120, 200
NOT_CHOSEN = ("", "–")


class DeclarationStep(StepForm):
    """What all steps may ask about the one who declares."""

    home = Kind.PERMANENT
    """By which residence people share the household that the declaration speaks of."""

    @property
    def entry(self) -> Entry:
        """Into which household people come; a folder whose declarations are registrations says where that was answered."""
        raise NotImplementedError

    def text(self, key: str) -> str:
        """Return a text of the procedure."""
        return self.filing.procedure.texts(key)

    @property
    def reading(self) -> Reading:
        filing = self.filing
        return Reading(by=filing.by, purpose=Purpose.FILING, at=filing.at, declarer=filing.declarer, kept=filing.kept)

    @property
    def own(self) -> Own | None:
        """What the register says of him; None while he is not proved to be who he says."""
        return register.own(self.reading, self.home)

    @property
    def account(self) -> AccountView | None:
        """His account; None at a counter, where the account that acts is the officer's."""
        if self.filing.declarer:
            return None
        return self.reading.once("account", lambda: accounts.get_account(self.filing.by.own_account))

    @property
    def said_name(self) -> str:
        """What he calls himself."""
        return self.account.full_name if self.account else self.filing.declarer.name if self.filing.declarer else ""

    def personal_number(self, number: str) -> str:
        """Return whose personal number an old one stands for, where he is in the sight of a proved filer; else the number."""
        own = self.own
        if own is None or len(number) != OLD_DIGITS:
            return number
        person = register.find(number, self.reading)
        return str(person.pin) if person and register.in_sight(own, person.id) else number

    def answers(self) -> Mapping[str, Any]:
        said = dict(super().answers())
        asked = [name for name, field in self.fields.items() if isinstance(field, IdNumberField)]
        return said | {name: self.personal_number(said[name]) for name in asked if said.get(name)}

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
