"""What was declared, as values; nothing here judges it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self

from dancu.casework.domain.filing import Answers, Contact
from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex
from dancu.residence.domain.residence import EndGround, Kind

HEAD = "head"
"""The relation of the householder to himself."""
OLD_DIGITS = 9
"""Of the number of an identity card before there were personal numbers."""


class Standing(StrEnum):
    """By what somebody files for another."""

    PARENT = "parent"
    GUARDIAN = "guardian"
    HOUSEHOLD_MEMBER = "household_member"
    AUTHORISED = "authorised"
    LIST = "list"
    """Somebody who has many people living with him: an employer, a school, a landlord. Each of them agrees by his own CT01."""


REPRESENTATIVES = frozenset({Standing.PARENT, Standing.GUARDIAN})
"""Who acts for people under 18."""


class Exemption(StrEnum):
    """Who pays no fee (Circular 75/2022/TT-BTC art. 4, amended by 71/2025/TT-BTC)."""

    CHILD = "child"
    ELDERLY = "elderly"
    DISABLED = "disabled"
    MERIT = "merit"
    ETHNIC_MINORITY = "ethnic_minority"
    BORDER_OR_ISLAND = "border_or_island"
    POOR_HOUSEHOLD = "poor_household"
    ORPHAN = "orphan"


class Numbered:
    """Somebody whom a declaration names, by whichever number he has."""

    __slots__ = ()

    pin: str
    """Empty for who has none yet, or says none."""
    old_number: str
    """The nine digits of an old identity card."""
    found: bool
    """Whether it is the register that says his personal number, not the declaration (`settling.settled`)."""

    @property
    def number(self) -> str:
        """By which number the register is asked for him; empty where none was declared."""
        return self.pin or self.old_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover(Numbered):
    """Somebody whose residence changes."""

    name: str
    born: PartialDate
    sex: Sex
    pin: str
    relation: str
    """To the householder: a code of `residence.domain.relations`."""
    relation_to_subject: str = ""
    old_number: str = ""
    found: bool = False
    passport: str = ""
    occupation: str = ""
    workplace: str = ""

    @property
    def key(self) -> str:
        """What tells him from the others of a declaration: his number, or of who has none name and day of birth."""
        return self.number or f"{self.name} {self.born}"


@dataclass(frozen=True, slots=True)
class Named(Numbered):
    """Somebody else whom the declaration names."""

    name: str
    pin: str
    old_number: str = ""
    found: bool = False

    @classmethod
    def by(cls, name: str, number: str) -> Self:
        """Return somebody by the number that stands in the one field for both kinds."""
        return cls(name, *_numbers(number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filer:
    """Who declares: the subject himself (`standing` is None) or somebody for him."""

    name: str
    number: str
    proved: bool
    """Whether his account is proved to be his; only then does his number stand for him."""
    standing: Standing | None
    represents: bool
    """Whether the register itself knows him as what he stands for: the subject's parent, guardian or fellow member."""
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Residences:
    """Where the subject says he lives, as CT01 asked until the end of 2023; empty since."""

    permanent: str = ""
    temporary: str = ""
    current: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What CT01 holds."""

    home: ClassVar[Kind] = Kind.PERMANENT
    """By which residence people share the household that it speaks of."""
    minors_by: ClassVar[frozenset[Standing]] = REPRESENTATIVES
    """Who may file for a subject under 18."""

    on: date
    """The day whose law judges it, and on which ages count: the day of filing."""
    agency_id: int
    filer: Filer
    subject: Mover
    phone: str
    email: str
    residences: Residences = Residences()
    members: tuple[Mover, ...] = ()
    head: Named | None = None
    """Of the household concerned; None where one of the movers heads it."""
    owner: Named | None = None
    """Of the dwelling, where he is neither the subject nor the householder."""
    new_head: Named | None = None
    """Who heads the household that is left, where its head leaves."""
    request: str
    exemption: Exemption | None = None
    contact: Contact

    @property
    def gone(self) -> EndGround | None:
        """On which ground it may name who is dead, or a citizen no more; None where everybody named must be neither."""
        return None

    @property
    def newcomers(self) -> tuple[Mover, ...]:
        """Who of the movers has no personal number yet, because the population register does not know him."""
        return ()

    @property
    def movers(self) -> tuple[Mover, ...]:
        return (self.subject, *self.members)

    @property
    def present_head(self) -> Named | None:
        """The householder who may have to agree: of the household that is joined, where a procedure says no other."""
        return self.head

    @property
    def others(self) -> tuple[Named, ...]:
        """Whom it names besides those who move."""
        return tuple(person for person in (self.present_head, self.owner, self.new_head) if person)

    @property
    def new_householder(self) -> Mover | None:
        """The mover who heads the household; None where somebody else does, or where nobody is named rightly."""
        return next((mover for mover in self.movers if mover.relation == HEAD), None)

    @property
    def householder(self) -> Named:
        """The head of the household concerned; nobody where there is no household."""
        head = self.new_householder
        return self.head or (Named(head.name, head.pin, head.old_number) if head else Named("", ""))


def declared(answers: Answers, on: date, *, relations: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the facts of a `Declaration` that the shared steps ask for: agency, subject, members, request.

    `relations` says what subject and members are to the householder; without it they are it to the subject, who is.
    """
    subject, request = answers["subject"], answers["request"]
    movers = movers_of(answers)
    if relations is not None:
        said = zip(movers, relations, strict=True)
        movers = tuple(replace(mover, relation=relation) for mover, relation in said)
    exemption = request.get("exemption")
    return {
        "on": on,
        "agency_id": answers["agency"]["agency"],
        "filer": _filer(subject),
        "subject": movers[0],
        "phone": subject["phone"],
        "email": subject["email"],
        "residences": Residences(*(subject.get(name, "") for name in ("permanent", "temporary", "current"))),
        "members": movers[1:],
        "new_head": named(request, "new_head"),
        "request": request["request"],
        "exemption": Exemption(exemption) if exemption else None,
        "contact": _contact(subject, request),
    }


