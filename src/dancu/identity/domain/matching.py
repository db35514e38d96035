"""Hold what an account says against the register: number, name and birth date must all agree."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dancu.kernel.dates import PartialDate
from dancu.kernel.names import Likeness, PersonName, compare


class Way(StrEnum):
    """How the owner of an account proved himself."""

    COUNTER = "counter"
    EID = "eid"


class Fact(StrEnum):
    NUMBER = "number"
    NAME = "name"
    BORN = "born"


class Verdict(StrEnum):
    SAME = "same"
    EQUIVALENT = "equivalent"
    DIFFERENT = "different"
    UNKNOWN = "unknown"
    """The account does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    fact: Fact
    declared: str
    registered: tuple[str, ...]
    verdict: Verdict

    @property
    def agrees(self) -> bool:
        return self.verdict in {Verdict.SAME, Verdict.EQUIVALENT}


def match(
    *,
    number: str,
    name: str,
    born: date | None,
    registered_numbers: Collection[str],
    registered_name: PersonName,
    registered_born: PartialDate,
) -> tuple[Match, ...]:
    """Compare the three facts; a birth date of which the register knows only the year agrees with any day of it."""
    likeness = {
        Likeness.EXACT: Verdict.SAME,
        Likeness.EQUIVALENT: Verdict.EQUIVALENT,
        Likeness.DIFFERENT: Verdict.DIFFERENT,
    }
    numbers = [each for each in registered_numbers if each]
    return (
        Match(
            fact=Fact.NUMBER,
            declared=number,
            registered=tuple(numbers),
            verdict=Verdict.SAME if number in numbers else Verdict.DIFFERENT,
        ),
        Match(
            fact=Fact.NAME,
            declared=name,
            registered=(registered_name.full,),
            verdict=likeness[compare(name, registered_name).likeness],
        ),
        Match(
            fact=Fact.BORN,
            declared=f"{born:%d/%m/%Y}" if born else "",
            registered=(str(registered_born),),
            verdict=_born(born, registered_born),
        ),
    )


def _born(born: date | None, registered: PartialDate) -> Verdict:
    if born is None:
        return Verdict.UNKNOWN
    return Verdict.SAME if registered.may_be(born) else Verdict.DIFFERENT
