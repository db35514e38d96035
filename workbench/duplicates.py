"""People entered twice: what is misheard, misspelt, left out or written in the units of another era, with the truth known."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from random import Random

from dancu.kernel.names import PersonName, fold
from dancu.places.domain.directory import Directory
from dancu.places.domain.units import Certain
from dancu.population.linkage.traits import Known


class Scribbler:
    """Enters people again as somebody does who hears and reads badly; the same seed errs alike."""

    def __init__(self, *, places: Directory, on: date, seed: int) -> None:
        self._places, self._on = places, on
        self._random = Random(f"duplicates/{seed}")  # noqa: S311  # not a secret

    def again(self, person: Known, *, id: int) -> Known:  # noqa: A002
        """Return somebody as he was entered once more, with one to three things written otherwise."""
        told = replace(person, id=id, province=self._province(person.province))
        ways = (self._name, self._name, self._birth, self._home, self._old_number, self._parents)
        for way in self._random.sample(ways, self._random.choice((1, 1, 2, 2, 3))):
            told = way(told)
        if self._random.random() < 0.01:
            told = replace(told, sex="male" if told.sex == "female" else "female")
        # What was not written down at one of the two places.
        if self._random.random() < 0.5:
            told = replace(told, father="", mother="" if self._random.random() < 0.5 else told.mother)
        return told if self._random.random() < 0.6 else replace(told, old_number="")

    def _name(self, person: Known) -> Known:
        name = person.name
        match self._random.randrange(6):
            case 0:
                return replace(person, name=PersonName.parse(fold(name.full).title()))
            case 1:
                return replace(person, name=PersonName(name.surname, "", name.given))
            case 2:
                return replace(person, name=PersonName(name.given, name.middle, name.surname or name.given))
            case 3:
                return replace(person, name=PersonName(name.surname, name.middle, self._slip(name.given)))
            case 4:
                return replace(person, name=PersonName(self._slip(name.surname), name.middle, name.given))
            case _:
                return replace(person, name=PersonName(name.surname, self._slip(name.middle), name.given))

    def _birth(self, person: Known) -> Known:
        match self._random.randrange(5):
            case 0 | 1 if person.day is not None and person.day <= 12:
                return replace(person, month=person.day, day=person.month)
            case 2:
                return replace(person, month=None, day=None)
            case 3:
                return replace(person, year=person.year + self._random.choice((-1, 1)))
            case _ if person.day is not None:
                return replace(person, day=self._random.randint(1, 28))
            case _:
                return person

    def _home(self, person: Known) -> Known:
        """Write the home town in the units of the other era, or not at all."""
        if person.home_unit is None or self._random.random() < 0.2:
            return replace(person, home_unit=None)
        unit = self._places.unit(person.home_unit)
        former = self._places.forerunners(unit)
        if former:
            return replace(person, home_unit=self._random.choice(former).id)
        now = self._places.today(unit, self._on)
        return replace(person, home_unit=now.unit.id) if isinstance(now, Certain) else person

    def _old_number(self, person: Known) -> Known:
        if not person.old_number:
            return person
        if self._random.random() < 0.2:
            # Whoever moved to another province got another one.
            return replace(person, old_number=f"{self._random.randrange(10**9):09d}")
        digits, at = list(person.old_number), self._random.randrange(9)
        digits[at] = str((int(digits[at]) + 1) % 10)
        return replace(person, old_number="".join(digits))

    def _parents(self, person: Known) -> Known:
        if self._random.random() < 0.1:
            return replace(person, father="Nguyễn Văn Hùng" if person.father else "", mother="")
        if self._random.random() < 0.1:
            return replace(person, father="", mother="Trần Thị Lan" if person.mother else "")
        return replace(person, father=self._slip(person.father), mother=self._slip(fold(person.mother).title()))

    def _province(self, province: str) -> str:
        """Who had no paper of his birth was sometimes entered where he lived then."""
        return province if self._random.random() < 0.9 else self._random.choice(("001", "079", "038", "040"))

    def _slip(self, text: str) -> str:
        """Return a text with one letter too few, too many or taken for another."""
        if len(text) < 3:
            return text
        at = self._random.randrange(1, len(text))
        return self._random.choice(
            (text[:at] + text[at + 1 :], text[:at] + "h" + text[at:], text[:at] + "n" + text[at + 1 :])
        )


def with_duplicates(
    people: Iterable[Known], *, share: float, first_id: int, places: Directory, on: date, seed: int
) -> Iterator[tuple[Known, int | None]]:
    """Yield everybody, and after some of them the same person once more under an id of his own with the id of the first."""
    scribbler, chance, identifier = Scribbler(places=places, on=on, seed=seed), Random(f"share/{seed}"), first_id  # noqa: S311
    for person in people:
        yield person, None
        if chance.random() < share:
            yield scribbler.again(person, id=identifier), person.id
            identifier += 1
