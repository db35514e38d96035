"""Write persons, households and residence periods as lines of COPY, with a number and a life's dates for each."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar
from zlib import crc32

from dancu.kernel.sex import Sex
from dancu.population.synthetic import tables
from dancu.population.synthetic.naming import FEMALE, MALE, POOL, Surname, generation, octets, pool, weighted
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Ground, Kind
from dancu.residence.synthetic.country import NOW, OLD, Commune, Country, Origin, People

T = TypeVar("T")

FIRST_YEAR = 1925
YEARS = range(FIRST_YEAR, NOW.year + 1)
NULL = "\\N"

_FIRST_DAY = date(FIRST_YEAR, 1, 1)
_DAYS = [_FIRST_DAY + timedelta(day) for day in range((NOW - _FIRST_DAY).days + 1200)]
ISO = [day.isoformat() for day in _DAYS]
NEW_YEAR = {year: (date(year, 1, 1) - _FIRST_DAY).days for year in YEARS}
TODAY = (NOW - _FIRST_DAY).days
_REFORM = (OLD - _FIRST_DAY).days

_SEXES = (Sex.MALE.value, Sex.FEMALE.value)
# Columns that hang together: year, month and day of birth, sex.
_BORN_ON = [[f"{day.year}\t{day.month}\t{day.day}\t{sex}" for day in _DAYS] for sex in _SEXES]
_BORN_IN = [{year: f"{year}\t{NULL}\t{NULL}\t{sex}" for year in YEARS} for sex in _SEXES]
_CENTURY_AND_YEAR = [
    {year: f"{2 * (year // 100 - 19) + sex}{year % 100:02d}" for year in YEARS} for sex in (MALE, FEMALE)
]
_GENERATION = {year: generation(year) for year in YEARS}
_NUMBERS = 1_000_000
SHARES = 2
_STEP = (
    420_489  # shares no factor with a million: a walk by it meets every number; by SHARES of it, each scribe his own
)
_MASK = POOL - 1
_BLOOD = pool(weighted(tables.BLOOD))
# Whatever is written with Vietnamese letters is held as octets.
_OCCUPATIONS = pool(weighted(octets(tables.OCCUPATIONS)))
_STREETS = pool(weighted(octets(tables.URBAN_STREETS)))
_HAMLETS = {True: pool(weighted(octets(tables.HAMLETS_SOUTH))), False: pool(weighted(octets(tables.HAMLETS_NORTH)))}
_NO, _LANE, _STREET = octets("Số"), octets("ngõ"), octets("đường")


@dataclass(slots=True)
class House:
    """The household that is being thought up."""

    id: int
    home: Commune
    line: str
    people: People
    of_all: str
    """What all its members have in common: home town, people, faith."""
    former: Commune | None
    """Where all of it lived before it came here."""
    opened: int
    """Days are counted from the first of FIRST_YEAR."""


class Scribe:
    """Holds the dice, the ids and the lines; `taken` are numbers that nobody new may get.

    SHARES scribes write side by side and know nothing of each other: every one has dice and numbers of his own.
    """

    def __init__(self, country: Country, *, seed: int, share: int, taken: set[int], recorded_at: str) -> None:
        self.country = country
        random = Random(f"{seed}/{share}")  # noqa: S311  # not a secret
        self.chance, self._bits = random.random, random.getrandbits
        self.next_person = 0
        self._numbers: list[str] = []
        self._persons: list[str] = []
        self._households: list[str] = []
        self._periods: list[str] = []
        self._seed, self._share = seed, share
        self._taken = taken
        self._next_number: dict[str, int] = {}
        self._end = f"{recorded_at}\n"

    def one_of(self, values: tuple[T, ...]) -> T:
        return values[int(self.chance() * len(values))]

    def between(self, low: int, high: int) -> int:
        return low + int(self.chance() * (high - low + 1))

    def take(self) -> tuple[bytes, ...]:
        """Return the lines written since the last time: numbers, persons, households, periods."""
        written = (self._numbers, self._persons, self._households, self._periods)
        taken = tuple("".join(lines).encode("latin-1") for lines in written)
        for lines in written:
            lines.clear()
        return taken

    def add_person(
        self,
        house: House,
        sex: int,
        year: int,
        surname: Surname,
        relation: str,
        marital: str,
        father: str = NULL,
        mother: str = NULL,
        spouse: str = NULL,
    ) -> str:
        """Write one person who lives in a household, and return his id."""
        place = self.next_person
        self.next_person = place + 1
        person = str(place)
        # One throw of the dice for all that does not hang together.
        dice = self._bits(64)
        day = NEW_YEAR[year] + (dice & 1023) * (365 if year < NOW.year else 170) // 1024
        province, unit = self._origin(house.home, day, dice >> 50)
        family, family_folded, family_key = surname
        names, folded, given_key, middle_key = house.people.rests[sex][_GENERATION[year]][dice >> 10 & _MASK]
        number = self._number(province + _CENTURY_AND_YEAR[sex][year])
        # Of some old people only the year is known, and every seventh of those grown before 2016 has no old number.
        born = _BORN_ON[sex][day] if year > 1955 or dice >> 21 & 7 else _BORN_IN[sex][year]
        old_number = f"{place * 618_033_989 % 1_000_000_000:09d}" if year <= 2001 and dice >> 24 & 7 else ""
        work = _OCCUPATIONS[dice >> 27 & _MASK] if 1961 < year < 2005 else ""
        blood = _BLOOD[dice >> 38 & _MASK] if not dice & 3 else ""
        end = self._end
        self._numbers.append(f"{number}\t{end}")
        self._persons.append(
            f"{person}\t{number}\t{family}\t{names}\t{family_folded} {folded}\t{given_key} {family_key} {middle_key}\t"
            f"{born}\t{unit}\t{unit}\t{house.of_all}\t{marital}\t{blood}\t{father}\t{mother}\t{spouse}\t{old_number}\t"
            f"{work}\tt\t{end}"
        )
        named = f"{person}\t{family_folded} {folded}\t{year}"
        self._add_periods(house, named, day, relation)
        if 1990 < year < 2008 and dice >> 47 & 7 == 0:
            self._add_temporary(house, named)
        return person

    def add_household(self, house: House, head: int) -> None:
        """Write the household itself."""
        self._households.append(
            f"{house.id}\t{house.home.code}{house.id:09d}\t{house.home.unit}\t{house.line}\t{head}\t{ISO[house.opened]}\tt\n"
        )

    def address(self, commune: Commune) -> str:
        """Return a line as people there write it."""
        number = self.between(1, 240)
        if not commune.urban:
            hamlet = self.one_of(_HAMLETS[commune.south])
            return f"{_NO} {number}, {hamlet}" if commune.south else hamlet
        street = self.one_of(_STREETS)
        inner = self.between(1, 60) if self.chance() < 0.4 else 0
        if commune.south:
            return f"{number}/{inner} {_STREET} {street}" if inner else f"{number} {_STREET} {street}"
        return f"{_NO} {inner}, {_LANE} {number}, {_STREET} {street}" if inner else f"{_NO} {number} {_STREET} {street}"

    def _add_periods(self, house: House, person: str, born: int, relation: str) -> None:
        registered = born + 20
        since = house.opened if house.opened > registered else registered
        ended = ""
        former = house.former
        if relation in _MARRIED_IN:
            since = min(max(since, born + 21 * 365), TODAY - 10)
            if former is None and self.chance() < 0.3:
                former = self.country.draw(self.chance())
        if former is not None and registered + 30 < since:
            ended = ISO[since]
            unit = self.one_of(former.births).unit if registered <= _REFORM else former.unit
            self._periods.append(
                f"{person}\tpermanent\t{NULL}\t{unit}\t{self.address(former)}\t\t{ISO[registered]}\t{ended}\t{NULL}\t"
                f"{_INTAKE}\t{self._end}"
            )
        ground = _INTAKE if not ended else _OWN if relation == _HEAD else _KIN
        self._periods.append(
            f"{person}\tpermanent\t{house.id}\t{house.home.unit}\t{house.line}\t{relation}\t{ISO[since]}\t{NULL}\t"
            f"{ended or NULL}\t{ground}\t{self._end}"
        )

    def _add_temporary(self, house: House, person: str) -> None:
        there = self.country.draw(self.chance())
        if there is house.home:
            return
        since = TODAY - self.between(0, 700)
        until = since + self.between(180, 720)
        self._periods.append(
            f"{person}\t{_TEMPORARY}\t{NULL}\t{there.unit}\t{self.address(there)}\t\t{ISO[since]}\t{ISO[until]}\t{NULL}\t"
            f"{_STAY}\t{self._end}"
        )

    def _origin(self, home: Commune, day: int, dice: int) -> Origin:
        """Return where a birth was registered: seldom elsewhere than people live."""
        if dice & 7 == 0:
            home = self.country.draw(self.chance())
        births = home.births
        return home.birth_now if day > _REFORM else births[(dice >> 3) % len(births)]

    def _number(self, start: str) -> str:
        drawn = self._next_number.get(start)
        if drawn is None:
            drawn = (crc32(f"{self._seed}/{start}".encode()) + self._share * _STEP) % _NUMBERS
        while self._taken and int(start) * _NUMBERS + drawn in self._taken:
            drawn = (drawn + SHARES * _STEP) % _NUMBERS
        self._next_number[start] = (drawn + SHARES * _STEP) % _NUMBERS
        return f"{start}{drawn:06d}"


_HEAD = Relation.HEAD.value
_MARRIED_IN = (Relation.WIFE.value, Relation.DAUGHTER_IN_LAW.value)
_INTAKE, _OWN, _KIN = Ground.INTAKE.value, Ground.OWN_DWELLING.value, Ground.WITH_KIN.value
_TEMPORARY, _STAY = Kind.TEMPORARY.value, Ground.TEMPORARY_STAY.value
