"""What the law makes of any declaration: pure functions, each naming its article.

Articles without an act are those of the Residence Law 68/2020/QH14; what the law changed since is in `law`, by days.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from dancu.casework.domain.filing import Channel, Fee
from dancu.declarations.domain.declaration import (
    REPRESENTATIVES,
    Declaration,
    Exemption,
    Mover,
    Named,
    Numbered,
    Standing,
)
from dancu.declarations.domain.registration import Entry, Registration
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import DomainError, Invalid
from dancu.kernel.money import NOTHING, Money

ADULT_AT = 18
CHILD_BELOW = 16
ELDERLY_AT = 60

CHILDREN = frozenset({"child", "adopted_child", "stepchild", "ward"})


class NeedsRepresentative(Invalid):
    """A person under 18 is registered by a parent or guardian. Let one of them file."""

    code = "declarations.needs_representative"


class NamedTwice(Invalid):
    """Somebody is named twice. Each person who moves stands here once."""

    code = "declarations.named_twice"


class TwoOldNumbers(Invalid):
    """Two different old numbers are entered for one person. Enter one of them."""

    code = "declarations.two_old_numbers"


class HeadAmongMovers(Invalid):
    """The householder of the place is among the people who move there. For a household of your own choose "new household"."""

    code = "declarations.head_among_movers"


class AdultMustHead(Invalid):
    """A new household with adults in it is headed by an adult. Choose one of them as its householder."""

    code = "declarations.adult_must_head"


class HouseholderUnclear(Invalid):
    """Say again who heads the new household, and what everybody is to him: the people who move have changed."""

    code = "declarations.householder_unclear"


class FilerIsMinor(Invalid):
    """Who is under 18 does not file for others. Let a parent, a guardian or another adult file."""

    code = "declarations.filer_is_minor"


class Unborn(Invalid):
    """The date of birth lies in the future. Check it."""

    code = "declarations.unborn"


Refusal = tuple[str, DomainError]
"""The step at which something stands, and why it cannot."""


def of_people(declaration: Declaration) -> Iterator[Refusal]:
    """Yield what the law refuses of filer, subject and members, in the order of the steps."""
    filer = declaration.filer
    if filer.minor and filer.standing:
        yield "subject", FilerIsMinor()
    if is_minor(declaration.subject, declaration.on) and filer.standing not in declaration.minors_by:
        yield "subject", NeedsRepresentative()
    if named_twice(declaration):
        yield "members", NamedTwice()


def named_twice(declaration: Declaration) -> bool:
    return len({mover.key for mover in declaration.movers}) < len(declaration.movers)


def of_household(registration: Registration) -> Iterator[Refusal]:
    """Yield what the law refuses of the household that is joined or made.

    Art. 10.2: a minor heads a household only where no member is an adult.
    """
    if registration.head and is_among(registration.head, registration.movers):
        yield "place", HeadAmongMovers()
    if registration.entry is not Entry.NEW:
        return
    head = registration.new_householder
    if head is None or not all(mover.relation for mover in registration.movers):
        yield "request", HouseholderUnclear()
    elif head not in may_head(registration.movers, registration.on):
        yield "request", AdultMustHead()


def may_head(movers: Sequence[Mover], on: date, wards: Collection[str] = ()) -> tuple[Mover, ...]:
    """Return who of the movers may head a household of theirs, as far as ages tell and who has a guardian (art. 10.2)."""
    capable = (mover for mover in movers if not is_minor(mover, on) and mover.pin not in wards)
    return tuple(capable) or tuple(movers)


def is_among(person: Numbered, others: Iterable[Numbered]) -> bool:
    """Tell whether somebody is named among others too, by the same number."""
    return bool(person.number) and person.number in {other.number for other in others}


def may_represent(standing: Standing | None) -> bool:
    """Art. 20.7, Civil Code 91/2015/QH13 art. 136: parents and guardians act for people under 18."""
    return standing in REPRESENTATIVES


def is_minor(mover: Mover, on: date) -> bool:
    return mover.born.age_on(on) < ADULT_AT


def is_filer(person: Named, declaration: Declaration) -> bool:
    """Tell whether somebody whose consent is asked for gives it by filing himself."""
    return declaration.filer.proved and bool(person.pin) and person.pin == declaration.filer.number


def needs_parental_consent(declaration: Declaration) -> bool:
    """Art. 20.7: parents or guardian of people under 18 agree; a parent or guardian who files does so by filing."""
    return any(
        is_minor(mover, declaration.on) and not _is_represented(mover, declaration) for mover in declaration.movers
    )


def _is_represented(mover: Mover, declaration: Declaration) -> bool:
    if mover is declaration.subject:
        return may_represent(declaration.filer.standing)
    # Only where the filer is the subject does a member's relation to the subject say what the filer is to him.
    return declaration.filer.standing is None and mover.relation_to_subject in CHILDREN


def needs_proof_of_representation(declaration: Declaration) -> bool:
    """Parents and guardians prove what they are unless the register knows it."""
    return may_represent(declaration.filer.standing) and not declaration.filer.represents


def needs_authorisation(declaration: Declaration) -> bool:
    """Circular 116/2026/TT-BCA art. 3.4: others act by a paper, except members of the household that the register knows."""
    filer = declaration.filer
    return filer.standing is Standing.AUTHORISED or (
        filer.standing is Standing.HOUSEHOLD_MEMBER and not filer.represents
    )


def exemption(declaration: Declaration) -> Exemption | None:
    """Return why nothing is to be paid (Circular 75/2022/TT-BTC art. 4): by the subject's age, else as declared."""
    return exemption_by_age(declaration.subject.born, declaration.on) or declaration.exemption


def exemption_by_age(born: PartialDate, on: date) -> Exemption | None:
    """Children under 16 and people of 60 and more pay nothing."""
    age = born.age_on(on)
    if age < CHILD_BELOW:
        return Exemption.CHILD
    return Exemption.ELDERLY if age >= ELDERLY_AT else None


def needs_proof_of_exemption(declaration: Declaration) -> bool:
    """Ages are in the register; every other ground of exemption is proved by a paper."""
    return exemption(declaration) not in {None, Exemption.CHILD, Exemption.ELDERLY}


def fee(declaration: Declaration, channel: Channel, amounts: Mapping[Channel, Money]) -> Fee:
    """Return what a filing costs: the amount of its channel, or nothing and why."""
    ground = exemption(declaration)
    if ground is None:
        return Fee(amount=_amount(channel, amounts))
    return Fee(amount=NOTHING, exemption=ground, proved=not needs_proof_of_exemption(declaration))


def no_fee(declaration: Declaration, channel: Channel, on: date) -> Fee:
    """Nothing is to be paid."""
    return Fee(amount=NOTHING)


def fee_by_list(declaration: Declaration, channel: Channel, amounts: Mapping[Channel, Money]) -> Fee:
    """Return what a list costs: the amount of its channel for each person whom age does not exempt."""
    grounds = [exemption_by_age(mover.born, declaration.on) for mover in declaration.movers]
    paying = sum(ground is None for ground in grounds)
    return Fee(amount=Money(_amount(channel, amounts).dong * paying), exemption="" if paying else grounds[0] or "")


def _amount(channel: Channel, amounts: Mapping[Channel, Money]) -> Money:
    """Return what a channel costs; of what the authority opens of its own motion, nobody pays."""
    return NOTHING if channel is Channel.OWN_MOTION else amounts[channel]
