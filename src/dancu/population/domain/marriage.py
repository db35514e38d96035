"""A marriage stands in two records: what becomes of the other one when one is corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dancu.kernel.errors import Conflict, Invalid
from dancu.population.domain.facts import NOBODY, Facts, KinOf, columns
from dancu.population.domain.person import MaritalStatus

_ALONE = frozenset({MaritalStatus.SINGLE, MaritalStatus.DIVORCED})


class SpouseOfUnmarried(Invalid):
    """Who has a wife or husband is married. Correct the marital status, or leave the wife or husband out."""

    code = "population.spouse_of_unmarried"


class OwnSpouse(Invalid):
    """Nobody is married to himself. Check who is named as wife or husband."""

    code = "population.own_spouse"


class AlreadyMarried(Conflict):
    """The register says that one of the two is married to somebody else. Let the end of that marriage be entered first."""

    code = "population.already_married"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """What a record says of somebody's marriage."""

    person: int
    spouse: int | None
    status: MaritalStatus
    dead: bool = False

    @property
    def binds(self) -> bool:
        return self.status is MaritalStatus.MARRIED and self.spouse is not None


def whole(facts: Facts) -> Facts:
    """Return facts with what follows from them: who has a spouse is married, who is not married has none.

    Raises SpouseOfUnmarried. The widowed keep the name of who died.
    """
    named = facts.spouse is not None and facts.spouse != NOBODY
    if named and facts.marital_status not in {None, MaritalStatus.MARRIED}:
        raise SpouseOfUnmarried
    if named:
        return replace(facts, marital_status=MaritalStatus.MARRIED)
    if facts.marital_status in _ALONE:
        return replace(facts, spouse=NOBODY)
    return facts


def others(
    facts: Facts, own: Bond, former: Bond | None, new: Bond | None, *, replaces: bool
) -> Mapping[int, Mapping[str, object]]:
    """Return what whole facts of one record fill in the records of those it was and will be linked to.

    `replaces` tells whether the marriage that the record names never was, so that another may stand in its place at once.
    Raises OwnSpouse or AlreadyMarried.
    """
    if facts.spouse is None or facts.spouse.id == own.spouse:
        return {}
    if new and new.person == own.person:
        raise OwnSpouse
    ends = former is not None and former.spouse == own.person and not former.dead
    if new and ((new.binds and new.spouse != own.person) or (own.binds and ends and not replaces)):
        raise AlreadyMarried
    filled: dict[int, Mapping[str, object]] = {}
    if former and ends:
        then = MaritalStatus.DIVORCED if facts.marital_status is MaritalStatus.DIVORCED else MaritalStatus.UNKNOWN
        filled[former.person] = columns(Facts(spouse=NOBODY, marital_status=then))
    if new:
        filled[new.person] = columns(Facts(spouse=KinOf(id=own.person), marital_status=MaritalStatus.MARRIED))
    return filled
