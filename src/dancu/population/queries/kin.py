"""Read who is whose kin, guardian and ward."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Q

from dancu.kernel.actor import Actor, Purpose
from dancu.platform import statement
from dancu.population.domain.person import KinRole, Relative
from dancu.population.models import Adoption, Guardianship, Person
from dancu.population.queries.records import NoSuchPerson, list_people

_WARDS = "select ward_id from population_guardianship where until is null and ward_id = any(%(people)s)"


def list_kin(*, person: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[Relative, ...]:
    """Return parents, spouse, children, siblings, grandparents, grandchildren, guardians and wards that the register knows.

    Parents and spouse who are not in the register come with the name and number recorded. Only open guardianships count.
    """
    row = Person.objects.filter(id=person).first()
    if row is None:
        raise NoSuchPerson
    roles = _related(row)
    cards = {card.id: card for card in list_people(ids=roles, purpose=purpose, by=by, at=at)}
    known = [
        Relative(role=role, person=cards[other], name=cards[other].name.full, number=cards[other].pin)
        for other, role in roles.items()
    ]
    named = [
        Relative(role=role, name=name, number=number)
        for role, name, number in (
            (KinRole.FATHER, row.father_name, row.father_number),
            (KinRole.MOTHER, row.mother_name, row.mother_number),
            (KinRole.SPOUSE, row.spouse_name, row.spouse_number),
        )
        if name
    ]
    named += [
        Relative(role=KinRole.ADOPTIVE_PARENT, name=str(each["name"]), number=str(each["number"]))
        for each in adopters_of(person)
        if each["id"] is None
    ]
    named += [
        Relative(role=KinRole.GUARDIAN, name=str(each["name"]), number=str(each["number"]))
        for each in guardians_of(person)
        if each["id"] is None
    ]
    order = list(KinRole)
    return tuple(sorted(known + named, key=lambda relative: order.index(relative.role)))


def find_kinship(*, person: int, other: int) -> KinRole | None:
    """Tell what `other` is to `person` as far as the register knows; no data of either is shown, so no audit row is left."""
    row = Person.objects.filter(id=person).first()
    return _related(row).get(other) if row else None


def wards_among(people: Iterable[int]) -> frozenset[int]:
    """Tell which of these persons have a guardian now (Civil Code 91/2015/QH13 arts. 46-47); no data of theirs is shown."""
    return frozenset(ward for (ward,) in statement.rows(_WARDS, people=list(people)))


def guardians_of(ward: int) -> list[dict[str, object]]:
    """Return who somebody's guardians are now, as events say it; nothing is shown, so no audit row is left."""
    rows = Guardianship.objects.filter(ward=ward, until__isnull=True).order_by("id")
    return [_said(row.guardian_id, row.guardian_name, row.guardian_number, row.since) for row in rows]


def adopters_of(child: int) -> list[dict[str, object]]:
    """Return who somebody's adoptive parents are now, in the same way."""
    rows = Adoption.objects.filter(child=child, until__isnull=True).order_by("id")
    return [_said(row.parent_id, row.parent_name, row.parent_number, row.since) for row in rows]


def _said(identifier: int | None, name: str, number: str, since: date) -> dict[str, object]:
    return {"id": identifier, "name": name, "number": number, "since": since.isoformat()}


def _related(row: Person) -> dict[int, KinRole]:
    """Return the ids of kin with their role; the nearest role wins."""
    roles: dict[int, KinRole] = {}
    parents = [parent for parent in (row.father_id, row.mother_id) if parent]
    for identifier, role in (
        (row.father_id, KinRole.FATHER),
        (row.mother_id, KinRole.MOTHER),
        (row.spouse_id, KinRole.SPOUSE),
    ):
        if identifier:
            roles.setdefault(identifier, role)
    children = _children([row.pk])
    groups: list[tuple[Sequence[int], KinRole]] = [
        (children, KinRole.CHILD),
        (_adoptions(child=row.pk), KinRole.ADOPTIVE_PARENT),
        (_adoptions(parent=row.pk), KinRole.ADOPTED_CHILD),
        (_children(parents), KinRole.SIBLING),
        (_parents(parents), KinRole.GRANDPARENT),
        (_children(children), KinRole.GRANDCHILD),
        (_guardians(ward=row.pk), KinRole.GUARDIAN),
        (_guardians(guardian=row.pk), KinRole.WARD),
    ]
    for identifiers, role in groups:
        for identifier in identifiers:
            if identifier != row.pk:
                roles.setdefault(identifier, role)
    return roles


def _children(parents: Sequence[int]) -> list[int]:
    if not parents:
        return []
    rows = Person.objects.filter(Q(father__in=parents) | Q(mother__in=parents))
    return list(rows.order_by("birth_year", "birth_month", "birth_day", "id").values_list("id", flat=True))


def _parents(children: Sequence[int]) -> list[int]:
    pairs = Person.objects.filter(id__in=children).values_list("father_id", "mother_id") if children else ()
    return [parent for pair in pairs for parent in pair if parent]


def _guardians(**ends: int) -> list[int]:
    wanted = "guardian_id" if "ward" in ends else "ward_id"
    rows = Guardianship.objects.filter(until__isnull=True, guardian__isnull=False, **ends)
    return list(rows.values_list(wanted, flat=True))


def _adoptions(**ends: int) -> list[int]:
    wanted = "parent_id" if "child" in ends else "child_id"
    rows = Adoption.objects.filter(until__isnull=True, parent__isnull=False, **ends)
    return list(rows.values_list(wanted, flat=True))
