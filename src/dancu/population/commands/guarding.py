"""Look who may be there already before anybody is entered: what every door into the register goes through."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import connection

from dancu.kernel.errors import Conflict
from dancu.kernel.names import fold
from dancu.population.domain.facts import KinOf
from dancu.population.domain.lookalikes import Described
from dancu.population.queries.lookalikes import describe, find_lookalikes, find_lookalikes_of_many, names_of, real_ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Another:
    """Why somebody is another than those whom he is like, as who enters him saw it."""

    than: frozenset[int]
    """Whom he was compared with; who came to the register meanwhile is not among them."""
    reason: str


class PossibleDuplicate(Conflict):
    """The register may have this person already. Compare who it may be, and enter another one only with the reason why."""

    code = "population.possible_duplicate"

    def __init__(self, people: Sequence[int]) -> None:
        """Keep the ids of who it may be, for whoever may see them."""
        super().__init__()
        self.people = tuple(people)


def described(person: Described, *, father: KinOf, mother: KinOf) -> Described:
    """Return a description with the names of the parents, whom the register may know."""
    known = names_of([kin.id for kin in (father, mother) if kin.id])
    return replace(person, father=known.get(father.id or 0, father.name), mother=known.get(mother.id or 0, mother.name))


def guard(person: Described, another: Another | None) -> dict[str, object]:
    """Raise PossibleDuplicate unless nobody is like who is to be entered, or all who are were told apart with a reason.

    Return what the event of the entry says of it. Whoever enters somebody of this name and year, or this old number, waits
    until the caller's transaction ends: of two who enter the same one at once the second sees the first.
    """
    _hold(person)
    found = find_lookalikes(person)
    if not found:
        return {}
    if another is None or not another.reason.strip() or not another.than.issuperset(found):
        raise PossibleDuplicate(found)
    return {"another_than": sorted(found), "another_because": another.reason.strip()}


def guard_copied(*, first: int, last: int) -> None:
    """Raise PossibleDuplicate where somebody of those just copied in is like anybody else; made-up people are like nobody.

    The caller has locked the table, so nobody else enters meanwhile. Who is another all the same is entered alone.
    """
    copied = describe(real_ones(first=first, last=last))
    alike = find_lookalikes_of_many(list(copied.values()))
    people = {other for own, found in zip(copied, alike, strict=True) for other in found if other != own}
    if people:
        raise PossibleDuplicate(sorted(people))


def _hold(person: Described) -> None:
    keys = [f"person:{fold(person.name.full)}:{person.born.year}"]
    if person.old_id_number:
        keys.append(f"person:{person.old_id_number}")
    with connection.cursor() as cursor:
        for key in sorted(keys):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
