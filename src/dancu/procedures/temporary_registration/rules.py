"""What the law makes of an application: pure functions, each naming its article.

Articles without an act are those of the Residence Law 68/2020/QH14; how long a temporary residence may last is in
`residence.domain.terms`.
"""

from collections.abc import Iterator
from datetime import date

from dancu.casework.domain.filing import Channel, Fee
from dancu.declarations.domain import rules, temporary
from dancu.declarations.domain.law import CONSENT_FROM_AGE
from dancu.declarations.domain.registration import Obstacle
from dancu.declarations.domain.rules import Refusal
from dancu.declarations.domain.temporary import Case, day_after
from dancu.kernel.errors import DomainError, Invalid
from dancu.kernel.working_days import TimeLimit
from dancu.procedures.temporary_registration.application import Application, Ground
from dancu.residence.domain import terms

GROUNDS = {
    Case.HOUSEHOLD: (Ground.OWN, Ground.KIN, Ground.LENT),
    Case.LIST: (Ground.OWN, Ground.LENT),
    Case.BARRACKS: (Ground.POLICE, Ground.ARMY),
}
"""By what people of each case may live at the place."""


class ForbiddenPlace(Invalid):
    """Nobody registers temporarily at such a place. Choose another place."""

    code = "temporary_registration.forbidden_place"


class OtherGround(Invalid):
    """The case was changed since. Say again by what the place may be lived in."""

    code = "temporary_registration.other_ground"


def refusals(application: Application) -> Iterator[Refusal]:
    """Yield everything in an application that the law refuses, in the order of the steps."""
    yield from rules.of_people(application)
    if application.place.ground not in GROUNDS[application.case]:
        yield "place", OtherGround()
    judged = (place_refusal(application.place.obstacle), term_refusal(application.since, application.until))
    yield from (("place", error) for error in judged if error)
    yield from rules.of_household(application)


def place_refusal(obstacle: Obstacle) -> DomainError | None:
    """Art. 27.3: not at a place of art. 23."""
    return ForbiddenPlace() if obstacle is not Obstacle.NONE else None


def term_refusal(since: date, until: date) -> DomainError | None:
    """Arts. 27.1, 27.2: 30 days or more, at most two years."""
    try:
        terms.check_term(since, day_after(until))
    except DomainError as refusal:
        return refusal
    return None


def needs_householder_consent(application: Application) -> bool:
    """CT01: the head of the household that is joined agrees; a head who files gives it by filing."""
    head = application.head
    return head is not None and not _only_young_children(application) and not rules.is_filer(head, application)


def needs_owner_consent(application: Application) -> bool:
    """Who lives with kin needs their agreement instead of proof of the dwelling; a lease is agreement itself."""
    owner, ground = application.owner, application.place.ground
    if owner is None or ground is not Ground.KIN or _only_young_children(application):
        return False
    return not rules.is_filer(owner, application)


def _only_young_children(application: Application) -> bool:
    """Tell whether children alone, so young that the law of the day asks for nobody's consent, join parents or guardian."""
    from_age = CONSENT_FROM_AGE.on(application.on)
    return all(
        mover.relation in rules.CHILDREN and mover.born.age_on(application.on) < from_age
        for mover in application.movers
    )


def fee(application: Application, channel: Channel, on: date) -> Fee:
    return temporary.fee(application, application.case, channel, on)


def time_limit(application: Application, on: date) -> TimeLimit:
    """Art. 28.2: three working days from a complete dossier."""
    return temporary.LIMIT
