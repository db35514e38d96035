"""Pick made-up people who suit a demonstration."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from dancu.kernel.actor import SYSTEM, Purpose
from dancu.places import queries as places
from dancu.population.domain.person import PersonCard
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import HouseholdView, Kind, Member
from dancu.residence.models import ResidencePeriod
from dancu.residence.queries import get_household, list_members
from dancu.residence.synthetic.country import SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Somebody made up, where he lives and with whom."""

    person: PersonCard
    household: HouseholdView
    commune: str
    """Full name of the commune."""
    relation: Relation
    others: tuple[Member, ...]
    """The other members of the household."""


_SUITED = (
    # A householder with husband or wife and children, in the first commune of the demonstration and far from it.
    (SHOWN[0], Relation.HEAD, 3),
    ("", Relation.HEAD, 4),
    # A wife whose husband heads the household, one who lives alone, a grown child.
    (SHOWN[1], Relation.WIFE, 3),
    (SHOWN[1], Relation.HEAD, 1),
    ("", Relation.HEAD, 1),
    (SHOWN[2], Relation.CHILD, 3),
)


def pick_demo_people(*, at: datetime) -> tuple[DemoPerson, ...]:
    """Return a few adults of different households, always the same ones for the same people in the register.

    Fewer where the register is too small to have them all.
    """
    found: dict[int, DemoPerson] = {}
    for commune, relation, size in _SUITED:
        for identifier in _candidates(commune, relation):
            person = _look(identifier, at)
            if (
                person.household.id not in found
                and person.relation is relation
                and len(person.others) + 1 >= size
                and (size > 1 or not person.others)
                and 25 <= person.person.born.age_on(at.date()) <= 60
            ):
                found[person.household.id] = person
                break
    return tuple(found.values())


def _candidates(commune: str, relation: Relation) -> list[int]:
    rows: QuerySet[ResidencePeriod] = ResidencePeriod.objects.filter(
        kind=Kind.PERMANENT, until__isnull=True, relation=relation, household__synthetic=True
    )
    if commune:
        rows = rows.filter(unit__code=commune)
    return list(rows.order_by("person").values_list("person", flat=True)[:40])


def _look(person: int, at: datetime) -> DemoPerson:
    read = {"purpose": Purpose.OPERATIONS, "by": SYSTEM, "at": at}
    row = ResidencePeriod.objects.get(person=person, kind=Kind.PERMANENT, until__isnull=True)
    assert row.household_id is not None  # noqa: S101  # only members of households are candidates
    household = get_household(id=row.household_id, **read)  # type: ignore[arg-type]
    members = list_members(household=household.id, on=at.date(), **read)  # type: ignore[arg-type]
    directory = places.directory()
    return DemoPerson(
        person=next(member.person for member in members if member.person.id == person),
        household=household,
        commune=directory.full_name(directory.unit(household.unit_id)),
        relation=Relation(row.relation),
        others=tuple(member for member in members if member.person.id != person),
    )
