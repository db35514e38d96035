"""What was declared, as values; nothing here judges it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from dancu.casework.domain.filing import Answers, Contact
from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex


class Origin(StrEnum):
    """Where the person comes from: the first half of the case (Trường hợp)."""

    SAME_COMMUNE = "same_commune"
    SAME_DISTRICT = "same_district"
    """From another commune of the district, while there were districts."""
    OTHER_DISTRICT = "other_district"
    """From another district of the province, while there were districts."""
    SAME_PROVINCE = "same_province"
    """From another commune of the province, since there are no districts."""
    OTHER_PROVINCE = "other_province"
    ABROAD = "abroad"
    NEWBORN = "newborn"


class Entry(StrEnum):
    """Into which household: the second half of the case."""

    NEW = "new"
    JOIN = "join"


class Ground(StrEnum):
    """Why the place may become the permanent residence: points of art. 20, and barracks."""

    OWN = "own"
    KIN_CLOSE = "kin_close"
    KIN_ELDERLY = "kin_elderly"
    KIN_DISABLED = "kin_disabled"
    KIN_MINOR = "kin_minor"
    RENTED = "rented"
    RELIGIOUS = "religious"
    RELIGIOUS_HELPLESS = "religious_helpless"
    FACILITY = "facility"
    CARE_FAMILY = "care_family"
    VEHICLE = "vehicle"
    POLICE = "police"
    ARMY = "army"


HEAD = "head"
"""The relation of the householder to himself."""


class Standing(StrEnum):
    """By what somebody files for another."""

    PARENT = "parent"
    GUARDIAN = "guardian"
    HOUSEHOLD_MEMBER = "household_member"
    AUTHORISED = "authorised"


class Obstacle(StrEnum):
    """Places where nobody registers anew (art. 23)."""

    NONE = "none"
    BARRED = "barred"
    ENCROACHED = "encroached"
    CLEARED = "cleared"
    DISPUTED = "disputed"
    CONFISCATED = "confiscated"
    CONDEMNED = "condemned"
    VEHICLE_STRUCK_OFF = "vehicle_struck_off"


class Special(StrEnum):
    """Facts that ask for a paper of their own."""

    LEAVES_UNIT = "leaves_unit"
    NATURALISED = "naturalised"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """Somebody whose permanent residence changes."""

    name: str
    born: PartialDate
    sex: Sex
    pin: str
    relation: str
    """To the householder of the place: a code of `residence.domain.relations`."""
    relation_to_subject: str = ""
    old_number: str = ""
    passport: str = ""
    occupation: str = ""
    workplace: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody else whom the declaration names."""

    name: str
    pin: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    unit_id: int
    line: str
    ground: Ground
    obstacle: Obstacle
    kin_known: bool
    """Whether the register itself knows subject and householder as kin."""
    floor_area: Decimal | None
    residents: int | None
    special: frozenset[Special]


