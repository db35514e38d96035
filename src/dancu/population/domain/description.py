"""What is known of somebody who is looked for, and whom it fits."""

from dataclasses import dataclass
from typing import NamedTuple

from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName, compare, fold, normalise
from dancu.kernel.sex import Sex


class Spot(NamedTuple):
    """Where somebody stands in the list of all: by his folded name, then by the year of his birth."""

    name_key: str
    birth_year: int
    person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    name: str = ""
    born: PartialDate | None = None
    sex: Sex | None = None
    relative: str = ""
    """The name of a parent, child or spouse, or the beginning of it; or his number."""

    def fits(self, name: PersonName, born: PartialDate, sex: Sex) -> bool:
        """Tell whether nothing that is known speaks against somebody; `relative` is not judged."""
        return (
            (self.sex is None or sex is self.sex)
            and (self.born is None or self.born.overlaps(born))
            and bears_marks(name, self.name)
        )


def words_of(name: str) -> list[str]:
    """Return the folded words of a name that may be looked for."""
    return [word for word in fold(name).split() if word.isalnum()]


def bears_marks(name: PersonName, typed: str) -> bool:
    """Tell whether words that were typed with accents stand in a name just so; one without them stands for all its accents.

    The last word may be begun only, so its accents count where it is a whole one.
    """
    borne = name.full.split()
    *whole, last = normalise(typed).split() or [""]
    marked = [word for word in whole if fold(word) != word.lower()]
    if fold(last) != last.lower() and any(fold(word) == fold(last) for word in borne):
        marked.append(last)
    return all(any(compare(word, each).same for each in borne) for word in marked)
