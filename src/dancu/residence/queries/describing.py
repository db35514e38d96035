"""Look people up by what is known of them: those who live in the officer's jurisdiction, or were last registered there.

Who may search beyond it names the paper that asks for it. A search goes along a list of names, that of the country or those of
the units asked for, sifts what it reads and stops at a page, or after READ_AT_MOST: the next page goes on from there.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localtime

from dancu.kernel.actor import Actor
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import Conflict, Invalid
from dancu.kernel.sex import Sex
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import AgencyLevel
from dancu.offices.domain.rights import SEARCH_PERSONS_BEYOND
from dancu.offices.queries import OfficerView
from dancu.places.domain.directory import alphabetical
from dancu.places.domain.units import Level, Unit
from dancu.places.queries import directory
from dancu.platform import statement
from dancu.population import queries as population
from dancu.population.domain.description import Description, Spot, words_of
from dancu.residence.models import ResidencePeriod
from dancu.residence.queries.looking_up import (
    Found,
    Stated,
    found_at,
    own_people,
    reach_of,
    stated_purpose,
    tell,
    touches,
    whereabouts,
)

FOUND_ON_A_PAGE = 20
READ_AT_ONCE = 60
READ_AT_MOST = 600
"""People of whom one search reads more than where they stand in a list."""
RELATIVES = 300
"""Of more people called so, one has to say more of the relative."""
_DESCENTS = 4000
"""Into an index, for names somebody may have meant in all units asked for."""
_FIRST_WORDS = 2
_FEW_UNITS = 60
"""A commune has no more forerunners: so far all names of a place are read."""
_OF_UNIT = "select name_key, birth_year, person_id as person from residence_residenceperiod where unit_id = unit"
_WITH_WORDS = """
    select distinct name_key, birth_year, person_id from residence_residenceperiod
    where unit_id = any(%(units)s) and string_to_array(name_key, ' ') @> %(words)s::text[]
    and (%(born)s::int is null or birth_year = %(born)s)
    order by 1, 2, 3 limit %(limit)s
"""
_UNITS = "unnest(%(units)s::bigint[]) as unit"

Next = Callable[[Spot | None], Sequence[Spot]]


class SaidTooLittle(Invalid):
    """Enter at least surname and given name of the person or of a relative, or the relative's number."""

    code = "residence.said_too_little"


class TooManyAlike(Conflict):
    """Too many people are called like this relative. Enter the relative's whole name or number, or a smaller place."""

    code = "residence.too_many_alike"


