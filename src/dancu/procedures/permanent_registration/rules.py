"""What the law makes of an application: pure functions, each naming its article.

Articles without an act are those of the Residence Law 68/2020/QH14; what the law changed since is in `law`, by days.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal

from dancu.casework.domain.filing import Channel, Fee
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import DomainError, Invalid
from dancu.kernel.money import NOTHING
from dancu.kernel.working_days import TimeLimit
from dancu.procedures.permanent_registration import law
from dancu.procedures.permanent_registration.application import (
    Application,
    Entry,
    Exemption,
    Ground,
    Mover,
    Named,
    Obstacle,
    Origin,
    Standing,
)

LIMIT = TimeLimit.working_days(7)
"""Art. 22.3."""
LEAST_FLOOR_AREA = Decimal(8)
"""Square metres a person, art. 20.3.b; a province may ask for more, which no list that we have says (unverified)."""

ADULT_AT = 18
CHILD_BELOW = 16
ELDERLY_AT = 60
YOUNG_BELOW = 6

WITH_KIN = frozenset({Ground.KIN_CLOSE, Ground.KIN_ELDERLY, Ground.KIN_DISABLED, Ground.KIN_MINOR})
"""Art. 20.2."""
BY_CONSENT = WITH_KIN | {Ground.RENTED}
"""Grounds that rest on the agreement of the householder and of the dwelling's owner (arts. 20.2, 20.3)."""
_REPRESENTATIVES = frozenset({Standing.PARENT, Standing.GUARDIAN})
_CHILDREN = frozenset({"child", "adopted_child", "stepchild", "ward"})


class ForbiddenPlace(Invalid):
    """Nobody can register permanently at such a place; only a spouse, parent or child of who lives there may join them."""

    code = "permanent_registration.forbidden_place"


class TooLittleFloor(Invalid):
    """A rented or borrowed dwelling must have at least 8 m² of floor for each person. This one has less."""

    code = "permanent_registration.too_little_floor"


class MoreMoveThanLive(Invalid):
    """Fewer people are said to live there than are moving in. Count everybody, the newcomers too."""

    code = "permanent_registration.more_move_than_live"


class NeedsRepresentative(Invalid):
    """A person under 18 is registered by a parent or guardian. Let one of them file."""

    code = "permanent_registration.needs_representative"


class NamedTwice(Invalid):
    """Somebody is named twice. Each person who moves stands here once."""

    code = "permanent_registration.named_twice"


class HeadAmongMovers(Invalid):
    """The householder of the place is among the people who move there. For a household of your own choose "new household"."""

    code = "permanent_registration.head_among_movers"


class AdultMustHead(Invalid):
    """A new household with adults in it is headed by an adult. Choose one of them as its householder."""

    code = "permanent_registration.adult_must_head"


class HouseholderUnclear(Invalid):
    """Say again who heads the new household, and what everybody is to him: the people who move have changed."""

    code = "permanent_registration.householder_unclear"


class FilerIsMinor(Invalid):
    """Who is under 18 does not file for others. Let a parent, a guardian or another adult file."""

    code = "permanent_registration.filer_is_minor"


class NotNewborn(Invalid):
    """The case "small child, first registration" is for children under 6. Choose the case by where the person comes from."""

    code = "permanent_registration.not_newborn"


class NotMinor(Invalid):
    """This ground is for people under 18. Choose another one."""

    code = "permanent_registration.not_minor"


class NotElderly(Invalid):
    """This ground is for people of 60 and more. Choose another one."""

    code = "permanent_registration.not_elderly"


class Unborn(Invalid):
    """The date of birth lies in the future. Check it."""

    code = "permanent_registration.unborn"


Refusal = tuple[str, DomainError]
"""The step at which something stands, and why it cannot."""


def refusals(application: Application) -> Iterator[Refusal]:
    """Yield everything in an application that the law refuses, in the order of the steps."""
    if application.origin is Origin.NEWBORN and application.subject.born.age_on(application.on) >= YOUNG_BELOW:
        yield "agency", NotNewborn()
    yield from _of_subject(application)
    yield from _of_place(application)
    pins = [mover.pin for mover in application.movers]
    if len(set(pins)) < len(pins):
        yield "members", NamedTwice()
    if application.entry is Entry.NEW:
        yield from _of_new_household(application)


def _of_new_household(application: Application) -> Iterator[Refusal]:
    """Art. 10.2: a minor heads a household only where no member is an adult."""
    head = application.new_householder
    if head is None or not all(mover.relation for mover in application.movers):
        yield "request", HouseholderUnclear()
    elif head.pin not in {mover.pin for mover in may_head(application.movers, application.on)}:
        yield "request", AdultMustHead()


def may_head(movers: Sequence[Mover], on: date, wards: Collection[str] = ()) -> tuple[Mover, ...]:
    """Return who of the movers may head a household of theirs, as far as ages tell and who has a guardian (art. 10.2)."""
    capable = (mover for mover in movers if not is_minor(mover, on) and mover.pin not in wards)
    return tuple(capable) or tuple(movers)


def _of_subject(application: Application) -> Iterator[Refusal]:
    filer = application.filer
    if filer.minor and filer.standing:
        yield "subject", FilerIsMinor()
    if is_minor(application.subject, application.on) and not may_represent(filer.standing):
        yield "subject", NeedsRepresentative()