@dataclass(frozen=True, slots=True)
class Residences:
    """Where the subject says he lives, as CT01 asked until the end of 2023; empty since."""

    permanent: str = ""
    temporary: str = ""
    current: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    on: date
    """The day whose law judges it, and on which ages count: the day of filing."""
    agency_id: int
    origin: Origin
    entry: Entry
    filer: Filer
    subject: Mover
    phone: str
    email: str
    residences: Residences = Residences()
    members: tuple[Mover, ...]
    place: Place
    head: Named | None
    """Of the household that is joined; None for a new one, which one of the movers heads."""
    owner: Named | None
    """Of the dwelling, where he is neither the subject nor the householder."""
    request: str
    new_head: Named | None
    """Who heads the household that is left, where its head leaves."""
    exemption: Exemption | None
    contact: Contact

    @property
    def case(self) -> str:
        return f"{self.origin}_{self.entry}"

    @property
    def movers(self) -> tuple[Mover, ...]:
        return (self.subject, *self.members)

    @property
    def new_householder(self) -> Mover | None:
        """The mover who heads the new household; None where one is joined, or where nobody is named rightly."""
        return next((mover for mover in self.movers if mover.relation == HEAD), None)

    @property
    def householder(self) -> Named:
        """The head of the household at the place asked for."""
        head = self.new_householder or self.subject
        return self.head or Named(head.name, head.pin)

    @classmethod
    def read(cls, answers: Answers, on: date) -> Self:
        """Return the application that the cleaned answers of all five steps make, as of the day whose law judges it."""
        agency, subject, place, request = (answers[key] for key in ("agency", "subject", "place", "request"))
        origin, entry = case(agency["case"])
        exemption = request["exemption"]
        said = zip(movers_of(answers), _relations(entry, answers), strict=True)
        movers = tuple(replace(mover, relation=relation) for mover, relation in said)
        return cls(
            on=on,
            agency_id=agency["agency"],
            origin=origin,
            entry=entry,
            filer=Filer(
                name=subject["filer_name"],
                number=subject["filer_number"],
                proved=subject["filer_proved"],
                standing=Standing(subject["standing"]) if subject["standing"] else None,
                represents=subject["represents"],
                minor=subject.get("filer_minor", False),
            ),
            subject=movers[0],
            phone=subject["phone"],
            email=subject["email"],
            residences=Residences(*(subject.get(name, "") for name in ("permanent", "temporary", "current"))),
            members=movers[1:],
            place=_place(agency["commune"], place),
            head=_named(place, "head") if entry is Entry.JOIN else None,
            owner=_named(place, "owner"),
            request=request["request"],
            new_head=_named(request, "new_head"),
            exemption=Exemption(exemption) if exemption else None,
            contact=Contact(
                name=subject["filer_name"],
                email=request["notice_email"],
                phone=request["notice_phone"],
                ways=("inbox", *request["ways"]),
                delivery=request["delivery"],
                delivery_address=request["delivery_address"],
            ),
        )


def case(key: str) -> tuple[Origin, Entry]:
    """Return the two halves of a case."""
    origin, _, entry = key.rpartition("_")
    return Origin(origin), Entry(entry)


def movers_of(answers: Answers) -> tuple[Mover, ...]:
    """Return who moves, the subject first, each with what he is to the subject."""
    subject, rows = answers["subject"], answers["members"]["rows"]
    return (_mover(subject, relation=HEAD), *(_mover(row, relation=row["relation_to_subject"]) for row in rows))


def _relations(entry: Entry, answers: Answers) -> list[str]:
    """Return what subject and members are to the householder of the place; empty where that was not said."""
    subject, rows, request = answers["subject"], answers["members"]["rows"], answers["request"]
    if entry is Entry.JOIN:
        return [answers["place"]["relation"], *(row["relation"] for row in rows)]
    householder = request.get("householder") or subject["pin"]
    if householder == subject["pin"]:
        return [HEAD, *(row["relation"] for row in rows)]
    said = request["relations"]
    return [HEAD if person["pin"] == householder else said.get(person["pin"], "") for person in (subject, *rows)]


def _mover(answers: Mapping[str, Any], *, relation: str) -> Mover:
    return Mover(
        name=answers["name"],
        born=PartialDate.parse(answers["born"]),
        sex=Sex(answers["sex"]),
        pin=answers["pin"],
        relation=relation,
        **{
            name: answers.get(name, "")
            for name in ("relation_to_subject", "old_number", "passport", "occupation", "workplace")
        },
    )


def _place(unit_id: int, answers: Mapping[str, Any]) -> Place:
    area = answers.get("floor_area")
    return Place(
        unit_id=unit_id,
        line=answers["line"],
        ground=Ground(answers["ground"]),
        obstacle=Obstacle(answers["obstacle"]),
        kin_known=answers["kin_known"],
        floor_area=Decimal(area) if area else None,
        residents=answers.get("residents"),
        special=frozenset(Special(key) for key in answers["special"]),
    )


def _named(answers: Mapping[str, Any], who: str) -> Named | None:
    name = answers.get(f"{who}_name", "")
    return Named(name, answers.get(f"{who}_pin", "")) if name else None
