"""What the law makes of an application: pure functions, each naming its article.

Articles without an act are those of the Residence Law 68/2020/QH14; how long a term may last and when it may be extended is in
`residence.domain.terms`.
"""

from collections.abc import Iterator
from datetime import date

from dancu.casework.domain.filing import Channel, Fee
from dancu.declarations.domain import rules, temporary
from dancu.declarations.domain.rules import Refusal
from dancu.declarations.domain.temporary import Case, day_after
from dancu.kernel.errors import DomainError, Invalid
from dancu.kernel.working_days import TimeLimit
from dancu.procedures.temporary_extension.application import Application, Ground
from dancu.residence.domain import terms

GROUNDS = {
    Case.HOUSEHOLD: (Ground.OWN, Ground.OTHERS),
    Case.LIST: (Ground.OWN, Ground.OTHERS),
    Case.BARRACKS: (Ground.POLICE, Ground.ARMY),
}
"""By what people of each case may go on living at the place."""


class OtherGround(Invalid):
    """The case was changed since. Say again by what the place may be lived in."""

    code = "temporary_extension.other_ground"


def refusals(application: Application) -> Iterator[Refusal]:
    """Yield everything in an application that the law refuses, in the order of the steps."""
    yield from rules.of_people(application)
    if application.ground not in GROUNDS[application.case]:
        yield "place", OtherGround()
    if refusal := term_refusal(application.expires, application.until, application.on):
        yield "place", refusal


def term_refusal(expires: date, until: date, on: date) -> DomainError | None:
    """Arts. 27.2, 28.3: asked for in the last 15 days, for at most two years more."""
    try:
        terms.check_renewal(day_after(expires), on)
        terms.check_extension(day_after(expires), day_after(until))
    except DomainError as refusal:
        return refusal
    return None


def needs_owner_consent(application: Application) -> bool:
    """The owner of a dwelling of somebody else agrees again; one who files does so by filing."""
    owner = application.owner
    return application.ground is Ground.OTHERS and (owner is None or not rules.is_filer(owner, application))


def fee(application: Application, channel: Channel, on: date) -> Fee:
    return temporary.fee(application, application.case, channel, on)


def time_limit(application: Application, on: date) -> TimeLimit:
    """Art. 28.3: as for the first registration."""
    return temporary.LIMIT
