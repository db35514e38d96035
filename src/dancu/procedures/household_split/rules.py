"""What the law makes of an application: pure functions, each naming its article.

Articles without an act are those of the Residence Law 68/2020/QH14.
"""

from collections.abc import Collection, Iterator
from datetime import date

from dancu.casework.domain.filing import Channel, Fee
from dancu.declarations.domain import rules
from dancu.declarations.domain.declaration import Named
from dancu.declarations.domain.registration import Obstacle
from dancu.declarations.domain.rules import Refusal
from dancu.kernel.errors import DomainError, Invalid
from dancu.kernel.working_days import TimeLimit
from dancu.procedures.household_split import law
from dancu.procedures.household_split.application import Application, Case
from dancu.residence.domain.rules import NobodyOfFullCapacity

LIMIT = TimeLimit.working_days(5)
"""Art. 25.3."""


class ForbiddenPlace(Invalid):
    """A household at such a place is not split."""

    code = "household_split.forbidden_place"


def refusals(application: Application) -> Iterator[Refusal]:
    """Yield everything in an application that the law refuses, in the order of the steps."""
    yield from rules.of_people(application)
    if error := place_refusal(application.place.obstacle):
        yield "place", error
    if error := capacity_refusal(application):
        yield "members", error
    yield from rules.of_household(application)


def place_refusal(obstacle: Obstacle) -> DomainError | None:
    """Art. 25.1 c: not at a place of art. 23."""
    return ForbiddenPlace() if obstacle is not Obstacle.NONE else None


def capacity_refusal(application: Application, wards: Collection[str] = ()) -> DomainError | None:
    """Art. 25.1 a: of those who part, at least one is an adult of full capacity; `wards` are those who have a guardian."""
    capable = (
        mover for mover in application.movers if not rules.is_minor(mover, application.on) and mover.pin not in wards
    )
    return None if any(capable) else NobodyOfFullCapacity()


def needs_householder_consent(application: Application) -> bool:
    """Art. 25.1 b."""
    return _needs_consent_of(application.former_head, application)


def needs_owner_consent(application: Application) -> bool:
    """Art. 25.1 b; where no owner is named, the householder is it."""
    return application.owner is not None and _needs_consent_of(application.owner, application)


def _needs_consent_of(person: Named, application: Application) -> bool:
    """Who files gives his by filing; to a divorced couple's parting nobody has to agree."""
    return application.case is Case.AGREED and not rules.is_filer(person, application)


def fee(application: Application, channel: Channel, on: date) -> Fee:
    """One fee a registration (Circular 75/2022/TT-BTC)."""
    return rules.fee(application, channel, law.FEES.on(on))


def time_limit(application: Application, on: date) -> TimeLimit:
    """Art. 25.3: five working days from a complete dossier."""
    return LIMIT
