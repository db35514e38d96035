"""Read where people live and with whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing
from dancu.platform import statement
from dancu.population import queries as population
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, Ground, Home, HouseholdView, Kind, Member, Residence
from dancu.residence.models import Household, ResidencePeriod, ResidencePeriodHistory

_HELD = "kind = 'permanent' and since <= %(on)s and (until is null or until > %(on)s)"
_HOMES = f"""
    with own as (select * from residence_residenceperiod where person_id = any(%(people)s) and {_HELD}),
    there as (
        select * from own union
        select * from residence_residenceperiod
        where household_id in (select household_id from own) and {_HELD}
    )
    select {statement.columns_of(ResidencePeriod, "there")}, {statement.columns_of(Household, "household")}
    from there left join residence_household as household on household.id = there.household_id
    order by there.since, there.id
"""  # noqa: S608
"""The periods of these persons on a day and of all who share their households, with the household."""


class NoSuchHousehold(Missing):
    """No household has this number. Check the residence file number."""

    code = "residence.no_such_household"


def find_permanent_residence(*, person: int, on: date, purpose: Purpose, by: Actor, at: datetime) -> Residence | None:
    """Return where a person was permanently registered on a day, as known now."""
    return _find(Kind.PERMANENT, person, on, purpose, by, at)


def find_temporary_residence(*, person: int, on: date, purpose: Purpose, by: Actor, at: datetime) -> Residence | None:
    """Return where a person was temporarily registered on a day, as known now."""
    return _find(Kind.TEMPORARY, person, on, purpose, by, at)


def find_current_residence(*, person: int, on: date, purpose: Purpose, by: Actor, at: datetime) -> Residence | None:
    """Return where a person who was registered nowhere was known to live on a day (art. 19)."""
    return _find(Kind.CURRENT, person, on, purpose, by, at)


def list_residences(*, person: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[Residence, ...]:
    """Return all periods of a person as known now, the latest first."""
    audit_people([person], purpose, by, at)
    rows = ResidencePeriod.objects.filter(person=person).select_related("household").order_by("-since", "kind")
    return tuple(residence(row) for row in rows)


def get_household(
    *,
    id: int | None = None,  # noqa: A002
    code: str | None = None,
    purpose: Purpose,
    by: Actor,
    at: datetime,
) -> HouseholdView:
    """Return a household by id or residence file number; raise NoSuchHousehold."""
    row = Household.objects.filter(id=id).first() if id is not None else Household.objects.filter(code=code).first()
    if row is None:
        raise NoSuchHousehold
    return _seen(row, purpose, by, at)


def household_of(
    *, person: int, on: date, kind: Kind = Kind.PERMANENT, purpose: Purpose, by: Actor, at: datetime
) -> HouseholdView | None:
    """Return the household that a person belonged to by permanent, or another, residence on a day."""
    period = periods_on(on, kind).filter(person=person).first()
    return _seen(period.household, purpose, by, at) if period and period.household else None


def homes_of(*, people: Iterable[int], on: date, purpose: Purpose, by: Actor, at: datetime) -> dict[int, Home]:
    """Return the homes of persons on a day; who was not permanently registered then has none."""
    asked = set(people)
    audit_people(asked, purpose, by, at)
    rows: list[ResidencePeriod] = []
    for row, household in statement.read(_HOMES, ResidencePeriod, Household, people=list(asked), on=on):
        row.household = household
        rows.append(row)
    households = {row.household_id: _seen(row.household, purpose, by, at) for row in rows if row.household}
    members = _members([row for row in rows if row.household], purpose, by, at)
    return {
        row.person_id: Home(
            residence=residence(row),
            household=households.get(row.household_id),
            members=tuple(members[row.household_id]) if row.household_id else (),
        )
        for row in rows
        if row.person_id in asked
    }


def household_headed_by(
    *, person: int, kind: Kind = Kind.PERMANENT, purpose: Purpose, by: Actor, at: datetime
) -> HouseholdView | None:
    """Return the open household that a person heads where he is registered permanently, or temporarily."""
    row = Household.objects.filter(head=person, kind=kind, closed_on__isnull=True).first()
    return _seen(row, purpose, by, at) if row else None


def list_members(
    *, household: int, on: date, kind: Kind = Kind.PERMANENT, purpose: Purpose, by: Actor, at: datetime
) -> tuple[Member, ...]:
    """Return who belonged to a household by permanent, or temporary, residence on a day: the head, then as they joined."""
    rows = list(periods_on(on, kind).filter(household=household).order_by("since", "id"))
    return tuple(_members(rows, purpose, by, at)[household])


def _find(kind: Kind, person: int, on: date, purpose: Purpose, by: Actor, at: datetime) -> Residence | None:
    audit_people([person], purpose, by, at)
    row = periods_on(on, kind).filter(person=person).first()
    return residence(row) if row else None


def periods_on(on: date, kind: Kind) -> QuerySet[ResidencePeriod]:
    """Return the periods of a kind that a day lies in, as known now."""
    return ResidencePeriod.objects.filter(lasting_on(on), kind=kind).select_related("household")


def lasting_on(day: date) -> Q:
    """Return what a period fulfils that a day lies in."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def _seen(row: Household, purpose: Purpose, by: Actor, at: datetime) -> HouseholdView:
    audit.record("residence.household_read", by=by, purpose=purpose, at=at, subject=("household", row.pk))
    return HouseholdView(
        id=row.pk,
        code=row.code,
        kind=Kind(row.kind),
        unit_id=row.unit_id,
        address_line=row.address_line,
        head=row.head_id,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
    )


def _members(
    rows: Sequence[ResidencePeriod], purpose: Purpose, by: Actor, at: datetime
) -> Mapping[int | None, list[Member]]:
    """Return the members of households by its id, the heads first, from their periods in the order they joined."""
    people = [row.person_id for row in rows]
    cards, wards = population.list_people_and_wards(ids=people, purpose=purpose, by=by, at=at)
    found: dict[int | None, list[Member]] = defaultdict(list)
    for row, card in sorted(zip(rows, cards, strict=True), key=lambda each: each[0].relation != Relation.HEAD):
        relation, has_guardian = Relation(row.relation), card.id in wards
        member = Member(person=card, relation=relation, since=row.since, has_guardian=has_guardian)
        found[row.household_id].append(member)
    return found


def audit_people(people: Iterable[int], purpose: Purpose, by: Actor, at: datetime) -> None:
    """Note that residences of these persons were read."""
    audit.record_many(
        "residence.read", by=by, purpose=purpose, at=at, subjects=[("person", person) for person in people]
    )


def residence(row: ResidencePeriod | ResidencePeriodHistory) -> Residence:
    """Return a row as others may see it."""
    return Residence(
        person=row.person_id,
        kind=Kind(row.kind),
        household_id=row.household_id,
        household_code=row.household.code if row.household else "",
        unit_id=row.unit_id,
        address_line=row.address_line,
        relation=Relation(row.relation) if row.relation else None,
        since=row.since,
        until=row.until,
        ground=Ground(row.ground),
        dossier_id=row.dossier_id,
        end_ground=EndGround(row.end_ground) if row.end_ground else None,
    )
