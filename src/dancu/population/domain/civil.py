"""What messages of the civil-status registers say, as values; `civil_reading` reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName
from dancu.kernel.sex import Sex
from dancu.population.domain.facts import Way
from dancu.population.domain.person import NationalityLoss


class Kind(StrEnum):
    """What is registered (Civil Status Law 60/2014/QH13 art. 3)."""

    BIRTH = "birth"
    DEATH = "death"
    MARRIAGE = "marriage"
    DIVORCE = "divorce"
    ANNULMENT = "annulment"
    RECOGNITION = "recognition"
    CORRECTION = "correction"
    ADOPTION = "adoption"
    ADOPTION_ENDED = "adoption_ended"
    GUARDIANSHIP = "guardianship"
    GUARDIANSHIP_ENDED = "guardianship_ended"
    MISSING = "missing"
    DECLARED_DEAD = "declared_dead"
    RETURN = "return"
    NATIONALITY_LOST = "nationality_lost"
    NATIONALITY_REGAINED = "nationality_regained"


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    HELD = "held"
    """It is about somebody whose birth has not come yet: it is taken up when that has."""
    REFUSED = "refused"


class Fault(StrEnum):
    """What may be wrong with a field; what the register refuses has the code of its refusal."""

    MISSING = "civil.missing"
    UNKNOWN_FIELD = "civil.unknown_field"
    NOT_AN_OBJECT = "civil.not_an_object"
    NOT_A_TEXT = "civil.not_a_text"
    NOT_A_LIST = "civil.not_a_list"
    TOO_LONG = "civil.too_long"
    NOT_A_DAY = "civil.not_a_day"
    IN_THE_FUTURE = "civil.in_the_future"
    NOT_ONE_OF_THEM = "civil.not_one_of_them"
    NO_SUCH_PLACE = "civil.no_such_place"
    ANOTHER_PERSON = "civil.another_person"
    """The register knows somebody else by this number."""
    AFTER_THE_DECISION = "civil.after_the_decision"
    BEFORE_BIRTH = "civil.before_birth"
    NOBODY_KNOWN = "civil.nobody_known"
    """None of the two is in the register."""
    OLDER_THAN_KNOWN = "civil.older_than_known"
    NUMBER_USED = "civil.number_used"
    """Another message came with this number before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    field: str
    """Path of the field, as `child.name`; empty for the whole message."""
    code: str


class Unreadable(Exception):
    """A message that says not what it has to."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("a message of civil status is not in order")
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody as a message names him."""

    name: PersonName
    pin: str = ""
    birth: str = ""
    number: str = ""
    """Of a paper, of who is not in the register."""

    @property
    def registered(self) -> bool:
        return bool(self.pin or self.birth)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place by the code of its commune on the day of the message, and what is written beside it."""

    code: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    name: PersonName
    born: PartialDate
    sex: Sex
    born_at: Where
    home_town: Where
    ethnicity: str
    nationality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldApart:
    """Why a child is another than those whom he is like, and their numbers."""

    than: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a correction says anew; None leaves what the record says."""

    name: PersonName | None = None
    other_name: str | None = None
    born: PartialDate | None = None
    sex: Sex | None = None
    born_at: Where | None = None
    home_town: Where | None = None
    ethnicity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    number: str
    kind: Kind
    on: date
    act: str
    """Number and authority of what proves it."""
    registered_in: Where | None = None
    child: Child | None = None
    another: ToldApart | None = None
    way: Way | None = None
    changes: Changes | None = None
    earlier_on: date | None = None
    """Since when somebody is missing, or when he died by the court's decision."""
    lost_by: NationalityLoss | None = None
    nationality: str = ""
    """Which somebody has who lost the Vietnamese one; empty where that is not known."""
    keeps_other: bool = False
    people: Mapping[str, Who] = field(default_factory=dict)
    """By what they are in it: person, father, mother, husband, wife, child."""
