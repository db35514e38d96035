"""Look who may be there already before anybody is entered: what every door into the register goes through."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import connection

from dancu.kernel.errors import Conflict
from dancu.kernel.names import fold
from dancu.population.domain.facts import KinOf
from dancu.population.domain.lookalikes import Described, sign
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
    judged = _judged(find_lookalikes(person), another)
    if isinstance(judged, PossibleDuplicate):
        raise judged
    return judged


def guard_copied(*, first: int, last: int) -> None:
    """Raise PossibleDuplicate where somebody of those just copied in is like anybody else; made-up people are like nobody.

    The caller has locked the table, so nobody else enters meanwhile. Who is another all the same is entered alone.
    """
    copied = describe(real_ones(first=first, last=last))
    alike = find_lookalikes_of_many(list(copied.values()))
    people = {other for own, found in zip(copied, alike, strict=True) for other in found if other != own}
    if people:
        raise PossibleDuplicate(sorted(people))


def guard_many(
    people: Sequence[Described], anothers: Sequence[Another | None]
) -> list[dict[str, object] | PossibleDuplicate]:
    """Return of each of many what `guard` returns or raises; one of them is also looked for among those before him."""
    _hold(*people)
    judged: list[dict[str, object] | PossibleDuplicate] = []
    before: dict[int, list[Described]] = defaultdict(list)
    for person, another, found in zip(people, anothers, find_lookalikes_of_many(people), strict=True):
        namesakes = before[person.born.year]
        if another is None and any(sign(person, other) for other in namesakes):
            judged.append(PossibleDuplicate(found))
        else:
            judged.append(_judged(found, another))
            namesakes.append(person)
    return judged


def _judged(found: Sequence[int], another: Another | None) -> dict[str, object] | PossibleDuplicate:
    if not found:
        return {}
    if another is None or not another.reason.strip() or not another.than.issuperset(found):
        return PossibleDuplicate(found)
    return {"another_than": sorted(found), "another_because": another.reason.strip()}


def _hold(*people: Described) -> None:
    keys = {f"person:{fold(each.name.full)}:{each.born.year}" for each in people}
    keys |= {f"person:{each.old_id_number}" for each in people if each.old_id_number}
    with connection.cursor() as cursor:
        # In one order, so that two who hold some of the same do not wait for each other.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest(%s::text[]) WITH ORDINALITY AS held (key, place)"
            " ORDER BY place",
            [sorted(keys)],
        )
