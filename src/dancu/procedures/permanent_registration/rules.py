"""What the law makes of an application: pure functions, each naming its article.

Articles without an act are those of the Residence Law 68/2020/QH14; what the law changed since is in `law`, by days.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from dancu.casework.domain.filing import Channel, Fee
from dancu.declarations.domain import rules
from dancu.declarations.domain.declaration import Mover, Standing
from dancu.declarations.domain.law import CONSENT_FROM_AGE
from dancu.declarations.domain.registration import Obstacle
from dancu.declarations.domain.rules import Refusal
from dancu.kernel.errors import DomainError, Invalid
from dancu.kernel.working_days import TimeLimit
from dancu.procedures.permanent_registration import law
from dancu.procedures.permanent_registration.application import Application, Ground, Origin

LIMIT = TimeLimit.working_days(7)
"""Art. 22.3."""
LEAST_FLOOR_AREA = Decimal(8)
"""Square metres a person, art. 20.3.b; a province may ask for more, which no list that we have says (unverified)."""

YOUNG_BELOW = 6

WITH_KIN = frozenset({Ground.KIN_CLOSE, Ground.KIN_ELDERLY, Ground.KIN_DISABLED, Ground.KIN_MINOR})
"""Art. 20.2."""
BY_CONSENT = WITH_KIN | {Ground.RENTED}
"""Grounds that rest on the agreement of the householder and of the dwelling's owner (arts. 20.2, 20.3)."""


class ForbiddenPlace(Invalid):
    """Nobody can register permanently at such a place; only a spouse, parent or child of who lives there may join them."""

    code = "permanent_registration.forbidden_place"


class TooLittleFloor(Invalid):
    """A rented or borrowed dwelling must have at least 8 m² of floor for each person. This one has less."""

    code = "permanent_registration.too_little_floor"


class MoreMoveThanLive(Invalid):
    """Fewer people are said to live there than are moving in. Count everybody, the newcomers too."""

    code = "permanent_registration.more_move_than_live"


class NotNewborn(Invalid):
    """The case "small child, first registration" is for children under 6. Choose the case by where the person comes from."""

    code = "permanent_registration.not_newborn"


class NotMinor(Invalid):
    """This ground is for people under 18. Choose another one."""

    code = "permanent_registration.not_minor"


class NotElderly(Invalid):
    """This ground is for people of 60 and more. Choose another one."""

    code = "permanent_registration.not_elderly"


def refusals(application: Application) -> Iterator[Refusal]:
    """Yield everything in an application that the law refuses, in the order of the steps."""
    if application.origin is Origin.NEWBORN and application.subject.born.age_on(application.on) >= YOUNG_BELOW:
        yield "agency", NotNewborn()
    yield from rules.of_people(application)
    yield from _of_place(application)
    yield from rules.of_household(application)


def _of_place(application: Application) -> Iterator[Refusal]:
    place = application.place
    judged = (
        place_refusal(place.ground, place.obstacle),
        age_refusal(place.ground, application.subject, application.on),
        floor_refusal(place.floor_area, place.residents),
    )
    yield from (("place", error) for error in judged if error)
    if place.residents is not None and place.residents < len(application.movers):
        yield "place", MoreMoveThanLive()


def place_refusal(ground: Ground, obstacle: Obstacle) -> DomainError | None:
    """Art. 23: not at such a place, except to join spouse, parents or children there (art. 20.2.a)."""
    return ForbiddenPlace() if obstacle is not Obstacle.NONE and ground is not Ground.KIN_CLOSE else None


def floor_refusal(area: Decimal | None, residents: int | None) -> DomainError | None:
    """Art. 20.3.b: the floor that each person has."""
    if area is None or not residents:
        return None
    return TooLittleFloor() if area / residents < LEAST_FLOOR_AREA else None


def age_refusal(ground: Ground, subject: Mover, on: date) -> DomainError | None:
    """Art. 20.2.b and c: elderly people, and people under 18."""
    if ground is Ground.KIN_MINOR and not rules.is_minor(subject, on):
        return NotMinor()
    return NotElderly() if ground is Ground.KIN_ELDERLY and subject.born.age_on(on) < rules.ELDERLY_AT else None


def only_young_children(application: Application) -> bool:
    """Tell whether children alone, so young that the law of the day asks for nobody's consent, join parents or guardian.

    With grandparents and other kin who are not guardians consent is asked for.
    """
    ground, by_guardian = application.place.ground, application.filer.standing is Standing.GUARDIAN
    from_age = CONSENT_FROM_AGE.on(application.on)
    return (ground is Ground.KIN_CLOSE or (ground is Ground.KIN_MINOR and by_guardian)) and all(
        mover.born.age_on(application.on) < from_age for mover in application.movers
    )


def needs_householder_consent(application: Application) -> bool:
    """Arts. 20.2, 20.3, 20.5: who joins a household needs its head's agreement; a head who files gives it by filing."""
    head = application.head
    if head is None or only_young_children(application) or rules.is_filer(head, application):
        return False
    return application.place.ground in BY_CONSENT | {Ground.CARE_FAMILY}


def needs_owner_consent(application: Application) -> bool:
    """Arts. 20.2, 20.3: an owner who is not the householder agrees too; one of several owners is enough."""
    owner = application.owner
    return owner is not None and not only_young_children(application) and not rules.is_filer(owner, application)


def needs_proof_of_nationality(application: Application) -> bool:
    """Who returns from abroad shows his passport, or what proves his nationality."""
    return application.origin is Origin.ABROAD


def has_no_passport(application: Application) -> bool:
    """Who returns from abroad without a valid Vietnamese passport declares in CT02."""
    return application.origin is Origin.ABROAD and not application.subject.passport


def needs_proof_of_kinship(application: Application) -> bool:
    """Art. 21.2.b: kinship is proved unless the register knows it."""
    return application.place.ground in WITH_KIN and not application.place.kin_known


def fee(application: Application, channel: Channel, on: date) -> Fee:
    """One fee a registration, by the way of filing and the law of the day."""
    return rules.fee(application, channel, law.FEES.on(on))


def time_limit(application: Application, on: date) -> TimeLimit:
    """Art. 22.3: seven working days from a complete dossier."""
    return LIMIT
