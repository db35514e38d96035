"""Read residences and households in both times: as they were on a day, and as the register knew it at an instant.

Two kinds of changes are told apart. A period that ends or begins is true of its days. What changes a period in place (the
householder, a relation, the name of the street) is true from the day of its event: on earlier days the period said what the
history kept when that event superseded it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.population import queries as population
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EventKind, Kind, Residence, Resident
from dancu.residence.models import Household, ResidenceEvent, ResidencePeriod, ResidencePeriodHistory
from dancu.residence.queries.homes import NoSuchHousehold, audit_people, lasting_on, residence

_OF_RELATION = (EventKind.HEAD_CHANGED, EventKind.RELATION_CHANGED)
_OF_ADDRESS = (EventKind.ADDRESSES_CHANGED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdAsOf:
    """A household on a day, as known at an instant."""

    id: int
    code: str
    kind: Kind
    unit_id: int
    address_line: str
    head: int | None
    """None between the death of a householder and the day on which somebody took over."""
    members: tuple[Resident, ...]
    """The head first, then as they joined."""


def residence_as_of(
    *, person: int, kind: Kind, on: date, known_at: datetime, purpose: Purpose, by: Actor, at: datetime
) -> Residence | None:
    """Return the residence on a day as the register knew it at an instant."""
    audit_people([person], purpose, by, at)
    return next(iter(_as_of([person], kind, on, known_at)), None)


def household_as_of(
    *, household: int, on: date, known_at: datetime, purpose: Purpose, by: Actor, at: datetime
) -> HouseholdAsOf | None:
    """Return a household with its members on a day as the register knew it at an instant, None where it was not there.

    Raises NoSuchHousehold.
    """
    row = Household.objects.filter(id=household).first()
    if row is None:
        raise NoSuchHousehold
    audit.record("residence.household_read", by=by, purpose=purpose, at=at, subject=("household", row.pk))
    homes = [
        home for home in _as_of(_ever_in(household), Kind(row.kind), on, known_at) if home.household_id == household
    ]
    if not homes:
        return None
    homes.sort(key=lambda home: (home.relation is not Relation.HEAD, home.since, home.person))
    cards = population.list_people(ids=[home.person for home in homes], purpose=purpose, by=by, at=at)
    first = homes[0]
    return HouseholdAsOf(
        id=row.pk,
        code=row.code,
        kind=Kind(row.kind),
        unit_id=first.unit_id,
        address_line=first.address_line,
        head=first.person if first.relation is Relation.HEAD else None,
        members=tuple(Resident(person=card, residence=home) for home, card in zip(homes, cards, strict=True)),
    )


def _ever_in(household: int) -> list[int]:
    """Return who ever belonged to a household, as far as anything was known of it."""
    now = ResidencePeriod.objects.filter(household=household).values_list("person_id", flat=True)
    # Whose period went to the history whole is named by the event that sent it there.
    then = ResidenceEvent.objects.filter(household=household, person__isnull=False).values_list("person_id", flat=True)
    return sorted({*now, *(person for person in then if person)})


def _as_of(people: Sequence[int], kind: Kind, on: date, known_at: datetime) -> list[Residence]:
    asked = lasting_on(on)
    now = ResidencePeriod.objects.filter(asked, person__in=people, kind=kind, recorded_at__lte=known_at)
    past = ResidencePeriodHistory.objects.filter(
        asked, person__in=people, kind=kind, recorded_from__lte=known_at, recorded_until__gt=known_at
    )
    known = [residence(row) for row in now.select_related("household")]
    known += [residence(row) for row in past.select_related("household")]
    return [_before_later_changes(each, on, known_at) for each in known]


def _before_later_changes(known: Residence, on: date, known_at: datetime) -> Residence:
    """Return a residence without what changed it in place from a later day on."""
    later = (
        ResidencePeriodHistory.objects.filter(person=known.person, kind=known.kind, since=known.since)
        .filter(event__on__gt=on, event__at__lte=known_at)
        .order_by("event__on", "id")
    )
    related = later.filter(event__kind__in=_OF_RELATION, household=known.household_id).first()
    addressed = later.filter(event__kind__in=_OF_ADDRESS).first()
    if related:
        known = replace(known, relation=Relation(related.relation) if related.relation else None)
    if addressed:
        known = replace(known, unit_id=addressed.unit_id, address_line=addressed.address_line)
    return known