def movers_of(answers: Answers) -> tuple[Mover, ...]:
    """Return whose residence changes, the subject first, each with what he is to the subject."""
    subject, rows = answers["subject"], answers.get("members", {}).get("rows", ())
    return (_mover(subject, relation=HEAD), *(_mover(row, relation=row.get("relation_to_subject", "")) for row in rows))


def named(answers: Mapping[str, Any], who: str) -> Named | None:
    """Return somebody whom a step names by `<who>_name` and `<who>_pin`."""
    name = answers.get(f"{who}_name", "")
    return Named.by(name, answers.get(f"{who}_pin", "")) if name else None


def _numbers(number: str, old_number: str = "") -> tuple[str, str]:
    """Return the personal and the old number of somebody; `number` is from a field that takes either."""
    return ("", number) if len(number) == OLD_DIGITS else (number, old_number)


def _filer(answers: Mapping[str, Any]) -> Filer:
    return Filer(
        name=answers["filer_name"],
        number=answers["filer_number"],
        proved=answers["filer_proved"],
        standing=Standing(answers["standing"]) if answers["standing"] else None,
        represents=answers["represents"],
        minor=answers.get("filer_minor", False),
    )


def _mover(answers: Mapping[str, Any], *, relation: str) -> Mover:
    pin, old_number = _numbers(answers["pin"], answers.get("old_number", ""))
    return Mover(
        name=answers["name"],
        born=PartialDate.parse(answers["born"]),
        sex=Sex(answers["sex"]),
        relation=relation,
        pin=pin,
        old_number=old_number,
        **{name: answers.get(name, "") for name in ("relation_to_subject", "passport", "occupation", "workplace")},
    )


def _contact(subject: Mapping[str, Any], request: Mapping[str, Any]) -> Contact:
    return Contact(
        name=subject["filer_name"],
        email=request["notice_email"],
        phone=request["notice_phone"],
        ways=("inbox", *request["ways"]),
        delivery=request["delivery"],
        delivery_address=request["delivery_address"],
    )