class OutsideJurisdiction(Invalid):
    """This place is outside your jurisdiction. Choose to search in the whole country, and name the document that asks for it."""

    code = "residence.outside_jurisdiction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is known of somebody."""

    name: str = ""
    born: PartialDate | None = None
    sex: Sex | None = None
    relative: str = ""
    unit: int | None = None
    """The commune or province of today in which he is looked for."""
    beyond: bool = False
    """Whether he is looked for outside the officer's jurisdiction too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    rows: tuple[Found, ...]
    after: int | None = None
    """Behind whom the next page begins; None on the last."""
    near: bool = False
    """Whether these are people somebody may have meant, as nobody is described just so."""


def search_described(
    described: Described, *, stated: Stated, after: int | None = None, officer: OfficerView, by: Actor, at: datetime
) -> FoundPage:
    """Return a page of the people so described, in the order of their names without accents, from behind `after` on.

    Where there is nobody, those whose names are nearly so. The officer's own household is left out.
    Raises LookUpDenied, PurposeMissing, ReferenceMissing, SaidTooLittle, OutsideJurisdiction, TooManyAlike.
    """
    purpose = stated_purpose(stated, officer, beyond=described.beyond)
    if not _says_enough(described):
        raise SaidTooLittle
    on = localtime(at).date()
    look = _Look(described, _units(described, officer, on), own_people(officer, on), on)
    people, last = look.page(population.spot_of(after) if after else None)
    near = not people and after is None and last is None and bool(described.name)
    if near:
        people = look.nearly()
    tell(stated, "country" if described.beyond else "jurisdiction", people, officer, purpose, by, at)
    cards = population.list_people(ids=people, purpose=purpose, by=by, at=at)
    rows = tuple(found_at(card, look.lives[card.id], purpose, officer, at) for card in cards)
    return FoundPage(rows=rows, after=last, near=near and bool(rows))


def list_places(*, officer: OfficerView, on: date) -> tuple[Unit, ...]:
    """Return the places by which an officer may narrow a search: communes of his own, and provinces where he looks beyond."""
    units, level = directory(), officer.agency.level
    own: Iterable[Unit] = ()
    if level in {AgencyLevel.PROVINCE, AgencyLevel.DISTRICT}:
        own = (units.unit(each) for each in offices.communes_within(officer.scope, of=on, on=on))
    provinces = level is AgencyLevel.CENTRAL or officer.may(SEARCH_PERSONS_BEYOND)
    return (*(units.provinces(on) if provinces else ()), *sorted(own, key=lambda unit: alphabetical(unit.name)))


class _Look:
    """One search: the list it goes along, and what it has learnt of those it read."""

    def __init__(self, described: Described, units: frozenset[int] | None, own: Collection[int], on: date) -> None:
        self.described, self.units, self.own, self.on = described, units, own, on
        self.said = Description(
            name=described.name, born=described.born, sex=described.sex, relative=described.relative
        )
        self.lives: dict[int, tuple[ResidencePeriod, ...]] = {}

    def page(self, after: Spot | None) -> tuple[list[int], int | None]:
        """Return the next people described, and behind whom to go on."""
        if self.described.name:
            names = [" ".join(words_of(self.described.name))]
            return self._walk(lambda last: self._called(names, last), self.said, after)
        kin = self._kin()
        return self._walk(lambda last: _behind(kin, last), replace(self.said, relative=""), after)

    def nearly(self) -> list[int]:
        """Return people whose name is the same without accents, differs by a slip of the keyboard, or has the same words."""
        said = replace(self.said, name="")
        name, most = self.described.name, max(1, _DESCENTS // len(self.units or [0]))
        names = [" ".join(words_of(name)), *population.list_alike(name)][:most]
        found = self._walk(lambda last: self._called(names, last), said, None)[0]
        if not found and self.units and len(self.units) <= _FEW_UNITS:
            mixed = self._with_words(self.units)
            found = self._walk(lambda last: _behind(mixed, last), said, None)[0]
        return found

    def _with_words(self, units: Collection[int]) -> list[Spot]:
        """Return people of a commune whose name has all these words, in any order, perhaps with others between."""
        words, born = words_of(self.described.name), self.described.born
        asked = {"units": sorted(units), "words": words, "born": born and born.year, "limit": READ_AT_MOST}
        return [Spot(*row) for row in statement.rows(_WITH_WORDS, **asked)]

    def _called(self, names: Sequence[str], after: Spot | None) -> list[Spot]:
        """Return where the next people stand whose names begin so."""
        year = self.described.born.year if self.described.born else None
        if self.units is None:
            return population.list_spots(names=names, birth_year=year, after=after, limit=READ_AT_ONCE)
        return population.read_stretch(
            _OF_UNIT,
            scope=_UNITS,
            names=names,
            birth_year=year,
            after=after,
            limit=READ_AT_ONCE,
            units=sorted(self.units),
        )

    def _kin(self) -> list[Spot]:
        """Return the kin of the relative: of a number anywhere, of a name among those who live where one looks."""
        relative = self.described.relative
        if population.is_number(relative):
            bearer = population.find_bearer(relative)
            return population.list_kin_of([bearer] if bearer else [])
        any_of_them = _Look(Described(name=relative), self.units, (), self.on)
        called: list[Spot] = []
        names = [" ".join(words_of(relative))]
        while len(spots := any_of_them._called(names, called[-1] if called else None)) == READ_AT_ONCE:
            called += spots
            if len(called) > RELATIVES:
                raise TooManyAlike
        return population.list_kin_of(spot.person for spot in [*called, *spots])

    def _walk(self, following: Next, said: Description, after: Spot | None) -> tuple[list[int], int | None]:
        kept: list[int] = []
        for _ in range(READ_AT_MOST // READ_AT_ONCE):
            spots = following(after)
            kept += self._kept([spot.person for spot in spots], said)
            if len(kept) > FOUND_ON_A_PAGE:
                return kept[:FOUND_ON_A_PAGE], kept[FOUND_ON_A_PAGE - 1]
            if len(spots) < READ_AT_ONCE:
                return kept, None
            after = spots[-1]
        return kept, after.person if after else None

    def _kept(self, people: Sequence[int], said: Description) -> Iterable[int]:
        """Return whom of these people the officer may be shown, in their order."""
        fitting = population.sift([each for each in people if each not in self.own], said)
        if said.relative:
            fitting = population.with_relative(sorted(fitting), said.relative)
        self.lives |= whereabouts(fitting, self.on)
        return [
            each for each in people if each in fitting and (self.units is None or touches(self.lives[each], self.units))
        ]


def _behind(spots: Sequence[Spot], after: Spot | None) -> Sequence[Spot]:
    return [spot for spot in spots if after is None or spot > after][:READ_AT_ONCE]


def _says_enough(described: Described) -> bool:
    if described.name:
        return len(words_of(described.name)) >= _FIRST_WORDS
    return population.is_number(described.relative) or len(words_of(described.relative)) >= _FIRST_WORDS


def _units(described: Described, officer: OfficerView, on: date) -> frozenset[int] | None:
    """Return where is looked: the units of the officer's reach, or of the place asked for in it; None for everywhere."""
    reach = None if described.beyond else reach_of(officer, on)
    if described.unit is None:
        return reach
    units = directory()
    asked = units.unit(described.unit)
    communes = [asked] if asked.level is Level.COMMUNE else units.children(asked, on)
    there = frozenset(each for commune in communes for each in units.with_forerunners(commune.id))
    if reach is None:
        return there
    if not there & reach:
        raise OutsideJurisdiction(fields={"unit": [OutsideJurisdiction.template()]})
    return there & reach
