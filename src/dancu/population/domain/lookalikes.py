"""Who may be one person: told by an old number, or by name, birth and sex while nothing that is known tells two apart."""

from dataclasses import dataclass
from enum import StrEnum

from dancu.kernel.dates import PartialDate
from dancu.kernel.names import Difference, PersonName, compare
from dancu.kernel.sex import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is known of somebody who is to be entered, or who is there; of parents the names."""

    name: PersonName
    born: PartialDate
    sex: Sex
    old_id_number: str = ""
    father: str = ""
    mother: str = ""


class Sign(StrEnum):
    """By what two are alike."""

    OLD_NUMBER = "old_number"
    NAME_AND_BIRTH = "name_and_birth"


def sign(one: Described, other: Described) -> Sign | None:
    """Return by what two may be one person; None where nothing says so.

    An old number was given to one person only. Of name, birth and sex there are many, so parents who are known of both and
    bear other names tell two apart.
    """
    if one.old_id_number and one.old_id_number == other.old_id_number:
        return Sign.OLD_NUMBER
    if one.sex is not other.sex or not _same_name(str(one.name), str(other.name)):
        return None
    if not _same_birth(one.born, other.born):
        return None
    parents = ((one.father, other.father), (one.mother, other.mother))
    if any(a and b and not _same_name(a, b) for a, b in parents):
        return None
    return Sign.NAME_AND_BIRTH


def _same_name(one: str, other: str) -> bool:
    """Tell whether it is one name, however written, also where one of the two was typed without its accents."""
    found = compare(one, other)
    return found.same or (found.reasons == (Difference.MARKS,) and (one.isascii() or other.isascii()))


def _same_birth(one: PartialDate, other: PartialDate) -> bool:
    """Tell whether both may be born on one day, also where day and month were taken for each other."""
    swapped = one.day is not None and (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return swapped or one.overlaps(other)