def _of_place(application: Application) -> Iterator[Refusal]:
    place, head = application.place, application.head
    judged = (
        place_refusal(place.ground, place.obstacle),
        age_refusal(place.ground, application.subject, application.on),
        floor_refusal(place.floor_area, place.residents),
    )
    yield from (("place", error) for error in judged if error)
    if place.residents is not None and place.residents < len(application.movers):
        yield "place", MoreMoveThanLive()
    if head and head.pin in {mover.pin for mover in application.movers}:
        yield "place", HeadAmongMovers()


def may_represent(standing: Standing | None) -> bool:
    """Art. 20.7, Civil Code 91/2015/QH13 art. 136: parents and guardians act for people under 18."""
    return standing in _REPRESENTATIVES


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
    if ground is Ground.KIN_MINOR and not is_minor(subject, on):
        return NotMinor()
    return NotElderly() if ground is Ground.KIN_ELDERLY and subject.born.age_on(on) < ELDERLY_AT else None


def is_minor(mover: Mover, on: date) -> bool:
    return mover.born.age_on(on) < ADULT_AT


def only_young_children(application: Application) -> bool:
    """Tell whether children alone, so young that the law of the day asks for nobody's consent, join parents or guardian.

    With grandparents and other kin who are not guardians consent is asked for.
    """
    ground, by_guardian = application.place.ground, application.filer.standing is Standing.GUARDIAN
    from_age = law.CONSENT_FROM_AGE.on(application.on)
    return (ground is Ground.KIN_CLOSE or (ground is Ground.KIN_MINOR and by_guardian)) and all(
        mover.born.age_on(application.on) < from_age for mover in application.movers
    )


def needs_householder_consent(application: Application) -> bool:
    """Arts. 20.2, 20.3, 20.5: who joins a household needs its head's agreement; a head who files gives it by filing."""
    head = application.head
    if head is None or only_young_children(application) or _is_filer(head, application):
        return False
    return application.place.ground in BY_CONSENT | {Ground.CARE_FAMILY}


def needs_owner_consent(application: Application) -> bool:
    """Arts. 20.2, 20.3: an owner who is not the householder agrees too; one of several owners is enough."""
    owner = application.owner
    return owner is not None and not only_young_children(application) and not _is_filer(owner, application)


def _is_filer(person: Named, application: Application) -> bool:
    return application.filer.proved and bool(person.pin) and person.pin == application.filer.number


def needs_parental_consent(application: Application) -> bool:
    """Art. 20.7: parents or guardian of people under 18 agree; a parent or guardian who files does so by filing."""
    return any(
        is_minor(mover, application.on) and not _is_represented(mover, application) for mover in application.movers
    )


def _is_represented(mover: Mover, application: Application) -> bool:
    if mover is application.subject:
        return may_represent(application.filer.standing)
    # Only where the filer is the subject does a member's relation to the subject say what the filer is to him.
    return application.filer.standing is None and mover.relation_to_subject in _CHILDREN


def needs_proof_of_representation(application: Application) -> bool:
    """Parents and guardians prove what they are unless the register knows it."""
    return may_represent(application.filer.standing) and not application.filer.represents


def needs_authorisation(application: Application) -> bool:
    """Circular 116/2026/TT-BCA art. 3.4: others act by a paper, except members of the household that the register knows."""
    filer = application.filer
    return filer.standing is Standing.AUTHORISED or (
        filer.standing is Standing.HOUSEHOLD_MEMBER and not filer.represents
    )


def needs_proof_of_nationality(application: Application) -> bool:
    """Who returns from abroad shows his passport, or what proves his nationality."""
    return application.origin is Origin.ABROAD


def has_no_passport(application: Application) -> bool:
    """Who returns from abroad without a valid Vietnamese passport declares in CT02."""
    return application.origin is Origin.ABROAD and not application.subject.passport


def needs_proof_of_kinship(application: Application) -> bool:
    """Art. 21.2.b: kinship is proved unless the register knows it."""
    return application.place.ground in WITH_KIN and not application.place.kin_known


def exemption(application: Application) -> Exemption | None:
    """Return why nothing is to be paid (Circular 75/2022/TT-BTC art. 4): by the subject's age, else as declared."""
    return exemption_by_age(application.subject.born, application.on) or application.exemption


def exemption_by_age(born: PartialDate, on: date) -> Exemption | None:
    """Children under 16 and people of 60 and more pay nothing."""
    age = born.age_on(on)
    if age < CHILD_BELOW:
        return Exemption.CHILD
    return Exemption.ELDERLY if age >= ELDERLY_AT else None


def needs_proof_of_exemption(application: Application) -> bool:
    """Ages are in the register; every other ground of exemption is proved by a paper."""
    return exemption(application) not in {None, Exemption.CHILD, Exemption.ELDERLY}


def fee(application: Application, channel: Channel, on: date) -> Fee:
    """One fee a registration, by the way of filing and the law of the day."""
    ground = exemption(application)
    if ground is None:
        return Fee(amount=law.FEES.on(on)[channel])
    return Fee(amount=NOTHING, exemption=ground, proved=not needs_proof_of_exemption(application))


def time_limit(application: Application, on: date) -> TimeLimit:
    """Art. 22.3: seven working days from a complete dossier."""
    return LIMIT


def provision(ground: Ground) -> str:
    """Return the key of the provision that a dossier on this ground is decided by."""
    return ground.value
