"""Think up households, one after another: who lives together, of what age, under what name."""

from dataclasses import dataclass

from dancu.population.synthetic.naming import FEMALE, MALE, Surname, pool, weighted
from dancu.residence.domain.relations import Relation
from dancu.residence.synthetic.country import NOW
from dancu.residence.synthetic.writing import NEW_YEAR, NULL, TODAY, House, Scribe

LOT = 20_000
"""Persons that a maker thinks up in one go."""

_LARGEST = 8
"""No household thought up has more people."""
_KINDS = pool(weighted("alone 12, couple 15, family 48, lone_parent 7, three_generations 16, grandparents 2"))
_CHILDREN = pool([(1, 34), (2, 48), (3, 14), (4, 4)])
_HEAD, _WIFE, _HUSBAND, _CHILD = Relation.HEAD.value, Relation.WIFE.value, Relation.HUSBAND.value, Relation.CHILD.value
_DAUGHTER_IN_LAW, _GRANDCHILD = Relation.DAUGHTER_IN_LAW.value, Relation.GRANDCHILD_BY_SON.value


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines of COPY for persons with ids from `first` to `last`, their numbers, households and periods."""

    first: int
    last: int
    numbers: bytes
    persons: bytes
    households: bytes
    periods: bytes


@dataclass(frozen=True, slots=True)
class Lot:
    """How many persons are to be thought up at a time, and the first ids of them and of their households."""

    count: int
    first_person: int
    first_household: int


class Maker:
    """Makes households; the order of its lots and of its draws is part of what a seed means."""

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe
        self._next_household = 0
        self._house: House
        self._kinds = {kind: getattr(self, f"_{kind}") for kind in set(_KINDS)}

    def make(self, lot: Lot) -> Batch:
        """Return exactly the persons of a lot, and where they live."""
        scribe = self._scribe
        scribe.next_person, self._next_household = lot.first_person, lot.first_household
        end = lot.first_person + lot.count
        while scribe.next_person < end:
            self._household("alone" if end - scribe.next_person < _LARGEST else scribe.one_of(_KINDS))
        return Batch(lot.first_person, end - 1, *scribe.take())

    def _household(self, kind: str) -> None:
        scribe, chance = self._scribe, self._scribe.chance
        country = scribe.country
        home = country.draw(chance())
        people = scribe.one_of(home.peoples)
        home_town = (home if chance() < 0.75 else country.draw(chance())).unit
        self._house = House(
            id=self._next_household,
            home=home,
            line=scribe.address(home),
            people=people,
            of_all=f"{home_town}\t{people.code}\t{scribe.one_of(people.faiths)}",
            former=country.draw(chance()) if chance() < 0.12 else None,
            opened=0,
        )
        self._next_household += 1
        head = scribe.next_person
        self._kinds[kind]()
        scribe.add_household(self._house, head)

    def _alone(self) -> None:
        young = self._scribe.chance() < 0.55
        sex = MALE if self._scribe.chance() < 0.45 else FEMALE
        year = self._settle(22, 38) if young else self._settle(50, 92)
        self._add(sex, year, self._surname(sex), _HEAD, "single" if young else "widowed")

    def _couple(self) -> None:
        self._spouses(self._settle(23, 33) if self._scribe.chance() < 0.35 else self._settle(56, 84))

    def _family(self) -> None:
        year = self._settle(26, 56)
        father, mother, surname = self._spouses(year)
        self._children(surname, year + 2, father, mother, _CHILD)

    def _lone_parent(self) -> None:
        sex = FEMALE if self._scribe.chance() < 0.8 else MALE
        year = self._settle(28, 55)
        surname = self._surname(sex)
        parent = self._add(sex, year, surname, _HEAD, "widowed" if self._scribe.chance() < 0.4 else "divorced")
        father, mother = (parent, NULL) if sex == MALE else (NULL, parent)
        self._children(surname, year, father, mother, _CHILD)

    def _three_generations(self) -> None:
        year = self._settle(54, 78)
        if self._scribe.chance() < 0.6:
            grandfather, grandmother, surname = self._spouses(year)
        else:
            # The son bears the name of his father, who died.
            grandfather, surname = NULL, self._surname(MALE)
            grandmother = self._add(FEMALE, year, self._surname(FEMALE), _HEAD, "widowed")
        son = year + self._scribe.between(21, 27)
        father, mother = self._young_couple(son, self._inherited(surname, MALE), grandfather, grandmother)
        self._children(surname, son + 2, father, mother, _GRANDCHILD)

    def _grandparents(self) -> None:
        year = self._settle(58, 76)
        _, _, surname = self._spouses(year)
        sex = self._sex()
        born = min(year + self._scribe.between(42, 52), NOW.year)
        self._add(sex, born, self._inherited(surname, sex), _GRANDCHILD, "")

    def _settle(self, youngest: int, oldest: int) -> int:
        """Choose the year of birth of whom the household began with, and the day it was registered here; return the year."""
        year = NOW.year - self._scribe.between(youngest, oldest)
        grown = NEW_YEAR[year] + 21 * 365
        self._house.opened = grown + int(self._scribe.chance() * (TODAY - 30 - grown))
        return year

    def _sex(self) -> int:
        return MALE if self._scribe.chance() < 0.525 else FEMALE

    def _surname(self, sex: int) -> Surname:
        return self._scribe.one_of(self._house.people.surnames[sex])

    def _inherited(self, fathers: Surname, sex: int) -> Surname:
        return fathers if self._house.people.passes_on else self._surname(sex)

    def _spouses(self, year: int) -> tuple[str, str, Surname]:
        """Add husband and wife, of whom mostly he is the head; return their ids and his surname."""
        first = self._scribe.next_person
        surname = self._surname(MALE)
        hers = min(year + self._scribe.between(-1, 5), NOW.year - 19)
        if self._scribe.chance() < 0.73:
            husband = self._add(MALE, year, surname, _HEAD, "married", spouse=str(first + 1))
            wife = self._add(FEMALE, hers, self._surname(FEMALE), _WIFE, "married", spouse=husband)
        else:
            wife = self._add(FEMALE, hers, self._surname(FEMALE), _HEAD, "married", spouse=str(first + 1))
            husband = self._add(MALE, year, surname, _HUSBAND, "married", spouse=wife)
        return husband, wife, surname

    def _young_couple(self, year: int, surname: Surname, grandfather: str, grandmother: str) -> tuple[str, str]:
        wife_to_be = str(self._scribe.next_person + 1)
        husband = self._add(MALE, year, surname, _CHILD, "married", grandfather, grandmother, wife_to_be)
        hers = min(year + self._scribe.between(-1, 4), NOW.year - 19)
        return husband, self._add(FEMALE, hers, self._surname(FEMALE), _DAUGHTER_IN_LAW, "married", spouse=husband)

    def _children(self, surname: Surname, mother_born: int, father: str, mother: str, relation: str) -> None:
        """Add the children who were born by now and have not left home."""
        between, chance = self._scribe.between, self._scribe.chance
        born = mother_born + between(20, 28)
        for _ in range(self._scribe.one_of(_CHILDREN)):
            if born <= NOW.year and (NOW.year - born < 24 or chance() < 0.25):
                sex = self._sex()
                marital = "single" if NOW.year - born >= 18 else ""
                self._add(sex, born, self._inherited(surname, sex), relation, marital, father, mother)
            born += between(2, 5)

    def _add(
        self,
        sex: int,
        year: int,
        surname: Surname,
        relation: str,
        marital: str,
        father: str = NULL,
        mother: str = NULL,
        spouse: str = NULL,
    ) -> str:
        """Add a member and return his id."""
        return self._scribe.add_person(self._house, sex, year, surname, relation, marital, father, mother, spouse)
